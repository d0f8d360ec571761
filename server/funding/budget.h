#pragma once

#include "funding/funding.h"

namespace emplooi::funding {

/// A budget's row, without its balances.
struct BudgetRow {
  BudgetId id;
  ProgrammeId programme;
  FunderId funder;
  std::string source;
  bool closed = false;

  using Columns = std::tuple<BudgetId, ProgrammeId, FunderId, std::string, bool>;
};

struct BudgetTerms {
  ProgrammeId programme;
  Uuid funder;
  std::string name;
  std::string source;
  Cents ceiling;
  Date starts_on;
  Date ends_on;
};

/// Adds the budget and books its ceiling. Refuses: name_taken.
Outcome<BudgetId> add_budget(Transaction&, const BudgetTerms&);

/// The budget, if it is there and this actor may change it. Refuses: budget_not_found.
Outcome<BudgetRow> budget_for(Transaction&, const Actor&, BudgetId);

}  // namespace emplooi::funding
