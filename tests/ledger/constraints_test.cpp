#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>

#include "funding/story.h"
#include "store/sqlite_store.h"
#include "support/raw_postgres.h"

namespace emplooi::ledger {
namespace {

/// What the owner of a PostgreSQL database hears who tries this; nothing of it stays.
std::string try_on_postgres(const testing::TestTown& town, const std::string& sql) {
  testing::RawPostgres owner(town.database().owner());
  owner.run("BEGIN");
  try {
    owner.run(sql);
    return "";
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

/// A copy of a town's database, changed behind the server's back.
class Copy {
 public:
  explicit Copy(testing::TestTown& town)
      : path_((town.folder() / ("copy-" + std::to_string(++copies) + ".sqlite")).string()) {
    store::backup_sqlite((town.folder() / "town.sqlite").string(), path_, [](int, int) {});
    EXPECT_EQ(sqlite3_open(path_.c_str(), &database_), SQLITE_OK);
  }
  ~Copy() { sqlite3_close(database_); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  /// The text of the error; empty where there is none.
  std::string run(const std::string& sql) {
    char* error = nullptr;
    sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, &error);
    std::string said = error ? error : "";
    sqlite3_free(error);
    return said;
  }
  template <class Read>
  void read(MunicipalityId municipality, Read read) {
    store::open_sqlite_for_reading({.path = path_})->read(municipality, read);
  }

 private:
  inline static int copies = 0;
  std::string path_;
  sqlite3* database_ = nullptr;
};

class Constraints : public testing::StoryTest {
 protected:
  const BudgetId w_deel = budget("W-deel", 2'000);
  const FundingRuleId all = rule(w_deel, 1);
  const testing::ResidentPersona ada = town.resident("Ada");
};

TEST_F(Constraints, of_the_database_hold_against_whoever_writes_to_it) {
  buy(ada, 2);
  EXPECT_TRUE(approve(done(ada, town.participant("Bram"))));
  std::optional<Copy> copy;
  if (!testing::tests_use_postgres()) copy.emplace(town);
  const char* const table[] = {
      // Spent and reserved never exceed the ceiling, because what is available is never below nothing.
      "UPDATE accounts SET debits_cents = debits_cents + 1 WHERE kind = 'budget_available'",
      "UPDATE accounts SET debits_cents = credits_cents + 1 WHERE kind = 'budget_reserved'",
      "UPDATE accounts SET credits_cents = debits_cents + 1 WHERE kind = 'budget_ceiling'",
      "UPDATE accounts SET debits_cents = credits_cents + 1 WHERE kind = 'voucher_float'",
      "UPDATE accounts SET credits_cents = -1",
      "UPDATE transfers SET amount_cents = 0",
      "UPDATE transfers SET amount_cents = -5",
      "UPDATE transfers SET credit_kind = debit_kind, credit_owner_id = debit_owner_id",
      "UPDATE vouchers SET paid_cents = face_cents + 1",
      "UPDATE vouchers SET paid_cents = -1",
      "UPDATE vouchers SET job_id = NULL WHERE state = 'redeemed'",
      "UPDATE vouchers SET state = 'redeemed' WHERE state = 'issued'",
      "UPDATE vouchers SET state = 'stolen'",
      "UPDATE vouchers SET face_cents = 'fifteen euros'",
      "UPDATE voucher_allocations SET amount_cents = 0",
      "UPDATE jobs SET state = 'disputed' WHERE state = 'approved'",
      "UPDATE jobs SET participant_id = NULL WHERE state = 'approved'",
  };
  for (const char* sql : table) {
    const auto error = copy ? copy->run(sql) : try_on_postgres(town, sql);
    const char* const refusals[] = {"CHECK constraint failed", "cannot store", "violates check constraint",
                                    "invalid input syntax"};
    const bool held = std::any_of(std::begin(refusals), std::end(refusals),
                                  [&](const char* refusal) { return error.find(refusal) != std::string::npos; });
    EXPECT_TRUE(held) << sql << ": " << (error.empty() ? "done" : error);
  }
}

/// Where no single row can tell, the invariants do.
TEST_F(Constraints, what_one_row_cannot_see_the_invariants_find) {
  ONLY_ON_SQLITE("of a file a copy is made while it is served");
  buy(ada, 2);
  EXPECT_TRUE(approve(done(ada, town.participant("Bram"))));
  struct {
    const char* sql;
    const char* broken;
  } const table[] = {
      {"UPDATE accounts SET debits_cents = debits_cents + 1 WHERE kind = 'cash'",
       "debits and credits of a book are equal"},
      {"UPDATE transfers SET amount_cents = amount_cents + 1 WHERE reason = 'sale'",
       "an account's balance is the sum of its transfers"},
      {"UPDATE accounts SET credits_cents = credits_cents + 7 WHERE kind = 'budget_spent'",
       "a budget's ceiling is what is available, reserved and spent"},
      {"UPDATE accounts SET credits_cents = credits_cents + 7 WHERE kind = 'budget_spent'",
       "spent + reserved never exceeds the ceiling"},
      {"UPDATE voucher_allocations SET amount_cents = amount_cents - 1", "paid + allocations = face"},
      {"UPDATE vouchers SET state = 'blocked' WHERE state = 'issued'",
       "a voucher that cannot be spent reserves nothing"},
      {"UPDATE vouchers SET state = 'refunded' WHERE state = 'issued'",
       "the float is what was paid for vouchers not yet redeemed"},
      {"DELETE FROM voucher_allocations", "a budget's reservations are its vouchers' and tracks'"},
      {"UPDATE jobs SET done_minutes = 61", "an approved job has redeemed the vouchers that its minutes need"},
      {"UPDATE jobs SET state = 'disputed', approved_at_us = NULL",
       "vouchers are set aside or redeemed for jobs that are under way or approved"},
  };
  for (const auto& row : table) {
    Copy copy(town);
    EXPECT_EQ(copy.run(row.sql), "");
    bool found = false;
    copy.read(town.municipality(), [&](Transaction& tx) {
      for (const auto& invariant : town_invariants()) {
        if (invariant.rule == row.broken) found = tx.one<std::string>(*invariant.broken_by).has_value();
      }
    });
    EXPECT_TRUE(found) << row.sql << " breaks: " << row.broken;
  }
}

TEST_F(Constraints, an_altered_entry_is_told_by_the_journal_that_sealed_it) {
  ONLY_ON_SQLITE("of a file a copy is made while it is served");
  buy(ada, 1);
  const char* const table[] = {
      "UPDATE transfers SET amount_cents = amount_cents + 1 WHERE reason = 'sale'",
      "UPDATE transfers SET month = 202512",
      "UPDATE transfers SET reason = 'gift' WHERE reason = 'sale'",
      "DELETE FROM transfers WHERE reason = 'sale'",
      "DELETE FROM journal",
  };
  for (const char* sql : table) {
    Copy copy(town);
    EXPECT_EQ(copy.run(sql), "");
    copy.read(town.municipality(), [&](Transaction& tx) { EXPECT_NE(first_altered_record(tx), "") << sql; });
  }
}

}  // namespace
}  // namespace emplooi::ledger
