#include "base/words.h"
#include "funding/funding.h"
#include "ledger/ledger.h"
#include "organisations/organisations.h"
#include "reporting/pace.h"
#include "reporting/reporting.h"
#include "reporting/reporting.sql.h"

namespace emplooi::reporting {

namespace {

using ledger::Kind;

struct Budget {
  BudgetId id;
  std::string name;
  std::string source;
  Date starts_on;
  Date ends_on;

  using Columns = std::tuple<BudgetId, std::string, std::string, Date, Date>;
};

/// What a budget's accounts gained in a month.
struct Movement {
  Cents available;
  Cents reserved;
  Cents spent;
};

using Movements = std::map<std::pair<BudgetId, Month>, Movement>;

/// The months that the pace is taken over: this one and the two before it.
constexpr int months_of_pace = 3;

Date first_day_of_month_before(Date today, int months) { return add_months(first_day(month_of(today)), -months); }

Movements movements_since(Transaction& tx, ProgrammeId programme, Date first) {
  Movements movements;
  for (const auto& [budget, month, available, reserved, spent] :
       tx.all<BudgetId, Month, Cents, Cents, Cents>(sql::budget_movements, programme, month_of(first))) {
    movements[{budget, month}] = {available, reserved, spent};
  }
  return movements;
}

Movement movement(const Movements& all, BudgetId budget, Month month) {
  const auto found = all.find({budget, month});
  return found == all.end() ? Movement() : found->second;
}

Pace pace_of(const Movements& all, const Budget& budget, Date today) {
  const Date window = first_day_of_month_before(today, months_of_pace - 1);
  Pace pace{std::min(today, std::max(window, budget.starts_on)), today, {}};
  for (Month month = month_of(window); month <= month_of(today); month = next_month(month)) {
    const auto moved = movement(all, budget.id, month);
    pace.taken += moved.reserved + moved.spent;
  }
  return pace;
}

/// Goes back from what the accounts hold now.
void write_months(Transaction& tx, ProgrammeId programme, const Movements& all, BudgetId budget, int months,
                  v1::BudgetBurn& burn) {
  Cents left = ledger::balance(tx, programme, {Kind::budget_available, budget});
  Cents reserved = ledger::balance(tx, programme, {Kind::budget_reserved, budget});
  for (int before = 0; before < months; ++before) {
    const Month month = month_of(first_day_of_month_before(tx.today(), before));
    const auto moved = movement(all, budget, month);
    auto& row = *burn.add_months();
    row.set_month(month);
    row.set_spent_cents(moved.spent.value);
    row.set_reserved_cents(reserved.value);
    row.set_left_cents(left.value);
    left -= moved.available;
    reserved -= moved.reserved;
  }
  std::reverse(burn.mutable_months()->begin(), burn.mutable_months()->end());
}

}  // namespace

Outcome<v1::GetBudgetBurnResponse> get_budget_burn(Transaction& tx, const Actor& actor,
                                                   const v1::GetBudgetBurnRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id()))).id;
  const int months = (request.months_before() == 0 ? 11 : request.months_before()) + 1;
  const auto movements =
      movements_since(tx, programme, first_day_of_month_before(tx.today(), std::max(months, months_of_pace) - 1));
  v1::GetBudgetBurnResponse response;
  for (const auto& budget : tx.all<Budget>(sql::budgets, programme, actor.only())) {
    auto& burn = *response.add_budgets();
    burn.set_budget_id(to_string(budget.id));
    burn.set_name(budget.name);
    burn.set_source(from_word<funding::v1::Source>(budget.source));
    burn.set_ends_on(to_string(budget.ends_on));
    burn.set_ceiling_cents(ledger::balance(tx, programme, {Kind::budget_ceiling, budget.id}).value);
    write_months(tx, programme, movements, budget.id, months, burn);
    const Cents left = ledger::balance(tx, programme, {Kind::budget_available, budget.id});
    const auto exhausted = exhausted_on(pace_of(movements, budget, tx.today()), left, budget.ends_on);
    if (exhausted) burn.set_exhausted_on(to_string(*exhausted));
  }
  return response;
}

}  // namespace emplooi::reporting
