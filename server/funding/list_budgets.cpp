#include "base/paging.h"
#include "base/words.h"
#include "funding/budget.h"
#include "funding/funding.sql.h"
#include "ledger/ledger.h"

namespace emplooi::funding {

namespace {

using ledger::Kind;

struct BudgetLine {
  BudgetId id;
  ProgrammeId programme;
  FunderId funder;
  std::string name;
  std::string source;
  std::string starts_on;
  std::string ends_on;
  bool closed;
  using Columns = std::tuple<BudgetId, ProgrammeId, FunderId, std::string, std::string, std::string, std::string, bool>;
};

void fill(Transaction& tx, const BudgetLine& row, v1::Budget& budget) {
  const auto balance = [&](Kind kind) { return ledger::balance(tx, row.programme, {kind, row.id}).value; };
  budget.set_budget_id(to_string(row.id));
  budget.set_programme_id(to_string(row.programme));
  budget.set_funder_id(to_string(row.funder));
  budget.set_name(row.name);
  budget.set_source(from_word<v1::Source>(row.source));
  budget.set_starts_on(row.starts_on);
  budget.set_ends_on(row.ends_on);
  budget.set_closed(row.closed);
  budget.set_ceiling_cents(balance(Kind::budget_ceiling));
  budget.set_available_cents(balance(Kind::budget_available));
  budget.set_reserved_cents(balance(Kind::budget_reserved));
  budget.set_spent_cents(balance(Kind::budget_spent));
}

}  // namespace

Outcome<v1::ListBudgetsResponse> list_budgets(Transaction& tx, const Actor& actor,
                                              const v1::ListBudgetsRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<BudgetLine>(sql::list_budgets, ProgrammeId::of(request.programme_id()), paging.after, actor.only(),
                                 paging.limit());
  v1::ListBudgetsResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const BudgetLine& row) { return row.id; }));
  for (const auto& row : rows) fill(tx, row, *response.add_budgets());
  return response;
}

}  // namespace emplooi::funding
