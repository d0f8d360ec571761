#include "base/check.h"
#include "ledger/ledger.h"
#include "vouchers/issue.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

namespace {

using ledger::Kind;

/// What its holder paid goes back to them, or stays in the programme, as the terms say.
Outcome<void> expire(Transaction& tx, const Voucher& voucher) {
  ensure(tx.run(sql::expire, voucher.id) == 1, "a voucher that is due can expire");
  release_funding(tx, voucher, "expire");
  const auto terms = TRY(organisations::terms_on(tx, voucher.programme, tx.today()));
  const ledger::Account goes_to = terms.expired_paid_part_to_programme
                                      ? ledger::Account{Kind::income, voucher.programme}
                                      : ledger::Account{Kind::payable_payer, payer_of(voucher)};
  const ledger::Transfer lapse[] = {{{Kind::voucher_float, voucher.programme}, goes_to, voucher.paid, voucher.id}};
  return ledger::post(tx, voucher.programme, "expire", lapse);
}

}  // namespace

bool is_expiry_due(Transaction& tx) { return !tx.all<VoucherId>(sql::due_to_expire, tx.today(), 1).empty(); }

Outcome<v1::ExpireVouchersResponse> expire_vouchers(Transaction& tx, const Actor&,
                                                    const v1::ExpireVouchersRequest& request) {
  const int limit = request.limit() == 0 ? 100 : request.limit();
  const auto due = tx.all<VoucherId>(sql::due_to_expire, tx.today(), limit);
  for (const auto& id : due) TRY(expire(tx, TRY(voucher(tx, id))));
  v1::ExpireVouchersResponse response;
  response.set_expired(static_cast<int>(due.size()));
  return response;
}

}  // namespace emplooi::vouchers
