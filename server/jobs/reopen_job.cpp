#include "jobs/life.h"

namespace emplooi::jobs {

Outcome<v1::ReopenJobResponse> reopen_job(Transaction& tx, const Actor& actor, const v1::ReopenJobRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (job.state != "planned" && job.state != "accepted") return refuse(REFUSAL_JOB_CANNOT_BE_REOPENED);
  v1::ReopenJobResponse response;
  response.set_vouchers_released(reopen(tx, job, ""));
  return response;
}

}  // namespace emplooi::jobs
