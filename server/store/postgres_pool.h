#pragma once

#include <condition_variable>
#include <mutex>

#include "store/postgres_connection.h"
#include "store/postgres_store.h"

namespace emplooi::store {

/// What connections are for.
enum class PostgresUse {
  commands,
  /// Of a whole database: they take their time, and read whole tables.
  checks,
  /// At a standby.
  reports
};

/// A bounded number of connections, lent to one thread at a time; the last used first, because it knows the most statements.
class PostgresPool {
 public:
  PostgresPool(const PostgresOptions& options, std::size_t bound, PostgresUse use)
      : options_(options), bound_(bound), use_(use) {}

  /// Opens a connection where none is idle. Throws Unavailable where the database is gone or all are lent for five seconds.
  std::unique_ptr<PostgresConnection> borrow();
  /// Null, or one that is lost: it is closed.
  void give_back(std::unique_ptr<PostgresConnection> connection);
  /// Closes what is idle: they lead to a server that is gone.
  void forget_idle();

 private:
  std::unique_ptr<PostgresConnection> open() const;

  const PostgresOptions& options_;
  const std::size_t bound_;
  const PostgresUse use_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<PostgresConnection>> idle_;
  std::size_t lent_ = 0;
};

/// A connection of a pool, for as long as this lives.
class Lent {
 public:
  explicit Lent(PostgresPool& pool) : pool_(pool), connection_(pool.borrow()) {}
  ~Lent() { pool_.give_back(std::move(connection_)); }
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;

  PostgresConnection& operator*() { return *connection_; }
  PostgresConnection* operator->() { return connection_.get(); }

 private:
  PostgresPool& pool_;
  std::unique_ptr<PostgresConnection> connection_;
};

/// Reads over a pool, each on a snapshot of its own.
class PostgresReaders {
 public:
  PostgresReaders(const PostgresOptions& options, PostgresUse use)
      : options_(options), pool_(options, options.reader_bound, use) {}

  void read(MunicipalityId municipality, const std::function<void(Transaction&)>& work);
  PostgresPool& pool() { return pool_; }

 private:
  const PostgresOptions& options_;
  PostgresPool pool_;
};

/// Reads on a snapshot over that connection. Throws what `work` throws.
void read_snapshot(PostgresConnection& connection, MunicipalityId municipality, Time now,
                   const std::function<void(Transaction&)>& work);

}  // namespace emplooi::store
