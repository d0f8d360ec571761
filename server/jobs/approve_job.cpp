#include "jobs/life.h"

namespace emplooi::jobs {

Outcome<v1::ApproveJobResponse> approve_job(Transaction& tx, const Actor& actor, const v1::ApproveJobRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (job.state != "done") return refusal_unless_done(job);
  v1::ApproveJobResponse response;
  response.set_vouchers_redeemed(TRY(approve(tx, job, approver_of(actor))));
  return response;
}

}  // namespace emplooi::jobs
