#include "funding/budget.h"
#include "funding/funding.sql.h"
#include "ledger/ledger.h"

namespace emplooi::funding {

Outcome<v1::CloseBudgetResponse> close_budget(Transaction& tx, const Actor& actor,
                                              const v1::CloseBudgetRequest& request) {
  const auto budget = TRY(budget_for(tx, actor, BudgetId::of(request.budget_id())));
  if (tx.run(sql::close_budget, budget.id) == 0) return refuse(REFUSAL_BUDGET_CLOSED);
  v1::CloseBudgetResponse response;
  response.set_reserved_cents(ledger::balance(tx, budget.programme, {ledger::Kind::budget_reserved, budget.id}).value);
  return response;
}

}  // namespace emplooi::funding
