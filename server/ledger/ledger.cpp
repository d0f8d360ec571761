#include "ledger/ledger.h"

#include <algorithm>

#include "ledger/ledger.sql.h"
#include "store/journal.h"

namespace emplooi::ledger {

namespace {

struct Traits {
  Kind kind;
  std::string_view name;
  std::string_view side;
};

constexpr Traits kinds[] = {
    {Kind::cash, "cash", "either"},
    {Kind::receivable_buyer, "receivable_buyer", "debit"},
    {Kind::receivable_funder, "receivable_funder", "either"},
    {Kind::payable_provider, "payable_provider", "either"},
    {Kind::payable_payer, "payable_payer", "credit"},
    {Kind::voucher_float, "voucher_float", "credit"},
    {Kind::prepaid_hours, "prepaid_hours", "credit"},
    {Kind::income, "income", "either"},
    {Kind::budget_ceiling, "budget_ceiling", "debit"},
    {Kind::budget_available, "budget_available", "credit"},
    {Kind::budget_reserved, "budget_reserved", "credit"},
    {Kind::budget_spent, "budget_spent", "credit"},
};

const Traits& traits_of(Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }

Kind kind_named(std::string_view name) {
  const auto* found = std::find_if(std::begin(kinds), std::end(kinds), [&](const Traits& t) { return t.name == name; });
  ensure(found != std::end(kinds), "an account is of a known kind");
  return found->kind;
}

/// One transfer in canonical bytes: what the journal seals, and what a check compares with.
struct Line {
  std::int64_t line;
  ProgrammeId book;
  std::int64_t month;
  std::string reason;
  Uuid subject;
  std::string debit_kind;
  Uuid debit_owner;
  std::string credit_kind;
  Uuid credit_owner;
  std::int64_t amount_cents;
  using Columns = std::tuple<std::int64_t, ProgrammeId, std::int64_t, std::string, Uuid, std::string, Uuid, std::string,
                             Uuid, std::int64_t>;

  std::string canonical() const {
    return std::to_string(line) + '|' + to_string(book) + '|' + std::to_string(month) + '|' + reason + '|' +
           to_string(subject) + '|' + debit_kind + '|' + to_string(debit_owner) + '|' + credit_kind + '|' +
           to_string(credit_owner) + '|' + std::to_string(amount_cents) + '\n';
  }
};

using MoveStatement = const store::Statement&;

/// Moves the account's balance, opening it at its first transfer. False if that would overdraw it.
bool move(Transaction& tx, ProgrammeId book, const Account& account, Cents amount, MoveStatement statement) {
  const auto& [kind, name, side] = traits_of(account.kind);
  if (tx.run(statement, book, name, account.owner, amount) == 1) return true;
  if (tx.run(sql::open_account, book, name, account.owner, side) == 0) return false;
  return tx.run(statement, book, name, account.owner, amount) == 1;
}

constexpr store::Invariant all_invariants[] = {
    {"debits and credits of a book are equal", &sql::sums_not_zero},
    {"an account's balance is the sum of its transfers", &sql::balances_differ_from_transfers},
    {"a budget's ceiling is what is available, reserved and spent", &sql::budget_does_not_add_up},
};

}  // namespace

std::string_view name_of(Kind kind) { return traits_of(kind).name; }

void open_book(Transaction& tx, ProgrammeId book) { tx.run(sql::open_book, book); }

std::vector<ProgrammeId> books(Transaction& tx) { return tx.all<ProgrammeId>(sql::books); }

Month closed_through(Transaction& tx, ProgrammeId book) {
  const auto closed = tx.one<std::int32_t>(sql::closed_through, book);
  ensure(closed.has_value(), "a programme has a book");
  return *closed;
}

Month open_month(Transaction& tx, ProgrammeId book) {
  return std::max(month_of(tx.today()), next_month(closed_through(tx, book)));
}

bool close_month(Transaction& tx, ProgrammeId book, Month month) {
  ensure(month % 100 >= 1 && month % 100 <= 12, "a year has twelve months");
  const Month before = month % 100 == 1 ? month - 89 : month - 1;
  return tx.run(sql::close_month, book, month, before) == 1;
}

Outcome<void> post(Transaction& tx, ProgrammeId book, std::string_view reason, std::span<const Transfer> transfers) {
  const Month month = open_month(tx, book);
  for (const auto& [debit, credit, amount, subject] : transfers) {
    ensure(amount >= 0_cents, "a transfer moves a positive amount");
    if (amount == 0_cents) continue;
    const Line line{tx.next_line(), book,
                    month,          std::string(reason),
                    subject,        std::string(name_of(debit.kind)),
                    debit.owner,    std::string(name_of(credit.kind)),
                    credit.owner,   amount.value};
    if (!move(tx, book, credit, amount, sql::credit) || !move(tx, book, debit, amount, sql::debit)) {
      return refuse(REFUSAL_ACCOUNT_EXCEEDS_BALANCE, line.debit_kind + " to " + line.credit_kind);
    }
    tx.run_later(sql::add_transfer, tx.record(), line.line, book, month, reason, subject, line.debit_kind, debit.owner,
                 line.credit_kind, credit.owner, amount);
    tx.add_effect(line.canonical());
  }
  return {};
}

void mirror(Transaction& tx, ProgrammeId book, RecordId record, std::string_view reason, const Uuid& subject,
            std::string_view mirror_reason) {
  std::vector<Transfer> mirrored;
  for (const auto& [debit, debit_owner, credit, credit_owner, amount] :
       tx.all<std::string, Uuid, std::string, Uuid, Cents>(sql::transfers_to_mirror, record, reason, subject)) {
    mirrored.push_back({{kind_named(credit), credit_owner}, {kind_named(debit), debit_owner}, amount, subject});
  }
  ensure(!mirrored.empty(), "there is something to mirror");
  ensure(post(tx, book, mirror_reason, mirrored).has_value(), "what was taken can be given back");
}

Cents balance(Transaction& tx, ProgrammeId book, const Account& account) {
  const auto found = tx.one<std::string, Cents, Cents>(sql::balance, book, name_of(account.kind), account.owner);
  if (!found) return 0_cents;
  const auto& [side, debits, credits] = *found;
  const bool is_credit_kind =
      account.kind == Kind::payable_provider || account.kind == Kind::income || side == "credit";
  return is_credit_kind ? credits - debits : debits - credits;
}

std::string first_altered_record(Transaction& tx) {
  if (const auto orphan = tx.one<RecordId>(sql::transfer_without_record)) {
    return "record " + to_string(*orphan) + " is missing, but its transfers are there";
  }
  RecordId after;
  while (true) {
    const auto records = tx.all<RecordId, store::Bytes>(sql::effects_after, after);
    if (records.empty()) return {};
    for (const auto& [record, sealed] : records) {
      std::string effects;
      for (const auto& line : tx.all<Line>(sql::transfers_of_record, record)) effects += line.canonical();
      const auto hash = store::sha256(effects);
      if (std::string_view(reinterpret_cast<const char*>(hash.data()), hash.size()) != sealed.value) {
        return "record " + to_string(record) + " has other transfers than it sealed";
      }
    }
    after = std::get<0>(records.back());
  }
}

std::span<const store::Invariant> invariants() { return all_invariants; }
std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::ledger
