#include "ledger/ledger.h"
#include "store/journal.h"
#include "vouchers/issue.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

namespace {

/// Writes at most `limit` warnings of one step; returns how many.
int warn(Transaction& tx, ProgrammeId programme, std::string_view step, int weeks, int limit) {
  const auto due = tx.all<VoucherId>(sql::due_to_warn, programme, tx.today(), add_days(tx.today(), weeks * 7), step, limit);
  for (const auto& id : due) store::add_message(tx, "voucher_expires", id, step);
  return static_cast<int>(due.size());
}

}  // namespace

Outcome<v1::WarnOfExpiryResponse> warn_of_expiry(Transaction& tx, const Actor&,
                                                 const v1::WarnOfExpiryRequest& request) {
  const int limit = request.limit() == 0 ? 100 : request.limit();
  int warned = 0;
  for (const auto& programme : ledger::books(tx)) {
    const auto terms = organisations::terms_on(tx, programme, tx.today());
    if (!terms) continue;
    warned += warn(tx, programme, "first", terms->first_warning_weeks, limit - warned);
    warned += warn(tx, programme, "second", terms->second_warning_weeks, limit - warned);
  }
  v1::WarnOfExpiryResponse response;
  response.set_warned(warned);
  return response;
}

}  // namespace emplooi::vouchers
