#include "jobs/life.h"

namespace emplooi::jobs {

Outcome<v1::DisputeJobResponse> dispute_job(Transaction& tx, const Actor& actor, const v1::DisputeJobRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (job.state != "done") return refusal_unless_done(job);
  // A paper voucher may have paid part of the hours already.
  vouchers::undo_redemptions(tx, job.id);
  move_on(tx, job, "disputed", request.reason());
  return v1::DisputeJobResponse();
}

}  // namespace emplooi::jobs
