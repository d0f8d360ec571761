#include "jobs/jobs.sql.h"
#include "jobs/life.h"

namespace emplooi::jobs {

Outcome<v1::UndoApprovalResponse> undo_approval(Transaction& tx, const Actor& actor,
                                                const v1::UndoApprovalRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (change(tx, sql::undo_approval, job.id, request.reason()) == 0) return refuse(REFUSAL_JOB_NOT_APPROVED);
  v1::UndoApprovalResponse response;
  response.set_vouchers_restored(vouchers::undo_redemptions(tx, job.id));
  return response;
}

}  // namespace emplooi::jobs
