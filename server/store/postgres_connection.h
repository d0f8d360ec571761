#pragma once

#include <libpq-fe.h>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/store.h"

namespace emplooi::store {

/// The server is gone or going, or became a standby: another connection may find the one that took over.
class Interrupted : public Unavailable {
 public:
  using Unavailable::Unavailable;
};

/// No connection can be had.
class Unreachable : public Interrupted {
 public:
  using Interrupted::Interrupted;
};

/// Another transaction was in the way (serialization failure, deadlock, a lock that was not had in time): nothing was
/// changed, and the whole transaction can be run again.
class Conflict : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The command's deadline passed; the server was told to stop working on it.
class DeadlinePassed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct FreeResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, FreeResult>;

/// One connection of libpq with its prepared statements; used by one thread at a time. What is queued goes to the server with
/// the next round trip, in one pipeline; if it fails, so does that trip.
class PostgresConnection {
 public:
  using Clock = std::chrono::steady_clock;

  /// Throws Unreachable where there is no server, none that answers within seconds, or none that lets this role in.
  /// `which`: of several hosts, `read-write` or `standby`.
  explicit PostgresConnection(const std::string& url, const char* which = "read-write");
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  /// Plain SQL: transaction control.
  void queue(const char* sql);
  void queue(const Statement&, MunicipalityId, std::span<const Parameter>);
  /// As queue(), for what changes rows.
  void queue_change(const Statement&, MunicipalityId, std::span<const Parameter>);
  /// As queue(), for what follows a commit that counts whether or not this fails.
  void queue_notice(const Statement&, std::span<const Parameter>);
  /// What comes after it is carried out even if what came before it failed.
  void queue_sync();
  /// One round trip: all that is queued; the result is that of what was queued last.
  Result wait();
  /// Sends what is queued; the next trip reads how it ended.
  void send();
  Result query(const Statement& statement, MunicipalityId municipality, std::span<const Parameter> arguments) {
    queue(statement, municipality, arguments);
    return wait();
  }
  /// As query(), read row by row.
  std::unique_ptr<Cursor> open(const Statement&, MunicipalityId, std::span<const Parameter>);
  /// Any number of plain statements, outside of a pipeline: migrations.
  void execute(const std::string& sql);

  /// What others have announced since the last time (LISTEN): waits for it until something can be read from `wake`, and no
  /// longer than `patience`.
  std::vector<std::string> heard(int wake, std::chrono::milliseconds patience);

  /// From now on no trip waits past it: DeadlinePassed. max(): none.
  void set_deadline(Clock::time_point deadline) { deadline_ = deadline; }
  /// How long a trip without deadline may take before the connection counts as lost.
  static constexpr std::chrono::seconds patience{40};

  bool is_usable() const { return PQstatus(connection_.get()) == CONNECTION_OK && !is_lost_; }
  /// An error ended the transaction; only a rollback, or one to a savepoint, goes on.
  bool has_failed() const { return PQtransactionStatus(connection_.get()) == PQTRANS_INERROR; }
  /// Grows with every statement that changed a row, and with every change that is queued: what is the same before and after a
  /// command says that it changed nothing.
  std::int64_t changes() const { return changes_; }
  /// Round trips since the connection was opened.
  std::int64_t trips() const { return trips_; }

  /// Told the name of every statement when it is first prepared.
  std::function<void(std::string_view)> on_first_use;

 private:
  enum class Awaited { plain, prepare, statement, change, notice, sync };
  struct Sent {
    Awaited what;
    std::string_view name;
    const Statement* statement;
  };
  struct Close {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };

  const std::string& prepared(const Statement&, std::span<const Parameter>, bool binds_municipality);
  void queue(const Statement&, MunicipalityId, std::span<const Parameter>, Awaited what);
  void ensure_sent(int accepted);
  void await_readable();
  Result next_result();
  Result read_results();
  void note_changes(const PGresult* result, Awaited what);
  [[noreturn]] void lose(const std::string& why);

  std::unique_ptr<PGconn, Close> connection_;
  std::unordered_map<const Statement*, std::string> statements_;
  std::vector<Sent> sent_;
  Clock::time_point deadline_ = Clock::time_point::max();
  std::int64_t last_name_ = 0;
  std::int64_t changes_ = 0;
  std::int64_t trips_ = 0;
  bool is_lost_ = false;
};

/// Makes ids and random bytes for all transactions of a store; thread-safe.
class SharedIds {
 public:
  explicit SharedIds(std::optional<std::uint64_t> seed) : ids_(seed ? IdSource(*seed) : IdSource()) {}
  Uuid next(std::int64_t now_us) {
    const std::lock_guard lock(mutex_);
    return ids_.next(now_us);
  }
  void fill(std::span<std::uint8_t> bytes) {
    const std::lock_guard lock(mutex_);
    ids_.fill(bytes);
  }

 private:
  std::mutex mutex_;
  IdSource ids_;
};

/// A transaction on a connection; begun and ended by its owner.
class PostgresTransaction final : public Transaction {
 public:
  /// Without `ids` it reads only: no record, no new ids.
  PostgresTransaction(PostgresConnection& connection, MunicipalityId municipality, Time now, SharedIds* ids);

  void randomise(std::span<std::uint8_t> bytes) override;

 private:
  std::unique_ptr<Cursor> open(const Statement& statement, std::span<const Parameter> arguments) override {
    return connection_.open(statement, municipality_, arguments);
  }
  std::int64_t execute(const Statement& statement, std::span<const Parameter> arguments) override;
  void execute_later(const Statement& statement, std::span<const Parameter> arguments) override {
    connection_.queue_change(statement, municipality_, arguments);
  }
  Uuid next_uuid() override;

  PostgresConnection& connection_;
  SharedIds* ids_;
};

}  // namespace emplooi::store
