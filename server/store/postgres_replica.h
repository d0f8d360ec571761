#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "store/postgres_pool.h"

namespace emplooi::store {

/// A standby that reports are read from, and how old what it shows may be. That is told by places in the log: this server
/// notes again and again how far the primary has come, and what a standby shows is as old as the last note that it has
/// passed. So the clocks of three machines need not agree, a primary where nothing happens does not look late, and a standby
/// that is cut off or whose replay is paused does.
class PostgresReplica {
 public:
  /// Starts its thread. Asks the primary over `primary`.
  PostgresReplica(const PostgresOptions& options, PostgresPool& primary);
  ~PostgresReplica();
  PostgresReplica(const PostgresReplica&) = delete;
  PostgresReplica& operator=(const PostgresReplica&) = delete;

  /// False if it is gone, too old, or had to break off: then the primary is to be asked. Throws what `work` throws.
  bool read(MunicipalityId municipality, const std::function<void(Transaction&)>& work);
  ReplicaFigures figures() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Mark {
    Clock::time_point at;
    std::int64_t position;
  };

  void run();
  void mark_primary();
  void look_at_standby();
  /// When all that it shows was the newest; nothing if that is longer ago than anybody noted, or it is no standby.
  std::optional<Clock::time_point> fresh_at(PostgresConnection& standby);
  bool is_within_bound(std::optional<Clock::time_point> fresh_at) const;

  const PostgresOptions& options_;
  PostgresPool& primary_;
  PostgresPool standbys_;
  std::atomic<std::int64_t> reads_ = 0;
  std::atomic<std::int64_t> passed_over_ = 0;

  mutable std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  /// In the order of their times.
  std::deque<Mark> marks_;
  std::optional<Clock::time_point> fresh_at_;
  std::thread thread_;
};

}  // namespace emplooi::store
