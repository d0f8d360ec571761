#include "base/words.h"
#include "jobs/life.h"

namespace emplooi::jobs {

Outcome<v1::MarkUnfilledResponse> mark_unfilled(Transaction& tx, const Actor& actor,
                                                const v1::MarkUnfilledRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (job.state != "requested") return refuse(REFUSAL_JOB_NOT_OPEN);
  end_without_work(tx, job, "unfilled", word_of(request.reason()));
  return v1::MarkUnfilledResponse();
}

}  // namespace emplooi::jobs
