#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "store/store.h"

namespace emplooi::store {

struct PostgresOptions {
  /// `postgresql://role@host/database`, as libpq takes it; several hosts where there is a standby.
  std::string url;
  /// Where reports are read, at a standby of the same database; empty: at the primary.
  std::string replica_url;
  /// What is older is not read there.
  std::chrono::milliseconds replica_bound{10'000};
  /// Null: the machine's clock.
  std::shared_ptr<const Clock> clock;
  /// Makes ids and random bytes repeatable (tests).
  std::optional<std::uint64_t> id_seed;
  /// Most commands of a municipality that share one commit.
  std::size_t batch_bound = 64;
  /// Most commands that wait; beyond it `server_busy`.
  std::size_t queue_bound = 4096;
  /// Most municipalities that are written at the same time, each over a connection.
  std::size_t writer_bound = 8;
  /// Most reads at the same time, each over a connection.
  std::size_t reader_bound = 8;
  /// How often a batch is run again because another server was in the way; then `server_busy`.
  int conflict_bound = 20;
  /// How long commands wait for a database that is gone; then `store_unavailable`.
  std::chrono::milliseconds give_up_after{5'000};
  /// How often records are sealed into a block.
  std::chrono::milliseconds seal_interval{250};
  /// False only for rows that are worthless until finished: commits do not wait for the disk.
  bool durable = true;
  /// Told the name of every statement when a connection first prepares it.
  std::function<void(std::string_view)> on_first_use;
};

/// Opens the database for work beside any number of other servers. Throws Unavailable where there is none, where its schema is
/// older than this program, and for a role that row-level security does not bind. Destroying the store answers what it
/// accepted, then closes.
///
/// A COMMIT whose answer was lost is looked up before anything is said or done again; as long as the database is gone its
/// commands wait. If the store is destroyed before it is back, they get `store_unavailable`, and repeating one under its id
/// settles it.
std::unique_ptr<Store> open_postgres(PostgresOptions options);

/// Opens the database for reading only, under any role: `verify`, `report`. Throws as open_postgres().
std::unique_ptr<Store> open_postgres_for_reading(PostgresOptions options);

/// Brings the schema up to date; the role must own it. Throws Unavailable.
void migrate_postgres(const std::string& url);

/// Where that is, without role and password: `postgresql://host/database`.
std::string place_of(const std::string& url);

}  // namespace emplooi::store
