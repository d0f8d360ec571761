#include "vouchers/issue.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

Outcome<v1::ReissueVoucherResponse> reissue_voucher(Transaction& tx, const Actor& actor,
                                                    const v1::ReissueVoucherRequest& request) {
  const auto old = TRY(voucher_for(tx, actor, VoucherId::of(request.voucher_id())));
  if (old.replaced_by) return refuse(REFUSAL_VOUCHER_ALREADY_REISSUED);
  if (old.state == "expired" || old.expires_on < tx.today()) return refuse(REFUSAL_VOUCHER_EXPIRED);
  if (old.state != "blocked") return refuse(REFUSAL_VOUCHER_NOT_BLOCKED);
  const Batch batch{old.programme, old.household,  old.resident,  old.kind,         {old.paid},
                    old.face,      old.minutes,    old.issued_on, old.expires_on,   old.id,
                    old.invoice,   old.low_income, old.complex,   old.neighbourhood};
  funding::Issue issue(funding::rules_on(tx, old.programme, tx.today()));
  const auto funded = TRY(cover(issue, batch));
  TRY(issue.post(tx, old.id));
  const auto id = add_vouchers(tx, batch, funded).front();
  ensure(tx.run(sql::replace, old.id, id, tx.today()) == 1, "a blocked voucher can be replaced");
  v1::ReissueVoucherResponse response;
  response.set_voucher_id(to_string(id));
  response.set_expires_on(to_string(old.expires_on));
  return response;
}

}  // namespace emplooi::vouchers
