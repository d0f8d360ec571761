#include "store/postgres_connection.h"

#include <poll.h>
#include <spdlog/spdlog.h>

#include <charconv>

#include "base/check.h"

namespace emplooi::store {

namespace {

using std::chrono::milliseconds;

/// Type ids of PostgreSQL's catalog (pg_type.dat).
constexpr Oid oid_bool = 16, oid_bytea = 17, oid_name = 19, oid_int8 = 20, oid_int2 = 21, oid_int4 = 23, oid_text = 25,
              oid_varchar = 1043;
constexpr int binary = 1;

constexpr std::array oids = {Oid{0}, oid_int8, oid_text, oid_bytea};

/// Every session: waits are bounded, on the server too, so that one that hangs holds up nobody for long; who is gone is noticed
/// while a query runs. Every statement of an operation finds its rows by a key, so plans are made once, and as for a grown
/// table also while it is small.
constexpr std::array session_settings = {"SET default_transaction_isolation = 'serializable'",
                                         "SET lock_timeout = '5s'",
                                         "SET statement_timeout = '30s'",
                                         "SET idle_in_transaction_session_timeout = '10s'",
                                         "SET client_connection_check_interval = '1s'",
                                         "SET client_min_messages = 'warning'",
                                         "SET TimeZone = 'UTC'",
                                         "SET enable_seqscan = off",
                                         "SET plan_cache_mode = force_generic_plan"};

/// How long a new connection may take to answer: a host that stands still still accepts one.
constexpr std::chrono::seconds patience_with_new{4};

template <class Number>
Number from_network(const char* bytes) {
  std::make_unsigned_t<Number> value = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    value =
        static_cast<std::make_unsigned_t<Number>>((std::uint64_t{value} << 8) | static_cast<unsigned char>(bytes[i]));
  }
  return static_cast<Number>(value);
}

class PostgresCursor final : public Cursor {
 public:
  PostgresCursor(Result rows, std::string_view name) : rows_(std::move(rows)), name_(name) {}

  bool next() override { return ++row_ < PQntuples(rows_.get()); }
  bool is_null(int column) override {
    ensure_type(column, column < PQnfields(rows_.get()));
    return PQgetisnull(rows_.get(), row_, column) != 0;
  }
  std::int64_t integer(int column) override {
    switch (type_of(column)) {
      case oid_int8:
        return from_network<std::int64_t>(value(column));
      case oid_int4:
        return from_network<std::int32_t>(value(column));
      case oid_int2:
        return from_network<std::int16_t>(value(column));
      case oid_bool:
        return value(column)[0];
      default:
        ensure_type(column, false);
        return 0;
    }
  }
  std::string_view text(int column) override {
    const auto type = type_of(column);
    ensure_type(column, type == oid_text || type == oid_varchar || type == oid_name);
    return view(column);
  }
  std::string_view bytes(int column) override {
    ensure_type(column, type_of(column) == oid_bytea);
    return view(column);
  }

 private:
  /// 0 for null and for no column, which hold none of the types.
  Oid type_of(int column) const {
    const bool is_there = column < PQnfields(rows_.get()) && PQgetisnull(rows_.get(), row_, column) == 0;
    return is_there ? PQftype(rows_.get(), column) : 0;
  }
  void ensure_type(int column, bool fits) const {
    if (!fits) throw Defect("column " + std::to_string(column) + " of " + std::string(name_) + " has another type");
  }
  const char* value(int column) const { return PQgetvalue(rows_.get(), row_, column); }
  std::string_view view(int column) const {
    return {value(column), static_cast<std::size_t>(PQgetlength(rows_.get(), row_, column))};
  }

  Result rows_;
  std::string_view name_;
  int row_ = -1;
};

/// The values of one execution, as libpq takes them.
class Bound {
 public:
  void reserve(std::size_t count) { numbers_.reserve(count); }
  void add(const Parameter& parameter) {
    const auto& value = parameter.value();
    if (std::holds_alternative<std::nullptr_t>(value)) return add(nullptr, 0);
    if (const auto* number = std::get_if<std::int64_t>(&value)) return add_number(*number);
    // A null pointer would be NULL.
    if (const auto* text = std::get_if<std::string_view>(&value))
      return add(text->data() ? text->data() : "", text->size());
    if (const auto* day = std::get_if<Parameter::DateText>(&value)) return add(day->data(), day->size());
    const auto& bytes = std::get<Parameter::BytesView>(value).value;
    add(bytes.data() ? bytes.data() : "", bytes.size());
  }

  int count() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void add(const char* value, std::size_t length) {
    values_.push_back(value);
    lengths_.push_back(static_cast<int>(length));
    formats_.push_back(binary);
  }
  void add_number(std::int64_t number) {
    auto& bytes = numbers_.emplace_back();
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(number >> (56 - 8 * i));
    add(bytes.data(), bytes.size());
  }

  /// Reserved, so that they stay where they are.
  std::vector<std::array<char, 8>> numbers_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

std::string field_of(const PGresult* result, int field) {
  const char* text = PQresultErrorField(result, field);
  return text ? text : "";
}

/// Throws what an error of the server means. Its detail may quote a row, so only the primary message is kept.
[[noreturn]] void throw_error(std::string_view name, const PGresult* result, bool has_deadline) {
  const auto state = field_of(result, PG_DIAG_SQLSTATE);
  const auto text = fmt::format("{}: {} ({})", name, field_of(result, PG_DIAG_MESSAGE_PRIMARY), state);
  if (state == "40001" || state == "40P01" || state == "55P03") throw Conflict(text);
  if (state == "57014" && has_deadline) throw DeadlinePassed(text);
  // A plan that no longer fits the schema, and a statement that this server has never prepared, go with the connection.
  const bool is_stale = state == "26000" || state == "0A000";
  const bool is_going = state == "25006" || state == "25P03" || state == "57P01" || state == "57P02" ||
                        state == "57P03" || state == "57P05";
  if (is_stale || is_going || (state.starts_with("08") && state != "08P01")) throw Interrupted(text);
  if (state.starts_with("53") || state.starts_with("57") || state.starts_with("58")) throw Unavailable(text);
  throw Defect(text);
}

/// What libpq says, on one line.
std::string error_of(const PGconn* connection) {
  const std::string_view text = PQerrorMessage(connection);
  return std::string(text.substr(0, text.find('\n')));
}

}  // namespace

PostgresConnection::PostgresConnection(const std::string& url, const char* which) {
  // What the URL says itself comes after and prevails.
  const char* const keywords[] = {"connect_timeout",
                                  "tcp_user_timeout",
                                  "application_name",
                                  "target_session_attrs",
                                  "client_encoding",
                                  "dbname",
                                  nullptr};
  const char* const values[] = {"5", "10000", "emplooi", which, "UTF8", url.c_str(), nullptr};
  connection_.reset(PQconnectdbParams(keywords, values, 1));
  if (PQstatus(connection_.get()) != CONNECTION_OK) throw Unreachable(error_of(connection_.get()));
  PQsetNoticeProcessor(
      connection_.get(), [](void*, const char*) {}, nullptr);
  if (PQsetnonblocking(connection_.get(), 1) != 0 || PQenterPipelineMode(connection_.get()) != 1) {
    throw Interrupted("the connection takes no pipeline");
  }
  set_deadline(Clock::now() + patience_with_new);
  try {
    for (const auto* setting : session_settings) queue(setting);
    wait();
  } catch (const Interrupted& error) {
    throw Unreachable(error.what());
  }
  set_deadline(Clock::time_point::max());
}

void PostgresConnection::lose(const std::string& why) {
  is_lost_ = true;
  throw Interrupted(why);
}

void PostgresConnection::ensure_sent(int accepted) {
  if (accepted != 1) lose(error_of(connection_.get()));
}

void PostgresConnection::execute(const std::string& sql) {
  const bool is_pipeline = PQpipelineStatus(connection_.get()) != PQ_PIPELINE_OFF;
  if (is_pipeline && PQexitPipelineMode(connection_.get()) != 1) lose("the pipeline does not end");
  const Result result(PQexec(connection_.get(), sql.c_str()));
  const auto status = PQresultStatus(result.get());
  if (PQstatus(connection_.get()) != CONNECTION_OK) lose(error_of(connection_.get()));
  if (is_pipeline) ensure_sent(PQenterPipelineMode(connection_.get()));
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw_error("plain SQL", result.get(), false);
}

void PostgresConnection::queue(const char* sql) {
  ensure_sent(PQsendQueryParams(connection_.get(), sql, 0, nullptr, nullptr, nullptr, nullptr, binary));
  sent_.push_back({Awaited::plain, "plain SQL", nullptr});
}

void PostgresConnection::queue_sync() {
  ensure_sent(PQpipelineSync(connection_.get()));
  sent_.push_back({Awaited::sync, {}, nullptr});
}

const std::string& PostgresConnection::prepared(const Statement& statement, std::span<const Parameter> arguments,
                                                bool binds_municipality) {
  const auto [at, is_new] = statements_.try_emplace(&statement);
  auto& name = at->second;
  if (!is_new) return name;
  name = fmt::format("s{}", ++last_name_);
  std::vector<Oid> types;
  if (binds_municipality) types.push_back(oid_bytea);
  for (const auto& argument : arguments) types.push_back(oids[static_cast<std::size_t>(argument.type())]);
  const std::string sql(statement.sql);
  ensure_sent(
      PQsendPrepare(connection_.get(), name.c_str(), sql.c_str(), static_cast<int>(types.size()), types.data()));
  sent_.push_back({Awaited::prepare, statement.name, &statement});
  if (on_first_use) on_first_use(statement.name);
  return name;
}

void PostgresConnection::queue(const Statement& statement, MunicipalityId municipality,
                               std::span<const Parameter> arguments) {
  queue(statement, municipality, arguments, Awaited::statement);
}

void PostgresConnection::queue_change(const Statement& statement, MunicipalityId municipality,
                                      std::span<const Parameter> arguments) {
  queue(statement, municipality, arguments, Awaited::change);
  ++changes_;
}

void PostgresConnection::queue_notice(const Statement& statement, std::span<const Parameter> arguments) {
  queue(statement, MunicipalityId(), arguments, Awaited::notice);
}

std::vector<std::string> PostgresConnection::heard(int wake, milliseconds patience) {
  std::vector<std::string> all;
  const auto take_all = [&] {
    struct Free {
      void operator()(PGnotify* notice) const { PQfreemem(notice); }
    };
    while (const std::unique_ptr<PGnotify, Free> notice{PQnotifies(connection_.get())}) all.push_back(notice->extra);
  };
  take_all();
  if (!all.empty()) return all;
  pollfd sources[] = {{PQsocket(connection_.get()), POLLIN, 0}, {wake, POLLIN, 0}};
  if (::poll(sources, std::size(sources), static_cast<int>(patience.count())) < 0 && errno != EINTR) {
    lose("the connection cannot be read");
  }
  if (sources[0].revents != 0 && PQconsumeInput(connection_.get()) != 1) lose(error_of(connection_.get()));
  take_all();
  return all;
}

void PostgresConnection::queue(const Statement& statement, MunicipalityId municipality,
                               std::span<const Parameter> arguments, Awaited what) {
  if (Clock::now() > deadline_) throw DeadlinePassed(std::string(statement.name));
  const bool binds_municipality = !statement.shared;
  const auto& name = prepared(statement, arguments, binds_municipality);
  Bound bound;
  bound.reserve(arguments.size());
  if (binds_municipality) bound.add(Parameter(municipality));
  for (const auto& argument : arguments) bound.add(argument);
  ensure_sent(PQsendQueryPrepared(connection_.get(), name.c_str(), bound.count(), bound.values(), bound.lengths(),
                                  bound.formats(), binary));
  sent_.push_back({what, statement.name, &statement});
}

/// Sends what libpq still holds and waits until it has read something. The server stops at the deadline by itself
/// (statement_timeout); one that does not answer a second later is not there any more.
void PostgresConnection::await_readable() {
  const auto now = Clock::now();
  const auto until = deadline_ == Clock::time_point::max() ? now + patience : deadline_ + std::chrono::seconds(1);
  const int unsent = PQflush(connection_.get());
  if (unsent < 0) lose(error_of(connection_.get()));
  pollfd socket{PQsocket(connection_.get()), static_cast<short>(POLLIN | (unsent == 1 ? POLLOUT : 0)), 0};
  const auto left = std::chrono::ceil<milliseconds>(until - now).count();
  const int ready = ::poll(&socket, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000)));
  if (ready == 0 && Clock::now() >= until) lose("the database does not answer");
  if (ready < 0 && errno != EINTR) lose("the connection cannot be read");
  if ((socket.revents & (POLLIN | POLLHUP | POLLERR)) != 0 && PQconsumeInput(connection_.get()) != 1) {
    lose(error_of(connection_.get()));
  }
}

Result PostgresConnection::next_result() {
  while (PQisBusy(connection_.get()) != 0) await_readable();
  return Result(PQgetResult(connection_.get()));
}

void PostgresConnection::note_changes(const PGresult* result, Awaited what) {
  if (what != Awaited::statement) return;
  auto* read = const_cast<PGresult*>(result);
  const bool is_select = std::string_view(PQcmdStatus(read)).starts_with("SELECT");
  if (!is_select && std::string_view(PQcmdTuples(read)) != "0") ++changes_;
}

/// Reads the results of all that was sent, up to the last sync; throws the first error.
Result PostgresConnection::read_results() {
  Result last, failed;
  std::string_view failed_name;
  for (const auto& [what, name, statement] : sent_) {
    Result result = next_result();
    const auto status = PQresultStatus(result.get());
    if (!result || PQstatus(connection_.get()) != CONNECTION_OK) lose(error_of(connection_.get()));
    if (what == Awaited::sync) {
      if (status != PGRES_PIPELINE_SYNC) lose("the pipeline is out of step");
      continue;
    }
    if (next_result()) lose("the pipeline is out of step");
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
      note_changes(result.get(), what);
      last = std::move(result);
      continue;
    }
    if (what == Awaited::prepare) statements_.erase(statement);
    if (what == Awaited::notice && !failed) {
      spdlog::error(fmt::format("{} failed: {}", name, field_of(result.get(), PG_DIAG_MESSAGE_PRIMARY)));
      continue;
    }
    if (status != PGRES_FATAL_ERROR || failed) continue;
    failed = std::move(result);
    failed_name = name;
  }
  sent_.clear();
  if (!failed) return last;
  throw_error(failed_name, failed.get(), deadline_ != Clock::time_point::max());
}

Result PostgresConnection::wait() {
  ++trips_;
  queue_sync();
  return read_results();
}

void PostgresConnection::send() {
  queue_sync();
  if (PQflush(connection_.get()) < 0) lose(error_of(connection_.get()));
}

std::unique_ptr<Cursor> PostgresConnection::open(const Statement& statement, MunicipalityId municipality,
                                                 std::span<const Parameter> arguments) {
  return std::make_unique<PostgresCursor>(query(statement, municipality, arguments), statement.name);
}

PostgresTransaction::PostgresTransaction(PostgresConnection& connection, MunicipalityId municipality, Time now,
                                         SharedIds* ids)
    : Transaction(municipality, now), connection_(connection), ids_(ids) {
  if (ids_) record_ = new_id<RecordId>();
}

std::int64_t PostgresTransaction::execute(const Statement& statement, std::span<const Parameter> arguments) {
  const auto result = connection_.query(statement, municipality_, arguments);
  const std::string_view count = PQcmdTuples(result.get());
  std::int64_t rows = 0;
  std::from_chars(count.data(), count.data() + count.size(), rows);
  return rows;
}

Uuid PostgresTransaction::next_uuid() {
  ensure(ids_ != nullptr, "only a command makes ids");
  return ids_->next(to_us(now_));
}

void PostgresTransaction::randomise(std::span<std::uint8_t> bytes) {
  ensure(ids_ != nullptr, "only a command draws random bytes");
  ids_->fill(bytes);
}

}  // namespace emplooi::store
