#include "catalogue/catalogue.h"
#include "jobs/jobs.sql.h"
#include "jobs/life.h"

namespace emplooi::jobs {

Outcome<v1::ResolveDisputeResponse> resolve_dispute(Transaction& tx, const Actor& actor,
                                                    const v1::ResolveDisputeRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (job.state != "disputed") return refuse(REFUSAL_JOB_NOT_DISPUTED);
  v1::ResolveDisputeResponse response;
  if (!request.approve()) {
    end_without_work(tx, job, "rejected", "");
    response.set_state(v1::JOB_STATE_REJECTED);
    return response;
  }
  const auto service = TRY(catalogue::service(tx, job.service));
  const int minutes = request.minutes() == 0 ? *job.done_minutes : request.minutes();
  if (minutes > service.max_minutes) return refuse(REFUSAL_JOB_TOO_LONG);
  TRY(set_aside(tx, job, minutes));
  change(tx, sql::correct_minutes, job.id, minutes);
  response.set_vouchers_redeemed(TRY(approve(tx, job, approver_of(actor))));
  response.set_state(v1::JOB_STATE_APPROVED);
  return response;
}

}  // namespace emplooi::jobs
