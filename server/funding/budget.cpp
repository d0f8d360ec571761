#include "funding/budget.h"

#include "funding/funding.sql.h"
#include "ledger/ledger.h"

namespace emplooi::funding {

using ledger::Kind;

Outcome<BudgetId> add_budget(Transaction& tx, const BudgetTerms& terms) {
  const auto id = tx.new_id<BudgetId>();
  if (tx.run(sql::add_budget, id, terms.programme, terms.funder, terms.name, terms.source, terms.starts_on,
             terms.ends_on) == 0) {
    return refuse(REFUSAL_NAME_TAKEN);
  }
  const ledger::Transfer ceiling[] = {{{Kind::budget_ceiling, id}, {Kind::budget_available, id}, terms.ceiling, id}};
  TRY(ledger::post(tx, terms.programme, "budget", ceiling));
  return id;
}

Outcome<BudgetRow> budget_for(Transaction& tx, const Actor& actor, BudgetId id) {
  auto budget = tx.one<BudgetRow>(sql::budget, id);
  const auto owner = actor.only();
  if (!budget || (owner && *owner != budget->funder)) return refuse(REFUSAL_BUDGET_NOT_FOUND);
  return *std::move(budget);
}

Outcome<PrepaidBudget> open_prepaid_budget(Transaction& tx, const PrepaidHours& hours) {
  PrepaidBudget made;
  made.budget = TRY(add_budget(tx, {hours.programme, hours.corporation, hours.name, "prepaid_hours", hours.amount,
                                    hours.starts_on, hours.ends_on}));
  made.rule = tx.new_id<FundingRuleId>();
  constexpr std::int64_t no_value = 0;
  tx.run(sql::add_rule, made.rule, hours.programme, made.budget, hours.name, hours.rank, "remainder", no_value, false);
  tx.run(sql::add_condition, made.rule, "voucher_kind", "free", hours.programme);
  for (const auto& complex : hours.complexes) {
    tx.run(sql::add_condition, made.rule, "complex", to_string(complex), hours.programme);
  }
  return made;
}

}  // namespace emplooi::funding
