#include "jobs/life.h"

namespace emplooi::jobs {

Outcome<vouchers::v1::RedeemVoucherResponse> redeem_voucher(Transaction& tx, const Actor& actor,
                                                            const vouchers::v1::RedeemVoucherRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  const auto id = VoucherId::of(request.voucher_id());
  const auto facts = facts_of(job);
  if (job.state != "done") {
    // Whoever comes second with the same voucher hears that it is redeemed, not that the job is over.
    const auto voucher = TRY(vouchers::voucher(tx, id));
    if (voucher.household != job.household) return refuse(REFUSAL_VOUCHER_OF_OTHER_HOUSEHOLD);
    if (voucher.state == "redeemed") return refuse(REFUSAL_VOUCHER_ALREADY_REDEEMED);
    return refuse(job.state == "approved" ? REFUSAL_JOB_NEEDS_NO_MORE_VOUCHERS : REFUSAL_JOB_NOT_DONE);
  }
  const Cents face = TRY(vouchers::redeem(tx, id, facts, funding::rules_on(tx, job.programme, tx.today())));
  const int missing = job.vouchers_for(*job.done_minutes) - vouchers::count_redeemed(tx, job.id);
  // A voucher that was not set aside takes the place of one that was.
  vouchers::release_beyond(tx, job.id, missing);
  if (missing == 0) mark_approved(tx, job, approver_of(actor));
  vouchers::v1::RedeemVoucherResponse response;
  response.set_face_cents(face.value);
  response.set_job_approved(missing == 0);
  return response;
}

}  // namespace emplooi::jobs
