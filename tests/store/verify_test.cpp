// `emplooi verify`: whoever alters one byte of what happened is found out, and the record is named.
#include <random>
#include <sstream>

#include "jobs/jobs.h"
#include "ledger/ledger.h"
#include "store/bare_store.h"
#include "store/raw_file.h"
#include "store/trade.h"
#include "verify.h"

namespace emplooi::testing {
namespace {

std::string hex(const Uuid& id) {
  std::string text;
  for (const auto byte : id.bytes) text += fmt::format("{:02X}", byte);
  return text;
}

std::string to_hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) text += fmt::format("{:02X}", static_cast<unsigned char>(byte));
  return text;
}

/// A row as it lies in the file, found by its key.
struct Row {
  std::string table;
  std::string key;
};

/// A town's database, copied once for all tests; each gets a copy of that to tamper with.
class Verify : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    shared_folder = new TemporaryFolder;
    TestTown town(Trade::options());
    const Trade trade(town, 1);
    for (int i = 0; i < 8; ++i) {
      town.must(jobs::redeem_voucher, trade.coordinator,
                text("voucher_id: % job_id: %", trade.redeemables[i].voucher, trade.redeemables[i].job));
    }
    shared_home = town.municipality();
    store::backup_sqlite((town.folder() / "town.sqlite").string(), *shared_folder / "town.sqlite", [](int, int) {});
  }
  static void TearDownTestSuite() { delete shared_folder; }

  void SetUp() override { std::filesystem::copy_file(*shared_folder / "town.sqlite", path); }

  std::string first_wrong() {
    std::string wrong;
    reader().read(shared_home, [&](Transaction& tx) {
      wrong = store::verify_journal(tx).first_wrong;
      if (wrong.empty()) wrong = ledger::first_altered_record(tx);
    });
    return wrong;
  }
  /// What the program says, and its exit status.
  std::pair<std::string, int> program() {
    std::ostringstream says;
    const int status = verify(path, says);
    return {says.str(), status};
  }
  void expect_named(const std::string& name, const std::string& what) {
    const auto [says, status] = program();
    EXPECT_EQ(status, 1) << what;
    EXPECT_NE(says.find("WRONG: "), std::string::npos) << what << ": " << says;
    EXPECT_NE(says.find(name), std::string::npos) << what << ": " << says;
  }
  /// The record at that place, in the order of their ids.
  RecordId record_at(std::int64_t place) {
    return record(
        file().text("SELECT hex(record_id) FROM journal ORDER BY record_id LIMIT 1 OFFSET " + std::to_string(place)));
  }
  static RecordId record(std::string hex) {
    for (const int at : {8, 13, 18, 23}) hex.insert(static_cast<std::size_t>(at), "-");
    return RecordId::of(hex);
  }

  void restore() {
    file_.reset();
    reader_.reset();
    for (const auto* suffix : {"-wal", "-shm"}) std::filesystem::remove(path + suffix);
    std::filesystem::copy_file(*shared_folder / "town.sqlite", path, std::filesystem::copy_options::overwrite_existing);
  }
  RawFile& file() {
    if (!file_) file_.emplace(path);
    return *file_;
  }
  store::Store& reader() {
    if (!reader_) reader_ = store::open_sqlite_for_reading({.path = path});
    return *reader_;
  }
  /// A number below `bound`, the same in every run.
  std::uint64_t draw(std::uint64_t bound) { return random_() % bound; }

  /// Alters one byte (of a number: one bit) in one column of a row, and says how to undo it; nothing if it is empty.
  struct Alteration {
    std::string column;
    std::string apply;
    std::string undo;
  };
  std::optional<Alteration> alter_one_byte(const Row& row, const std::string& column);

  static inline TemporaryFolder* shared_folder = nullptr;
  static inline MunicipalityId shared_home;
  TemporaryFolder folder_;
  const std::string path = folder_ / "copy.sqlite";

 private:
  std::optional<RawFile> file_;
  std::unique_ptr<store::Store> reader_;
  std::mt19937_64 random_{6962};
};

std::optional<Verify::Alteration> Verify::alter_one_byte(const Row& row, const std::string& column) {
  const auto from = " FROM " + row.table + " WHERE " + row.key;
  const auto type = file().text("SELECT typeof(" + column + ")" + from);
  std::string before, after;
  if (type == "integer") {
    before = file().text("SELECT " + column + from);
    after = std::to_string(std::stoll(before) ^ (std::int64_t{1} << draw(50)));
  } else {
    const auto bytes = file().text("SELECT hex(" + column + ")" + from);
    if (bytes.empty()) return std::nullopt;
    auto altered = bytes;
    const auto at = 2 * draw(bytes.size() / 2);
    const int byte = std::stoi(bytes.substr(at, 2), nullptr, 16);
    // Text stays text: another letter of ASCII.
    const int other = type == "text" ? (byte == 'x' ? 'y' : 'x') : byte ^ static_cast<int>(1 + draw(255));
    altered.replace(at, 2, fmt::format("{:02X}", other));
    const auto literal = [&](const std::string& hex) {
      return type == "text" ? "CAST(x'" + hex + "' AS TEXT)" : "x'" + hex + "'";
    };
    before = literal(bytes);
    after = literal(altered);
  }
  const auto update = [&](const std::string& to, const std::string& key) {
    return "UPDATE " + row.table + " SET " + column + " = " + to + " WHERE " + key;
  };
  // A row whose key was altered is found by its new key afterwards.
  auto key = row.key;
  if (const auto at = key.find(column + " = " + before); at != std::string::npos) {
    key.replace(at, column.size() + 3 + before.size(), column + " = " + after);
  }
  return Alteration{column, update(after, row.key), update(before, key)};
}

TEST_F(Verify, finds_nothing_wrong_with_what_the_store_wrote) {
  const auto [says, status] = program();
  EXPECT_EQ(status, 0) << says;
  EXPECT_NE(says.find("municipality " + to_string(shared_home)), std::string::npos);
  const auto count = file().text("SELECT count(*) FROM journal");
  EXPECT_NE(says.find("journal: " + count + " records"), std::string::npos) << says;
  EXPECT_NE(says.find(fmt::format("rules: all {} hold", town_invariants().size())), std::string::npos) << says;
}

TEST_F(Verify, names_the_record_of_which_any_one_byte_was_altered) {
  constexpr int positions = 360;
  const char* const columns[] = {"municipality_id", "record_id",    "command_id",   "rpc",   "actor_id",
                                 "at_us",           "content_hash", "effects_hash", "answer"};
  const auto count = static_cast<std::uint64_t>(file().number("SELECT count(*) FROM journal"));
  ASSERT_GT(count, 20u);
  std::map<std::string, int> altered;
  for (int i = 0; i < positions;) {
    const auto record = record_at(static_cast<std::int64_t>(draw(count)));
    const Row row{"journal", "municipality_id = x'" + hex(shared_home) + "' AND record_id = x'" + hex(record) + "'"};
    const auto alteration = alter_one_byte(row, columns[draw(std::size(columns))]);
    if (!alteration) continue;
    ASSERT_EQ(file().run(alteration->apply), 1) << alteration->apply;
    EXPECT_EQ(first_wrong().rfind("record " + to_string(record) + " ", 0), 0u)
        << alteration->apply << ": " << first_wrong();
    ASSERT_EQ(file().run(alteration->undo), 1) << alteration->undo;
    ++altered[alteration->column];
    ++i;
  }
  EXPECT_EQ(altered.size(), std::size(columns)) << "every column had its turn";
  EXPECT_EQ(first_wrong(), "") << "all was put back";
}

TEST_F(Verify, names_the_record_of_which_any_transfer_was_altered) {
  const char* const columns[] = {"line",       "book_id",        "month",       "reason",          "subject_id",
                                 "debit_kind", "debit_owner_id", "credit_kind", "credit_owner_id", "amount_cents"};
  const auto count = static_cast<std::uint64_t>(file().number("SELECT count(*) FROM transfers"));
  ASSERT_GT(count, 20u);
  file().run("PRAGMA ignore_check_constraints = ON");
  for (int i = 0; i < 120; ++i) {
    const auto at = " FROM transfers ORDER BY record_id, line LIMIT 1 OFFSET " + std::to_string(draw(count));
    const auto owner = file().text("SELECT hex(record_id)" + at);
    const Row row{"transfers", "record_id = x'" + owner + "' AND line = " + file().text("SELECT line" + at)};
    const auto alteration = alter_one_byte(row, columns[draw(std::size(columns))]);
    ASSERT_EQ(file().run(alteration->apply), 1) << alteration->apply;
    EXPECT_EQ(first_wrong().rfind("record " + to_string(record(owner)) + " ", 0), 0u)
        << alteration->apply << ": " << first_wrong();
    ASSERT_EQ(file().run(alteration->undo), 1) << alteration->undo;
  }
  EXPECT_EQ(first_wrong(), "");
}

TEST_F(Verify, names_the_block_of_which_any_byte_was_altered) {
  const char* const columns[] = {"previous_hash", "merkle_root", "entries", "sealed_at_us", "block_hash"};
  const auto count = static_cast<std::uint64_t>(file().number("SELECT count(*) FROM journal_blocks"));
  for (int i = 0; i < 60; ++i) {
    const auto number = std::to_string(1 + draw(count));
    const auto alteration = alter_one_byte({"journal_blocks", "block_no = " + number}, columns[i % std::size(columns)]);
    ASSERT_EQ(file().run(alteration->apply), 1);
    EXPECT_NE((first_wrong() + " ").find("block " + number), std::string::npos)
        << alteration->apply << ": " << first_wrong();
    ASSERT_EQ(file().run(alteration->undo), 1);
  }
  EXPECT_EQ(first_wrong(), "");
}

TEST_F(Verify, counts_records_that_no_block_holds_yet) {
  const auto count = file().number("SELECT count(*) FROM journal");
  const std::string last_block = "(SELECT max(block_no) FROM journal_blocks)";
  for (int unsealed = 1; unsealed <= 3; ++unsealed) {
    // As before a sealer came: no block yet, and each record waits with its leaf.
    ASSERT_EQ(file().run("INSERT INTO unsealed_records (municipality_id, record_id, leaf_hash) "
                         "SELECT municipality_id, substr(entries, 1, 16), substr(entries, 17) FROM journal_blocks "
                         "WHERE length(entries) = 48 AND block_no = " +
                         last_block),
              1);
    file().run("DELETE FROM journal_blocks WHERE block_no = " + last_block);
    reader().read(shared_home, [&](Transaction& tx) {
      const auto found = store::verify_journal(tx);
      EXPECT_EQ(found.first_wrong, "") << "a sealer may still come to them";
      EXPECT_EQ(found.records, count);
      EXPECT_EQ(found.unsealed, unsealed);
      EXPECT_EQ(found.first_unsealed, record_at(count - unsealed));
      EXPECT_EQ(to_hex(found.last_block_hash),
                file().text("SELECT hex(block_hash) FROM journal_blocks WHERE block_no = " + last_block));
    });
  }
  const auto newest = record_at(count - 1);
  const auto is_newest = " WHERE record_id = x'" + hex(newest) + "'";
  file().run("UPDATE journal SET at_us = at_us + 1" + is_newest);
  EXPECT_EQ(first_wrong(), "record " + to_string(newest) + " was altered") << "while it waits";
  file().run("UPDATE journal SET at_us = at_us - 1" + is_newest);
  EXPECT_EQ(first_wrong(), "");
  file().run("DELETE FROM unsealed_records" + is_newest);
  EXPECT_EQ(first_wrong(), "record " + to_string(newest) + " stands in no block") << "and no sealer will come to it";
}

/// Somebody who knows SQL, and what verify must then name.
TEST_F(Verify, names_what_was_deleted_inserted_or_moved) {
  const auto last = file().number("SELECT count(*) FROM journal") - 1;
  const auto tenth = record_at(10), ninth = record_at(9), newest = record_at(last);
  const auto sale = file().text("SELECT hex(record_id) FROM transfers GROUP BY record_id HAVING count(*) > 1 LIMIT 1");
  const auto is = [](const Uuid& id) { return "record_id = x'" + hex(id) + "'"; };
  const auto like_the_tenth = [&](const Uuid& id) {
    return "INSERT INTO journal SELECT municipality_id, x'" + hex(id) +
           "', randomblob(16), rpc, actor_id, at_us, content_hash, effects_hash, answer FROM journal WHERE " +
           is(tenth);
  };
  auto after_tenth = tenth;
  after_tenth.bytes[15] ^= 1;
  RecordId last_of_all;
  last_of_all.bytes.fill(0xff);
  const struct {
    const char* what;
    std::string how;
    std::string named;
  } table[] = {
      {"a record deleted", "DELETE FROM journal WHERE " + is(tenth), "record " + to_string(tenth) + " is missing"},
      {"the newest record deleted", "DELETE FROM journal WHERE " + is(newest), "record " + to_string(newest)},
      {"a record inserted", like_the_tenth(after_tenth), "record " + to_string(after_tenth) + " stands in no block"},
      {"a record added", like_the_tenth(last_of_all), "record " + to_string(last_of_all) + " stands in no block"},
      {"two records swapped",
       "UPDATE journal SET record_id = x'00' WHERE " + is(tenth) + "; UPDATE journal SET record_id = x'" + hex(tenth) +
           "' WHERE " + is(ninth) + "; UPDATE journal SET record_id = x'" + hex(ninth) + "' WHERE record_id = x'00'",
       "record " + to_string(ninth) + " was altered"},
      {"a block deleted", "DELETE FROM journal_blocks WHERE block_no = 7", "block 8 follows block 6"},
      {"the first block deleted", "DELETE FROM journal_blocks WHERE block_no = 1", "block 2 follows block 0"},
      {"the newest block deleted",
       "DELETE FROM journal_blocks WHERE block_no = (SELECT max(block_no) FROM journal_blocks)",
       "record " + to_string(newest) + " stands in no block"},
      {"all blocks deleted", "DELETE FROM journal_blocks", "record " + to_string(record_at(0)) + " stands in no block"},
      {"two blocks swapped",
       "UPDATE journal_blocks SET block_no = -block_no WHERE block_no IN (5, 6); "
       "UPDATE journal_blocks SET block_no = 11 + block_no WHERE block_no < 0",
       "block 5"},
      {"a transfer deleted", "DELETE FROM transfers WHERE record_id = x'" + sale + "' AND line = 0",
       "record " + to_string(record(sale)) + " has other transfers than it sealed"},
      {"all transfers of a record deleted", "DELETE FROM transfers WHERE record_id = x'" + sale + "'",
       "record " + to_string(record(sale)) + " has other transfers than it sealed"},
      {"a transfer inserted",
       "INSERT INTO transfers SELECT municipality_id, record_id, 77, book_id, month, reason, subject_id, debit_kind, "
       "debit_owner_id, credit_kind, credit_owner_id, amount_cents FROM transfers WHERE record_id = x'" +
           sale + "' AND line = 0",
       "record " + to_string(record(sale)) + " has other transfers than it sealed"},
      {"a transfer for a record that never was",
       "INSERT INTO transfers SELECT municipality_id, x'" + hex(last_of_all) +
           "', line, book_id, month, reason, subject_id, debit_kind, debit_owner_id, credit_kind, credit_owner_id, "
           "amount_cents FROM transfers WHERE record_id = x'" +
           sale + "' AND line = 0",
       "record " + to_string(last_of_all) + " is missing"},
      {"two transfers swapped",
       "UPDATE transfers SET line = -1 - line WHERE record_id = x'" + sale +
           "' AND line IN (0, 1); "
           "UPDATE transfers SET line = 2 + line WHERE record_id = x'" +
           sale + "' AND line < 0",
       "record " + to_string(record(sale)) + " has other transfers than it sealed"},
      {"a balance raised", "UPDATE accounts SET debits_cents = debits_cents + 1 WHERE kind = 'cash'",
       "an account's balance is the sum of its transfers"},
      {"a municipality taken off the list", "DELETE FROM municipalities; DELETE FROM journal WHERE " + is(tenth),
       "record " + to_string(tenth) + " is missing"},
  };
  for (const auto& [what, how, named] : table) {
    file().run("BEGIN; " + how + "; COMMIT");
    expect_named(named, what);
    restore();
  }
}

}  // namespace
}  // namespace emplooi::testing
