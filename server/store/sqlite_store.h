#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "store/store.h"

namespace emplooi::store {

struct SqliteOptions {
  std::string path;
  /// Null: the machine's clock.
  std::shared_ptr<const Clock> clock;
  /// Makes ids and random bytes repeatable (demo and tests).
  std::optional<std::uint64_t> id_seed;
  /// Most commands that share one commit.
  std::size_t batch_bound = 256;
  /// Most commands that wait; beyond it `server_busy`.
  std::size_t queue_bound = 4096;
  /// Most reads at the same time.
  std::size_t reader_bound = 8;
  /// False only for building a database that is worthless until finished: commits do not wait for the disk.
  bool durable = true;
  /// Told the name of every statement when a connection first prepares it.
  std::function<void(std::string_view)> on_first_use;
};

/// Opens the file as its only writer, brings its schema up to date, and starts the writer's thread. One process at a time:
/// throws Unavailable while another one holds the file. Destroying the store answers what it accepted, then closes.
std::unique_ptr<Store> open_sqlite(SqliteOptions options);

/// Opens the file for reading only, also while a server writes it: `verify`, `report`. Throws Unavailable if there is none,
/// or if its schema is not the one of this program.
std::unique_ptr<Store> open_sqlite_for_reading(SqliteOptions options);

/// Copies a consistent snapshot to a new file, also while a server writes the original; `progress` gets pages done and
/// pages in all. Throws Unavailable, also if `to` exists, and leaves no half copy behind.
void backup_sqlite(const std::string& from, const std::string& to,
                   const std::function<void(int done, int all)>& progress);

}  // namespace emplooi::store
