#include "bench/bare_loop.h"

#include <sqlite3.h>

#include <cstring>
#include <span>
#include <stdexcept>

namespace emplooi::bench {

namespace {

class Database {
 public:
  explicit Database(const std::string& path) {
    check(sqlite3_open(path.c_str(), &handle_));
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;"
        "PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;");
  }
  ~Database() { sqlite3_close_v2(handle_); }

  void run(const char* sql) { check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr)); }
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr));
    return statement;
  }
  void check(int result) {
    if (result != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(handle_));
  }

 private:
  sqlite3* handle_ = nullptr;
};

using Bytes = std::span<const std::uint8_t>;

// Not "bind": std::bind, found through an argument, would be the better match.
void bind_bytes(sqlite3_stmt* statement, int index, Bytes bytes) {
  sqlite3_bind_blob(statement, index, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
}

/// Runs it once with what is bound.
void step(sqlite3_stmt* statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(sqlite3_db_handle(statement)));
  sqlite3_reset(statement);
}

struct Account {
  std::array<std::uint8_t, 16> book, owner;
  std::string kind;
};

std::vector<Account> accounts_of(Database& database) {
  std::vector<Account> accounts;
  auto* rows = database.prepare("SELECT book_id, owner_id, kind FROM accounts WHERE side = 'credit'");
  while (sqlite3_step(rows) == SQLITE_ROW) {
    auto& account = accounts.emplace_back();
    std::memcpy(account.book.data(), sqlite3_column_blob(rows, 0), 16);
    std::memcpy(account.owner.data(), sqlite3_column_blob(rows, 1), 16);
    account.kind = reinterpret_cast<const char*>(sqlite3_column_text(rows, 2));
  }
  sqlite3_finalize(rows);
  return accounts;
}

/// The writes of one redemption.
class Writer {
 public:
  Writer(Database& database, const Market& market, const Rows& rows)
      : market_(market), rows_(rows), accounts_(accounts_of(database)) {
    voucher_ = database.prepare(
        "UPDATE vouchers SET state = 'redeemed', redeemed_at_us = 1, redeemed_record = ?3 "
        "WHERE municipality_id = ?1 AND voucher_id = ?2");
    job_ = database.prepare(
        "UPDATE jobs SET state = 'approved', approved_at_us = 1, approved_by = 'coordinator' "
        "WHERE municipality_id = ?1 AND job_id = ?2");
    transfer_ = database.prepare(
        "INSERT INTO transfers VALUES (?1, ?2, ?3, ?4, 202601, 'redeem', ?2, 'budget_reserved', ?1, 'budget_spent', ?2, 100)");
    account_ = database.prepare(
        "UPDATE accounts SET credits_cents = credits_cents + 1 "
        "WHERE municipality_id = ?1 AND book_id = ?2 AND kind = ?3 AND owner_id = ?4");
    record_ = database.prepare(
        "INSERT INTO journal VALUES (?1, ?2, ?3, 'emplooi.vouchers.v1.VoucherService.RedeemVoucher', ?1, 1, ?4, ?4, ?5)");
    salt_ = database.prepare("INSERT INTO journal_salts VALUES (?1, ?2, ?3)");
    block_ = database.prepare("INSERT INTO journal_blocks VALUES (?1, ?2, ?3, ?3, ?4, 1, ?3)");
  }
  ~Writer() {
    for (auto* statement : {voucher_, job_, transfer_, account_, record_, salt_, block_}) sqlite3_finalize(statement);
  }

  void redeem(const Redeemable& redeemable) {
    const Uuid record = ids_.next(to_us(SystemClock().now())), command = random_ids_.next(random_ms_ += 7'919'000);
    write(voucher_, {redeemable.voucher.bytes, record.bytes});
    for (int line = 0; line < rows_.transfers; ++line) {
      const auto& account = accounts_[static_cast<std::size_t>(line) % accounts_.size()];
      sqlite3_bind_int(transfer_, 3, line);
      bind_bytes(transfer_, 4, account.book);
      write(transfer_, {record.bytes});
      for (int side = 0; side < 2; ++side)
        touch(accounts_[static_cast<std::size_t>(2 * line + side) % accounts_.size()]);
    }
    write(job_, {redeemable.job.bytes});
    bind_bytes(record_, 4, hash_);
    bind_bytes(record_, 5, Bytes(hash_).first(5));
    write(record_, {record.bytes, command.bytes});
    write(salt_, {record.bytes, Bytes(hash_).first(16)});
  }

  void seal(std::int64_t number, int records) {
    const std::vector<std::uint8_t> entries(static_cast<std::size_t>(records) * 48, 7);
    bind_bytes(block_, 1, market_.municipality.bytes);
    sqlite3_bind_int64(block_, 2, number);
    bind_bytes(block_, 3, hash_);
    bind_bytes(block_, 4, entries);
    step(block_);
  }

 private:
  void touch(const Account& account) {
    bind_bytes(account_, 1, market_.municipality.bytes);
    bind_bytes(account_, 2, account.book);
    sqlite3_bind_text(account_, 3, account.kind.data(), static_cast<int>(account.kind.size()), SQLITE_STATIC);
    bind_bytes(account_, 4, account.owner);
    step(account_);
  }

  /// The municipality first, then these.
  void write(sqlite3_stmt* statement, std::initializer_list<Bytes> rest) {
    bind_bytes(statement, 1, market_.municipality.bytes);
    int index = 2;
    for (const auto bytes : rest) bind_bytes(statement, index++, bytes);
    step(statement);
  }

  const Market& market_;
  const Rows rows_;
  const std::vector<Account> accounts_;
  IdSource ids_, random_ids_{1};
  std::int64_t random_ms_ = 0;
  std::array<std::uint8_t, 32> hash_{};
  sqlite3_stmt *voucher_, *job_, *transfer_, *account_, *record_, *salt_, *block_;
};

}  // namespace

std::chrono::nanoseconds write_bare(const std::string& path, const Market& market, const Rows& rows) {
  Database database(path);
  Writer writer(database, market, rows);
  std::int64_t block = 1'000'000'000;
  const auto begun = std::chrono::steady_clock::now();
  for (std::size_t at = 0; at < market.redeemables.size();) {
    database.run("BEGIN IMMEDIATE");
    int records = 0;
    for (; records < rows.batch && at < market.redeemables.size(); ++records) writer.redeem(market.redeemables[at++]);
    writer.seal(block++, records);
    database.run("COMMIT");
  }
  return std::chrono::steady_clock::now() - begun;
}

}  // namespace emplooi::bench
