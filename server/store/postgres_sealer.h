#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "store/postgres_pool.h"

namespace emplooi::store {

/// Seals the records of commands into blocks, behind the commits, so that no command waits for the one before: on every
/// server, and for each municipality one at a time. Now and then it also looks for what a server left that is gone.
class PostgresSealer {
 public:
  /// Starts its thread. `is_gone` is the store's note that the database is gone: struck out when that is back, and made here
  /// where nobody writes.
  PostgresSealer(const PostgresOptions& options, PostgresPool& pool, std::atomic<bool>& is_gone);
  /// Seals what it knows of, and ends.
  ~PostgresSealer();
  PostgresSealer(const PostgresSealer&) = delete;
  PostgresSealer& operator=(const PostgresSealer&) = delete;

  /// The municipality has new records.
  void note(MunicipalityId municipality);

 private:
  using Municipalities = std::unordered_set<Uuid>;

  void run();
  void seal_all(Municipalities due, bool looks_at_all);
  void note_unreachable();
  void add_all(PostgresConnection& connection, Municipalities& due);
  bool seal_some(PostgresConnection& connection, MunicipalityId municipality);

  const PostgresOptions& options_;
  PostgresPool& pool_;
  std::atomic<bool>& is_gone_;
  std::optional<std::chrono::steady_clock::time_point> unreachable_since_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  Municipalities due_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace emplooi::store
