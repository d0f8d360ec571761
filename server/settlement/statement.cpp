#include "settlement/statement.h"

#include "base/words.h"
#include "ledger/ledger.h"
#include "settlement/settlement.sql.h"

namespace emplooi::settlement {

namespace {

/// A line and whose it is.
struct Row {
  Uuid party;
  Line line;

  using Columns = std::tuple<Uuid, std::optional<BudgetId>, std::optional<std::string>, std::optional<std::string>,
                             std::string, int, Cents>;

  Row(const Uuid& party, std::optional<BudgetId> budget, std::optional<std::string> budget_name,
      std::optional<std::string> source, std::string kind, int count, Cents amount)
      : party(party), line{budget, std::move(budget_name), std::move(source), std::move(kind), count, amount} {}

  std::string party_kind() const {
    if (!line.source) return "provider";
    return *line.source == "prepaid_hours" ? "corporation" : "funder";
  }
};

void add(std::vector<Figures>& all, std::vector<Row> rows) {
  for (auto& row : rows) {
    if (all.empty() || all.back().party != row.party) all.push_back({row.party_kind(), row.party, {}});
    all.back().lines.push_back(std::move(row.line));
  }
}

}  // namespace

void Line::write(v1::StatementLine& to) const {
  if (budget) {
    to.set_budget_id(to_string(*budget));
    to.set_budget_name(*budget_name);
    to.set_source(from_word<funding::v1::Source>(*source));
  }
  to.set_kind(from_word<v1::LineKind>(kind));
  to.set_count(count);
  to.set_amount_cents(amount.value);
}

Cents Figures::total() const {
  Cents total;
  for (const auto& line : lines) total += line.amount;
  return total;
}

Cents Statement::due() const { return paid_on || party_kind == "corporation" ? 0_cents : total; }

Month next_to_close(Transaction& tx, const organisations::Programme& programme) {
  const Month closed = ledger::closed_through(tx, programme.id);
  return closed == 0 ? month_of(programme.starts_on) : next_month(closed);
}

Outcome<void> check_month(Month month) {
  if (month % 100 >= 1 && month % 100 <= 12) return {};
  auto refused = refuse(REFUSAL_FIELD_OUT_OF_BOUNDS, "a month is written as year x 100 + month");
  refused.field = "month";
  return refused;
}

std::vector<Figures> figures_of(Transaction& tx, ProgrammeId programme, const Window& window) {
  std::vector<Figures> all;
  add(all, tx.all<Row>(sql::charged_to_budgets, programme, window.after, window.through));
  add(all, tx.all<Row>(sql::earned_by_providers, programme, window.after, window.through));
  return all;
}

Outcome<Statement> statement_for(Transaction& tx, const Actor& actor, StatementId id) {
  auto statement = tx.one<Statement>(sql::statement, id);
  const auto own = actor.only();
  if (!statement || (own && statement->party != *own)) return refuse(REFUSAL_STATEMENT_NOT_FOUND);
  return *std::move(statement);
}

std::vector<Line> lines_of(Transaction& tx, StatementId id) { return tx.all<Line>(sql::lines, id); }

std::optional<organisations::BankDetails> payee_of(Transaction& tx, const Statement& statement) {
  if (!statement.bank_details) return std::nullopt;
  return organisations::bank_details(tx, *statement.bank_details);
}

std::string name_of_party(Transaction& tx, const std::string& party_kind, const Uuid& party) {
  if (party_kind == "funder") return organisations::funder(tx, FunderId(party)).value().name;
  if (party_kind == "corporation") return organisations::corporation(tx, CorporationId(party)).value().name;
  return organisations::provider(tx, ProviderId(party)).value().name;
}

v1::Statement to_message(Transaction& tx, const Statement& statement) {
  v1::Statement message;
  message.set_statement_id(to_string(statement.id));
  message.set_programme_id(to_string(statement.programme));
  message.set_month(statement.month);
  message.set_party_kind(from_word<v1::PartyKind>(statement.party_kind));
  message.set_party_id(to_string(statement.party));
  message.set_party_name(name_of_party(tx, statement.party_kind, statement.party));
  message.set_total_cents(statement.total.value);
  message.set_due_cents(statement.due().value);
  if (statement.paid_on) message.set_paid_on(*statement.paid_on);
  if (const auto payee = payee_of(tx, statement)) payee->write(*message.mutable_payee());
  return message;
}

}  // namespace emplooi::settlement
