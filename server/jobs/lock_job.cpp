#include "jobs/jobs.sql.h"
#include "jobs/life.h"

namespace emplooi::jobs {

Outcome<v1::LockJobResponse> lock_job(Transaction& tx, const Actor& actor, const v1::LockJobRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (change(tx, sql::lock, job.id, request.locked()) == 0) return refuse(REFUSAL_JOB_NOT_PLANNED);
  return v1::LockJobResponse();
}

}  // namespace emplooi::jobs
