#include <map>

#include "settlement/payment.h"
#include "settlement/settlement.h"

namespace emplooi::settlement {

using ledger::Kind;

Outcome<v1::RecordFunderPaymentResponse> record_funder_payment(Transaction& tx, const Actor&,
                                                               const v1::RecordFunderPaymentRequest& request) {
  const auto statement = TRY(statement_to_pay(tx, "funder", request.statement_id(), Cents{request.amount_cents()}));
  std::map<BudgetId, Cents> by_budget;
  for (const auto& line : lines_of(tx, statement.id)) by_budget[*line.budget] += line.amount;
  std::vector<ledger::Transfer> transfers;
  for (const auto& [budget, amount] : by_budget) {
    transfers.push_back(
        either_way({Kind::cash, statement.programme}, {Kind::receivable_funder, budget}, amount, statement.id));
  }
  TRY(pay(tx, statement, "funder_payment", transfers));
  return v1::RecordFunderPaymentResponse();
}

}  // namespace emplooi::settlement
