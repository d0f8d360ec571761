#include "jobs/life.h"

namespace emplooi::jobs {

Outcome<vouchers::v1::ReserveVoucherResponse> reserve_voucher(Transaction& tx, const Actor& actor,
                                                              const vouchers::v1::ReserveVoucherRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (job.state != "planned" && job.state != "accepted" && job.state != "started") {
    return refuse(REFUSAL_JOB_NOT_PLANNED);
  }
  const auto id = VoucherId::of(request.voucher_id());
  TRY(vouchers::reserve(tx, id, facts_of(job)));
  // It takes the place of the one that would lapse last.
  vouchers::release_beyond(tx, job.id, job.vouchers_for(job.minutes), id);
  return vouchers::v1::ReserveVoucherResponse();
}

}  // namespace emplooi::jobs
