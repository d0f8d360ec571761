#include "store/copy_side.h"

#include "store/journal.h"
#include "store/open.h"
#include "store/postgres_migrate.h"
#include "store/postgres_session.h"
#include "store/sqlite_connection.h"
#include "store/sqlite_migrate.h"

namespace emplooi::store {

namespace {

class SqliteSide final : public CopySide {
 public:
  SqliteSide(const std::string& path, SqliteConnection::Mode mode) : connection_(path, mode) {
    if (mode == SqliteConnection::Mode::write)
      migrate(connection_);
    else
      ensure_current(connection_);
  }

  void begin(MunicipalityId municipality) override {
    municipality_ = municipality;
    connection_.execute("BEGIN");
  }
  void commit() override { connection_.execute("COMMIT"); }
  std::unique_ptr<Cursor> open(const Statement& statement, std::span<const Parameter> arguments) override {
    return connection_.open(statement, municipality_, arguments);
  }
  void add(const Statement& statement, std::span<const Parameter> arguments) override {
    connection_.run(statement, municipality_, arguments);
  }
  /// In a file everything is sealed with its commit.
  void seal(MunicipalityId) override {}

 private:
  SqliteConnection connection_;
  MunicipalityId municipality_;
};

class PostgresSide final : public CopySide {
 public:
  explicit PostgresSide(const std::string& url) : connection_(url) {
    ensure_current(connection_);
    connection_.execute("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0");
  }

  void begin(MunicipalityId municipality) override {
    municipality_ = municipality;
    store::begin(connection_, "BEGIN ISOLATION LEVEL REPEATABLE READ", municipality);
  }
  void commit() override {
    store::commit(connection_);
    queued_ = 0;
  }
  std::unique_ptr<Cursor> open(const Statement& statement, std::span<const Parameter> arguments) override {
    return connection_.open(statement, municipality_, arguments);
  }
  void add(const Statement& statement, std::span<const Parameter> arguments) override {
    connection_.queue(statement, municipality_, arguments);
    // So many on their way at the same time.
    constexpr int bound = 256;
    if (++queued_ % bound == 0) connection_.wait();
  }
  void seal(MunicipalityId municipality) override {
    store::begin(connection_, read_committed, municipality);
    PostgresTransaction tx(connection_, municipality, SystemClock().now(), nullptr);
    while (may_seal(tx, municipality) && !seal_postponed(tx)) {
    }
    store::commit(connection_);
  }

 private:
  PostgresConnection connection_;
  MunicipalityId municipality_;
  int queued_ = 0;
};

}  // namespace

std::unique_ptr<CopySide> side_to_read(const std::string& where) {
  if (is_postgres(where)) return std::make_unique<PostgresSide>(where);
  return std::make_unique<SqliteSide>(where, SqliteConnection::Mode::read);
}

std::unique_ptr<CopySide> side_to_write(const std::string& where) {
  if (is_postgres(where)) return std::make_unique<PostgresSide>(where);
  return std::make_unique<SqliteSide>(where, SqliteConnection::Mode::write);
}

}  // namespace emplooi::store
