#include "vouchers/voucher_details.h"

#include <google/protobuf/util/time_util.h>

#include "base/words.h"

namespace emplooi::vouchers {

void VoucherDetails::write(v1::Voucher& voucher) const {
  voucher.set_voucher_id(to_string(id));
  voucher.set_programme_id(to_string(programme));
  voucher.set_household_id(to_string(household));
  voucher.set_kind(from_word<funding::v1::VoucherKind>(kind));
  voucher.set_state(from_word<v1::VoucherState>(state));
  voucher.set_code(code);
  voucher.set_minutes(minutes);
  voucher.set_face_cents(face.value);
  voucher.set_paid_cents(paid.value);
  voucher.set_issued_on(issued_on);
  voucher.set_expires_on(expires_on);
  if (job) voucher.set_job_id(to_string(*job));
  if (redeemed_at_us) {
    *voucher.mutable_redeemed_at() = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(*redeemed_at_us);
  }
  if (replaced_by) voucher.set_replaced_by(to_string(*replaced_by));
}

}  // namespace emplooi::vouchers
