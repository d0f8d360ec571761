#pragma once

#include <sqlite3.h>

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "store/store.h"

namespace emplooi::store {

/// A disk write failed: what is in memory may differ from what is on disk, so nothing may be written any more.
class Fenced : public Unavailable {
 public:
  using Unavailable::Unavailable;
};

/// One SQLite connection with its prepared statements; used by one thread at a time.
class SqliteConnection {
 public:
  enum class Mode { write, read };

  /// Throws Unavailable if the file cannot be opened.
  SqliteConnection(const std::string& path, Mode mode);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  /// Runs plain SQL without parameters: transaction control, pragmas, migrations.
  void execute(const char* sql);
  std::unique_ptr<Cursor> open(const Statement&, MunicipalityId, std::span<const Parameter>);
  std::int64_t run(const Statement&, MunicipalityId, std::span<const Parameter>);

  bool in_transaction() const { return sqlite3_get_autocommit(database_.get()) == 0; }
  /// Rows changed since the connection was opened; a command that was refused must leave it as it was.
  std::int64_t rows_changed() const { return sqlite3_total_changes64(database_.get()); }
  sqlite3* handle() { return database_.get(); }
  /// The last connection that closes copies the log into the file; not this one.
  void keep_log_on_close();

  /// Told the name of every statement when it is first prepared.
  std::function<void(std::string_view)> on_first_use;

  /// Throws what an SQLite error means: Fenced, Unavailable, or Defect for a broken constraint.
  [[noreturn]] void throw_error(std::string_view what);

 private:
  void open(const std::string& path, Mode mode);

  struct Prepared {
    sqlite3_stmt* handle = nullptr;
    int municipality_index = 0;
    std::vector<int> argument_indexes;
  };

  Prepared& prepared(const Statement& statement, std::size_t arguments);
  sqlite3_stmt* bind(const Statement&, MunicipalityId, std::span<const Parameter>);

  struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
  };

  std::unique_ptr<sqlite3, Close> database_;
  std::unordered_map<const Statement*, Prepared> statements_;
};

/// A transaction on a connection; begun and ended by its owner.
class SqliteTransaction final : public Transaction {
 public:
  /// Reads only: no record, no new ids.
  SqliteTransaction(SqliteConnection& connection, MunicipalityId municipality, Time now)
      : SqliteTransaction(connection, municipality, now, nullptr) {}
  SqliteTransaction(SqliteConnection& connection, MunicipalityId municipality, Time now, IdSource* ids);

  void randomise(std::span<std::uint8_t> bytes) override;

 private:
  std::unique_ptr<Cursor> open(const Statement& statement, std::span<const Parameter> arguments) override {
    return connection_.open(statement, municipality_, arguments);
  }
  std::int64_t execute(const Statement& statement, std::span<const Parameter> arguments) override {
    return connection_.run(statement, municipality_, arguments);
  }
  Uuid next_uuid() override;

  SqliteConnection& connection_;
  IdSource* ids_;
};

}  // namespace emplooi::store
