#include "ledger/ledger.h"
#include "vouchers/invoice.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

using ledger::Kind;

Outcome<v1::RefundVoucherResponse> refund_voucher(Transaction& tx, const Actor& actor,
                                                  const v1::RefundVoucherRequest& request) {
  const auto voucher = TRY(voucher_for(tx, actor, VoucherId::of(request.voucher_id())));
  if (voucher.state == "issued" && voucher.paid == 0_cents) return refuse(REFUSAL_REFUND_NOTHING_DUE);
  const auto terms = TRY(organisations::terms_on(tx, voucher.programme, tx.today()));
  if (tx.run(sql::refund, voucher.id, tx.today()) == 0) return refusal_by_state(voucher, tx.today());
  release_funding(tx, voucher, "refund");
  const Cents fee = std::min(terms.refund_fee, voucher.paid);
  const Cents back = voucher.paid - fee;
  // An invoice that is still open is lowered before money goes out.
  const Cents due = voucher.invoice ? due_of(tx, voucher.programme, *voucher.invoice) : 0_cents;
  const Cents off_invoice = std::min(due, back);
  const ledger::Account voucher_float{Kind::voucher_float, voucher.programme};
  std::vector<ledger::Transfer> refund = {
      {voucher_float, {Kind::cash, voucher.programme}, back - off_invoice, voucher.id},
      {voucher_float, {Kind::income, voucher.programme}, fee, voucher.id}};
  if (voucher.invoice) {
    refund.push_back({voucher_float, {Kind::receivable_buyer, *voucher.invoice}, off_invoice, voucher.id});
  }
  TRY(ledger::post(tx, voucher.programme, "refund", refund));
  v1::RefundVoucherResponse response;
  response.set_refunded_cents(back.value);
  response.set_fee_cents(fee.value);
  return response;
}

}  // namespace emplooi::vouchers
