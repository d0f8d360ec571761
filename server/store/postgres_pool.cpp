#include "store/postgres_pool.h"

#include "store/postgres_session.h"

namespace emplooi::store {

std::unique_ptr<PostgresConnection> PostgresPool::open() const {
  const bool is_standby = use_ == PostgresUse::reports;
  auto connection = std::make_unique<PostgresConnection>(is_standby ? options_.replica_url : options_.url,
                                                         is_standby ? "standby" : "read-write");
  connection->on_first_use = options_.on_first_use;
  if (!options_.durable) connection->execute("SET synchronous_commit = off");
  if (use_ == PostgresUse::checks) {
    connection->execute(
        "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; RESET enable_seqscan; RESET plan_cache_mode");
  }
  return connection;
}

std::unique_ptr<PostgresConnection> PostgresPool::borrow() {
  {
    std::unique_lock lock(mutex_);
    if (!returned_.wait_for(lock, std::chrono::seconds(5), [&] { return lent_ < bound_; })) {
      throw Unavailable("all connections are busy");
    }
    ++lent_;
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  try {
    return open();
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

void PostgresPool::give_back(std::unique_ptr<PostgresConnection> connection) {
  if (connection && !connection->is_usable()) connection.reset();
  {
    const std::lock_guard lock(mutex_);
    --lent_;
    if (connection) idle_.push_back(std::move(connection));
  }
  returned_.notify_one();
}

void PostgresPool::forget_idle() {
  std::vector<std::unique_ptr<PostgresConnection>> closed;
  const std::lock_guard lock(mutex_);
  closed.swap(idle_);
}

void PostgresReaders::read(MunicipalityId municipality, const std::function<void(Transaction&)>& work) {
  // An idle connection may have been cut: until the first answer nobody has seen anything, so it is tried again on a new one.
  for (int attempt = 0;; ++attempt) {
    Lent connection(pool_);
    const auto trips = connection->trips();
    try {
      return read_snapshot(*connection, municipality, options_.clock->now(), work);
    } catch (const Interrupted&) {
      if (attempt > 0 || connection->trips() > trips + 1) throw;
      pool_.forget_idle();
    }
  }
}

void read_snapshot(PostgresConnection& connection, MunicipalityId municipality, Time now,
                   const std::function<void(Transaction&)>& work) {
  // Nothing hangs on how it ends, so nobody waits for it.
  const auto end = [&](const char* how) {
    connection.queue_sync();
    connection.queue(how);
    connection.send();
  };
  begin(connection, snapshot, municipality);
  PostgresTransaction tx(connection, municipality, now, nullptr);
  try {
    work(tx);
  } catch (...) {
    if (connection.is_usable()) end("ROLLBACK");
    throw;
  }
  end("COMMIT");
}

}  // namespace emplooi::store
