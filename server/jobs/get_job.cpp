#include "jobs/job_details.h"
#include "jobs/life.h"

namespace emplooi::jobs {

Outcome<v1::GetJobResponse> get_job(Transaction& tx, const Actor& actor, const v1::GetJobRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  v1::GetJobResponse response;
  details_of(tx, job.id).write(tx, actor, *response.mutable_job());
  return response;
}

}  // namespace emplooi::jobs
