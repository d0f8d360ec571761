#include "store/sqlite_connection.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "base/check.h"

namespace emplooi::store {

namespace {

class SqliteCursor final : public Cursor {
 public:
  SqliteCursor(SqliteConnection& connection, sqlite3_stmt* statement, std::string_view name)
      : connection_(connection), statement_(statement), name_(name) {}
  ~SqliteCursor() override {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

  bool next() override {
    switch (sqlite3_step(statement_)) {
      case SQLITE_ROW:
        return true;
      case SQLITE_DONE:
        return false;
      default:
        connection_.throw_error(name_);
    }
  }

  bool is_null(int column) override {
    ensure_type(column, SQLITE_NULL, true);
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  std::int64_t integer(int column) override {
    ensure_type(column, SQLITE_INTEGER, false);
    return sqlite3_column_int64(statement_, column);
  }
  std::string_view text(int column) override {
    ensure_type(column, SQLITE_TEXT, false);
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  std::string_view bytes(int column) override {
    ensure_type(column, SQLITE_BLOB, false);
    const auto* blob = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return {blob, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  void ensure_type(int column, int type, bool any_type) {
    if (column < sqlite3_column_count(statement_) && (any_type || sqlite3_column_type(statement_, column) == type)) {
      return;
    }
    throw Defect("column " + std::to_string(column) + " of " + std::string(name_) + " has another type");
  }

  SqliteConnection& connection_;
  sqlite3_stmt* statement_;
  std::string_view name_;
};

void bind_value(sqlite3_stmt* statement, int index, const Parameter::Value& value) {
  int result = SQLITE_OK;
  if (std::holds_alternative<std::nullptr_t>(value)) {
    result = sqlite3_bind_null(statement, index);
  } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
    result = sqlite3_bind_int64(statement, index, *number);
  } else if (const auto* text = std::get_if<std::string_view>(&value)) {
    result = sqlite3_bind_text64(statement, index, text->data() ? text->data() : "", text->size(), SQLITE_TRANSIENT,
                                 SQLITE_UTF8);
  } else if (const auto* day = std::get_if<Parameter::DateText>(&value)) {
    result = sqlite3_bind_text64(statement, index, day->data(), day->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  } else {
    const auto& bytes = std::get<Parameter::BytesView>(value).value;
    result = sqlite3_bind_blob64(statement, index, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_TRANSIENT);
  }
  ensure(result == SQLITE_OK, "a parameter can be bound");
}

/// Whether nobody can be writing it: no log, in a folder where none can be made, such as a backup on a read-only disk.
bool rests_read_only(const std::string& path) {
  const auto folder = std::filesystem::absolute(path).parent_path();
  return ::access(folder.c_str(), W_OK) != 0 && ::access((path + "-wal").c_str(), F_OK) != 0;
}

std::string in_uri(const std::string& path) {
  std::string escaped;
  for (const char c : path) {
    const bool is_special = c == '?' || c == '#' || c == '%';
    escaped += is_special ? fmt::format("%{:02x}", c) : std::string(1, c);
  }
  return escaped;
}

}  // namespace

SqliteConnection::SqliteConnection(const std::string& path, Mode mode) {
  // Counting its memory takes a lock around every allocation. Refused, harmlessly, once the library is in use.
  static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(uncounted);
  open(path, mode);
  sqlite3_extended_result_codes(handle(), 1);
  sqlite3_busy_timeout(handle(), 5'000);
  execute("PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;");
  if (mode == Mode::read) {
    execute("PRAGMA query_only = ON");
    // SQLite 3.40 can corrupt a file when two connections checkpoint; only the writer does.
    keep_log_on_close();
    return;
  }
  execute(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; "
      "PRAGMA secure_delete = ON;");
}

SqliteConnection::~SqliteConnection() {
  for (auto& [statement, prepared] : statements_) sqlite3_finalize(prepared.handle);
}

void SqliteConnection::open(const std::string& path, Mode mode) {
  const bool is_at_rest = mode == Mode::read && rests_read_only(path);
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI |
                    (mode == Mode::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
  const auto uri = "file://" + in_uri(std::filesystem::absolute(path)) + (is_at_rest ? "?immutable=1" : "");
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2(uri.c_str(), &opened, flags, nullptr);
  database_.reset(opened);
  if (result != SQLITE_OK) throw Unavailable("cannot open " + path + ": " + sqlite3_errmsg(opened));
}

void SqliteConnection::keep_log_on_close() {
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

void SqliteConnection::throw_error(std::string_view what) {
  const int code = sqlite3_extended_errcode(handle());
  const std::string text = std::string(what) + ": " + sqlite3_errmsg(handle());
  switch (code & 0xff) {
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      throw Fenced(text);
    case SQLITE_FULL:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
      throw Unavailable(text);
    default:
      throw Defect(text);
  }
}

void SqliteConnection::execute(const char* sql) {
  if (sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) throw_error("plain SQL");
}

SqliteConnection::Prepared& SqliteConnection::prepared(const Statement& statement, std::size_t arguments) {
  auto [at, is_new] = statements_.try_emplace(&statement);
  auto& entry = at->second;
  if (!is_new) return entry;
  const int result = sqlite3_prepare_v3(handle(), statement.sql.data(), static_cast<int>(statement.sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &entry.handle, nullptr);
  if (result != SQLITE_OK) {
    statements_.erase(at);
    throw_error(statement.name);
  }
  const std::size_t first = statement.shared ? 1 : 2;
  if (!statement.shared) entry.municipality_index = sqlite3_bind_parameter_index(entry.handle, "$1");
  for (std::size_t i = 0; i < arguments; ++i) {
    const auto name = "$" + std::to_string(first + i);
    entry.argument_indexes.push_back(sqlite3_bind_parameter_index(entry.handle, name.c_str()));
  }
  const bool uses_all =
      std::find(entry.argument_indexes.begin(), entry.argument_indexes.end(), 0) == entry.argument_indexes.end();
  const auto parameters = arguments + (statement.shared ? 0 : 1);
  if (!uses_all || static_cast<std::size_t>(sqlite3_bind_parameter_count(entry.handle)) != parameters) {
    throw Defect("the arguments of " + std::string(statement.name) + " are not its parameters");
  }
  if (on_first_use) on_first_use(statement.name);
  return entry;
}

sqlite3_stmt* SqliteConnection::bind(const Statement& statement, MunicipalityId municipality,
                                     std::span<const Parameter> arguments) {
  auto& entry = prepared(statement, arguments.size());
  ensure(entry.argument_indexes.size() == arguments.size(), "a statement always has the same arguments");
  if (entry.municipality_index != 0)
    bind_value(entry.handle, entry.municipality_index, Parameter(municipality).value());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    bind_value(entry.handle, entry.argument_indexes[i], arguments[i].value());
  }
  return entry.handle;
}

std::unique_ptr<Cursor> SqliteConnection::open(const Statement& statement, MunicipalityId municipality,
                                               std::span<const Parameter> arguments) {
  return std::make_unique<SqliteCursor>(*this, bind(statement, municipality, arguments), statement.name);
}

std::int64_t SqliteConnection::run(const Statement& statement, MunicipalityId municipality,
                                   std::span<const Parameter> arguments) {
  SqliteCursor cursor(*this, bind(statement, municipality, arguments), statement.name);
  const auto before = rows_changed();
  while (cursor.next()) {
  }
  return rows_changed() - before;
}

SqliteTransaction::SqliteTransaction(SqliteConnection& connection, MunicipalityId municipality, Time now, IdSource* ids)
    : Transaction(municipality, now), connection_(connection), ids_(ids) {
  if (ids_) record_ = new_id<RecordId>();
}

Uuid SqliteTransaction::next_uuid() {
  ensure(ids_ != nullptr, "only a command makes ids");
  return ids_->next(to_us(now_));
}

void SqliteTransaction::randomise(std::span<std::uint8_t> bytes) {
  ensure(ids_ != nullptr, "only a command draws random bytes");
  ids_->fill(bytes);
}

}  // namespace emplooi::store
