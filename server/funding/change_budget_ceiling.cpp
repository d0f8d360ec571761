#include "base/words.h"
#include "funding/budget.h"
#include "ledger/ledger.h"

namespace emplooi::funding {

using ledger::Kind;

Outcome<v1::ChangeBudgetCeilingResponse> change_budget_ceiling(Transaction& tx, const Actor& actor,
                                                               const v1::ChangeBudgetCeilingRequest& request) {
  const auto budget = TRY(budget_for(tx, actor, BudgetId::of(request.budget_id())));
  if (budget.source == word_of(v1::SOURCE_PREPAID_HOURS)) {
    auto refused = refuse(REFUSAL_FIELD_OUT_OF_BOUNDS, "prepaid hours are what was paid for: buy more instead");
    refused.field = "budget_id";
    return refused;
  }
  const auto balance = [&](Kind kind) { return ledger::balance(tx, budget.programme, {kind, budget.id}); };
  const Cents ceiling{request.ceiling_cents()};
  const Cents committed = balance(Kind::budget_reserved) + balance(Kind::budget_spent);
  if (ceiling < committed) {
    auto refused = refuse(REFUSAL_CEILING_BELOW_COMMITMENTS,
                          to_string(committed) + " is already reserved or spent: the ceiling cannot be lower");
    refused.facts["committed_cents"] = std::to_string(committed.value);
    return refused;
  }
  const Cents raised = ceiling - balance(Kind::budget_ceiling);
  const ledger::Account whole{Kind::budget_ceiling, budget.id}, available{Kind::budget_available, budget.id};
  const ledger::Transfer change[] = {raised > 0_cents
                                         ? ledger::Transfer{whole, available, raised, budget.id}
                                         : ledger::Transfer{available, whole, 0_cents - raised, budget.id}};
  TRY(ledger::post(tx, budget.programme, "budget", change));
  v1::ChangeBudgetCeilingResponse response;
  response.set_available_cents((ceiling - committed).value);
  return response;
}

}  // namespace emplooi::funding
