#include "jobs/life.h"

namespace emplooi::jobs {

Outcome<v1::StartJobResponse> start_job(Transaction& tx, const Actor& actor, const v1::StartJobRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (job.state != "accepted") return refuse(REFUSAL_JOB_NOT_ACCEPTED);
  if (local_date(*job.starts_at) > tx.today()) return refuse(REFUSAL_JOB_STARTS_LATER);
  move_on(tx, job, "started");
  return v1::StartJobResponse();
}

}  // namespace emplooi::jobs
