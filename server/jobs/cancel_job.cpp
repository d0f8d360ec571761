#include "base/words.h"
#include "jobs/life.h"

namespace emplooi::jobs {

Outcome<v1::CancelJobResponse> cancel_job(Transaction& tx, const Actor& actor, const v1::CancelJobRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (actor.role == ROLE_RESIDENT && request.by() != v1::PARTY_RESIDENT) return refuse(REFUSAL_ACTOR_NOT_ALLOWED);
  if (job.state != "requested" && job.state != "planned" && job.state != "accepted") {
    return refuse(REFUSAL_JOB_CANNOT_BE_CANCELLED);
  }
  end_without_work(tx, job, "cancelled", word_of(request.by()) + ": " + request.reason());
  return v1::CancelJobResponse();
}

}  // namespace emplooi::jobs
