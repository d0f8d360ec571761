#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "emplooi/settlement/v1/settlement.pb.h"
#include "identity/actor.h"
#include "organisations/organisations.h"

namespace emplooi::settlement {

/// One line of a statement: what a budget bears of a kind of work, or what a provider earned by it.
struct Line {
  /// None on a provider's statement.
  std::optional<BudgetId> budget;
  std::optional<std::string> budget_name;
  std::optional<std::string> source;
  /// 'vouchers', 'tracks', 'corrections'; the last are negative.
  std::string kind;
  int count = 0;
  Cents amount;

  using Columns = std::tuple<std::optional<BudgetId>, std::optional<std::string>, std::optional<std::string>,
                             std::string, int, Cents>;

  void write(v1::StatementLine& line) const;
};

/// What one party owes or is owed: a statement before it is written.
struct Figures {
  /// 'funder', 'corporation', 'provider'.
  std::string party_kind;
  Uuid party;
  std::vector<Line> lines;

  Cents total() const;
};

/// A month as its closing settles it. The first takes along what was booked before the programme began.
struct Window {
  /// The last month that is not part of it; 0 where nothing was closed before.
  Month after = 0;
  Month through = 0;
};

/// Written when a month is closed; never changed.
struct Statement {
  StatementId id;
  ProgrammeId programme;
  Month month = 0;
  std::string party_kind;
  Uuid party;
  Cents total;
  /// The day on which it was paid.
  std::optional<std::string> paid_on;
  /// Of a provider: the bank account that was known at the closing.
  std::optional<Uuid> bank_details;

  using Columns = std::tuple<StatementId, ProgrammeId, Month, std::string, Uuid, Cents, std::optional<std::string>,
                             std::optional<Uuid>>;

  /// What is still to be paid on it; negative where the party gets money back. A corporation has paid beforehand.
  Cents due() const;
};

/// The month that is closed next: the programme's first, or the one after the last closed.
Month next_to_close(Transaction& tx, const organisations::Programme& programme);

/// Refuses: field_out_of_bounds (202613 is no month).
Outcome<void> check_month(Month month);

/// What the ledger has booked for each party: funders and corporations first, then providers, each in the order of its id.
std::vector<Figures> figures_of(Transaction& tx, ProgrammeId programme, const Window& window);

/// The statement, if this actor may see it. Refuses: statement_not_found.
Outcome<Statement> statement_for(Transaction& tx, const Actor& actor, StatementId id);

std::vector<Line> lines_of(Transaction& tx, StatementId id);

/// To which bank account the statement is paid; nothing where none was known at the closing.
std::optional<organisations::BankDetails> payee_of(Transaction& tx, const Statement& statement);

/// Of a funder, corporation or provider.
std::string name_of_party(Transaction& tx, const std::string& party_kind, const Uuid& party);

v1::Statement to_message(Transaction& tx, const Statement& statement);

}  // namespace emplooi::settlement
