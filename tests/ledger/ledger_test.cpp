#include "ledger/ledger.h"

#include <gtest/gtest.h>

#include "support/town.h"

namespace emplooi::ledger {
namespace {

using testing::TestTown;
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

/// Accounts and amounts as a table writes them.
struct Row {
  const char* story;
  Kind debit;
  Kind credit;
  std::int64_t amount;
  Refusal refusal;
};

class Ledger : public ::testing::Test {
 protected:
  TestTown town;
  const ProgrammeId book = town.setting().programme;
  const Uuid owner = town.setting().funder;

  Outcome<std::string> write(const store::Work& work) {
    const auto outcome = town.store().write_now(
        {town.municipality(), town.fresh_command_id(), ActorId(), "test.Ledger.Post", "content"}, work);
    town.read([&](auto& tx) {
      for (const auto& invariant : invariants()) {
        EXPECT_EQ(tx.template one<std::string>(*invariant.broken_by), std::nullopt) << invariant.rule;
      }
      return true;
    });
    return outcome;
  }
  Outcome<std::string> book_(const std::vector<Transfer>& transfers, std::string_view reason = "test") {
    return write([&](Transaction& tx) -> Outcome<std::string> {
      TRY(post(tx, book, reason, transfers));
      return to_string(tx.record());
    });
  }
  Transfer transfer(Kind debit, Kind credit, std::int64_t amount) {
    return {{debit, owner}, {credit, owner}, {amount}, owner};
  }
  std::int64_t balance(Kind kind) {
    return town.read([&](auto& tx) { return ledger::balance(tx, book, {kind, owner}).value; });
  }
  std::int64_t entries() {
    static constexpr store::Statement count{"test.entries",
                                            "SELECT COUNT(*) FROM transfers WHERE municipality_id = $1"};
    return town.read([&](auto& tx) { return *tx.template one<std::int64_t>(count); });
  }
  std::vector<Month> months() {
    static constexpr store::Statement all{
        "test.months", "SELECT month FROM transfers WHERE municipality_id = $1 ORDER BY record_id, line"};
    return town.read([&](auto& tx) { return tx.template all<Month>(all); });
  }
  bool close(Month month) {
    bool closed = false;
    EXPECT_TRUE(write([&](Transaction& tx) -> Outcome<std::string> {
      closed = close_month(tx, book, month);
      return std::string();
    }));
    return closed;
  }
};

TEST_F(Ledger, moves_amounts_and_lets_nobody_spend_what_is_not_there) {
  const Row table[] = {
      {"a ceiling is set", Kind::budget_ceiling, Kind::budget_available, 1000, REFUSAL_UNSPECIFIED},
      {"part is reserved", Kind::budget_available, Kind::budget_reserved, 400, REFUSAL_UNSPECIFIED},
      {"more than is left", Kind::budget_available, Kind::budget_reserved, 601, REFUSAL_ACCOUNT_EXCEEDS_BALANCE},
      {"all that is left", Kind::budget_available, Kind::budget_reserved, 600, REFUSAL_UNSPECIFIED},
      {"a cent of nothing", Kind::budget_available, Kind::budget_reserved, 1, REFUSAL_ACCOUNT_EXCEEDS_BALANCE},
      {"spent", Kind::budget_reserved, Kind::budget_spent, 1000, REFUSAL_UNSPECIFIED},
      {"spent twice", Kind::budget_reserved, Kind::budget_spent, 1, REFUSAL_ACCOUNT_EXCEEDS_BALANCE},
      {"a ceiling below nothing", Kind::budget_available, Kind::budget_ceiling, 1, REFUSAL_ACCOUNT_EXCEEDS_BALANCE},
      {"a sale", Kind::cash, Kind::voucher_float, 500, REFUSAL_UNSPECIFIED},
      {"float below nothing", Kind::voucher_float, Kind::payable_provider, 501, REFUSAL_ACCOUNT_EXCEEDS_BALANCE},
      {"an invoice", Kind::receivable_buyer, Kind::prepaid_hours, 300, REFUSAL_UNSPECIFIED},
      {"paid too much", Kind::cash, Kind::receivable_buyer, 301, REFUSAL_ACCOUNT_EXCEEDS_BALANCE},
      {"paid back to a payer who is owed nothing", Kind::payable_payer, Kind::cash, 1, REFUSAL_ACCOUNT_EXCEEDS_BALANCE},
      {"a provider paid ahead", Kind::payable_provider, Kind::cash, 9999, REFUSAL_UNSPECIFIED},
      {"a funder paid ahead", Kind::cash, Kind::receivable_funder, 700, REFUSAL_UNSPECIFIED},
      {"nothing at all", Kind::voucher_float, Kind::payable_payer, 0, REFUSAL_UNSPECIFIED},
  };
  for (const auto& row : table) {
    const auto before = entries();
    const auto outcome = book_({transfer(row.debit, row.credit, row.amount)});
    if (row.refusal == REFUSAL_UNSPECIFIED) {
      EXPECT_TRUE(outcome) << row.story;
    } else {
      EXPECT_REFUSED(outcome, row.refusal) << row.story;
    }
    const bool leaves_entry = row.refusal == REFUSAL_UNSPECIFIED && row.amount > 0;
    EXPECT_EQ(entries(), before + leaves_entry) << row.story;
  }
}

TEST_F(Ledger, tells_a_balance_on_the_accounts_own_side) {
  book_({transfer(Kind::cash, Kind::voucher_float, 500), transfer(Kind::voucher_float, Kind::income, 120),
         transfer(Kind::receivable_funder, Kind::payable_provider, 300),
         transfer(Kind::payable_provider, Kind::cash, 800)});
  struct {
    Kind kind;
    std::int64_t balance;
  } const table[] = {
      {Kind::cash, -300},
      {Kind::voucher_float, 380},
      {Kind::income, 120},
      {Kind::receivable_funder, 300},
      {Kind::payable_provider, -500},
      {Kind::budget_spent, 0},
  };
  for (const auto& row : table) EXPECT_EQ(balance(row.kind), row.balance) << name_of(row.kind);
}

TEST_F(Ledger, one_refused_transfer_takes_all_of_a_command_with_it) {
  EXPECT_REFUSED(
      book_({transfer(Kind::cash, Kind::voucher_float, 500), transfer(Kind::voucher_float, Kind::income, 501)}),
      REFUSAL_ACCOUNT_EXCEEDS_BALANCE);
  EXPECT_EQ(entries(), 0);
  EXPECT_EQ(balance(Kind::cash), 0);
}

TEST_F(Ledger, amounts_that_no_account_can_hold_leave_no_entry) {
  EXPECT_TRUE(book_({transfer(Kind::cash, Kind::voucher_float, most)}));
  const auto before = entries();
  for (const std::int64_t amount : {std::int64_t{1}, most}) {
    EXPECT_REFUSED(book_({transfer(Kind::cash, Kind::voucher_float, amount)}), REFUSAL_INTERNAL_ERROR) << amount;
  }
  EXPECT_REFUSED(book_({transfer(Kind::cash, Kind::voucher_float, -1)}), REFUSAL_INTERNAL_ERROR);
  EXPECT_EQ(entries(), before);
  EXPECT_EQ(balance(Kind::voucher_float), most);
  EXPECT_TRUE(close(202601)) << "the store writes on";
}

TEST_F(Ledger, an_account_owes_nothing_to_itself) {
  EXPECT_REFUSED(book_({transfer(Kind::cash, Kind::cash, 1)}), REFUSAL_INTERNAL_ERROR);
  EXPECT_EQ(entries(), 0);
}

TEST_F(Ledger, books_in_this_month_or_in_the_first_one_that_is_open) {
  struct {
    const char* day;
    Month closes;
    bool closed;
    Month books_in;
  } const table[] = {
      {"2026-01-05", 0, false, 202601},      {"2026-01-31", 202601, true, 202602},
      {"2026-01-31", 202601, false, 202602}, {"2026-01-31", 202603, false, 202602},
      {"2026-02-01", 202602, true, 202603},  {"2026-12-31", 202604, false, 202612},
      {"2026-12-31", 202603, true, 202612},
  };
  std::vector<Month> expected;
  for (const auto& row : table) {
    town.advance_to(row.day);
    if (row.closes) {
      EXPECT_EQ(close(row.closes), row.closed) << row.closes;
    }
    EXPECT_TRUE(book_({transfer(Kind::cash, Kind::voucher_float, 1)}));
    expected.push_back(row.books_in);
  }
  EXPECT_EQ(months(), expected);
}

TEST_F(Ledger, months_close_in_order_over_the_turn_of_the_year) {
  EXPECT_TRUE(close(202611)) << "any month is the first";
  EXPECT_FALSE(close(202611));
  EXPECT_FALSE(close(202701));
  EXPECT_TRUE(close(202612));
  EXPECT_TRUE(close(202701));
  EXPECT_EQ(town.read([&](auto& tx) { return closed_through(tx, book); }), 202701);
}

TEST_F(Ledger, closes_no_thirteenth_month) {
  EXPECT_TRUE(close(202612));
  for (const Month month : {202613, 202600, 202699, 0, -1}) {
    const auto closing = write([&](Transaction& tx) -> Outcome<std::string> {
      close_month(tx, book, month);
      return std::string();
    });
    EXPECT_REFUSED(closing, REFUSAL_INTERNAL_ERROR) << month;
  }
}

TEST_F(Ledger, undoes_by_entries_that_mirror_the_old_ones_last_first) {
  const auto record =
      book_({transfer(Kind::cash, Kind::voucher_float, 500), transfer(Kind::voucher_float, Kind::income, 200),
             transfer(Kind::voucher_float, Kind::payable_provider, 300)},
            "redeem");
  EXPECT_TRUE(close(202601));
  EXPECT_TRUE(write([&](Transaction& tx) -> Outcome<std::string> {
    mirror(tx, book, RecordId::of(*record), "redeem", owner, "undo");
    return std::string();
  }));
  for (const auto kind : {Kind::cash, Kind::voucher_float, Kind::income, Kind::payable_provider}) {
    EXPECT_EQ(balance(kind), 0) << name_of(kind);
  }
  EXPECT_EQ(months(), (std::vector<Month>{202601, 202601, 202601, 202602, 202602, 202602}));
  const auto nothing = write([&](Transaction& tx) -> Outcome<std::string> {
    mirror(tx, book, RecordId::of(*record), "expire", owner, "undo");
    return std::string();
  });
  EXPECT_REFUSED(nothing, REFUSAL_INTERNAL_ERROR) << "nothing was booked for that reason";
}

TEST_F(Ledger, belongs_to_one_municipality) {
  book_({transfer(Kind::cash, Kind::voucher_float, 500)});
  const auto elsewhere = town.stranger(ROLE_ADMINISTRATOR).municipality;
  town.store().read(elsewhere, [&](Transaction& tx) {
    EXPECT_EQ(ledger::balance(tx, book, {Kind::cash, owner}), 0_cents);
    EXPECT_TRUE(books(tx).empty());
  });
  town.read([&](auto& tx) {
    EXPECT_EQ(books(tx), std::vector<ProgrammeId>{book});
    EXPECT_EQ(open_month(tx, book), 202601);
    EXPECT_EQ(first_altered_record(tx), "");
    return true;
  });
}

}  // namespace
}  // namespace emplooi::ledger
