#include "ledger/ledger.h"
#include "store/journal.h"
#include "vouchers/issue.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

namespace {

/// A voucher of which its holder is to be warned, for the first or the second time.
struct Warning {
  VoucherId voucher;
  std::string_view step;
};

std::vector<Warning> due_warnings(Transaction& tx, std::size_t limit) {
  std::vector<Warning> due;
  for (const auto& programme : ledger::books(tx)) {
    const auto terms = organisations::terms_on(tx, programme, tx.today());
    if (!terms) continue;
    const std::pair<std::string_view, int> steps[] = {{"first", terms->first_warning_weeks},
                                                      {"second", terms->second_warning_weeks}};
    for (const auto& [step, weeks] : steps) {
      const auto last_day = add_days(tx.today(), weeks * 7);
      const auto left = static_cast<std::int64_t>(limit - due.size());
      for (const auto& id : tx.all<VoucherId>(sql::due_to_warn, programme, tx.today(), last_day, step, left)) {
        due.push_back({id, step});
      }
    }
  }
  return due;
}

}  // namespace

bool is_warning_due(Transaction& tx) { return !due_warnings(tx, 1).empty(); }

Outcome<v1::WarnOfExpiryResponse> warn_of_expiry(Transaction& tx, const Actor&,
                                                 const v1::WarnOfExpiryRequest& request) {
  const auto due = due_warnings(tx, request.limit() == 0 ? 100 : request.limit());
  for (const auto& [voucher, step] : due) store::add_message(tx, "voucher_expires", voucher, step);
  v1::WarnOfExpiryResponse response;
  response.set_warned(static_cast<int>(due.size()));
  return response;
}

}  // namespace emplooi::vouchers
