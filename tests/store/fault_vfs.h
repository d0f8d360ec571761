#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace emplooi::testing {

/// A disk on which things go wrong: while it exists, every database that SQLite opens lies on it. It does to the real file
/// what it is told, and remembers every write and sync, so that afterwards it can say what a power cut at any moment would
/// have left. A sync costs nothing here, and so proves nothing by itself: only what was synced survives a cut.
class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  enum class Fault {
    none,
    /// That write, and all after it, find the disk full after half of their bytes.
    disk_full,
    /// That write fails.
    write_error,
    /// That sync fails.
    sync_error,
  };
  /// The `nth` write or sync from now on fails, counted from 1; only those of one file, if it is named.
  void fail(Fault fault, int nth, const std::string& only_file = {});
  void mend() { fail(Fault::none, 0); }
  bool has_failed() const;
  /// Writes and syncs that were tried after the first failure.
  int tried_after_failure() const;

  /// How many writes, syncs and deletions there were.
  std::size_t operations() const;

  enum class Loss {
    /// All that was not synced is gone.
    all_unsynced,
    /// Of what was not synced, some sectors of 512 bytes reached the disk and some did not, in no order.
    torn,
    /// A disk that does not do what a sync asks: nothing was ever synced.
    as_if_never_synced,
  };
  /// Puts into `folder` the files as a power cut after that many operations leaves them.
  void after_power_cut(std::size_t operations, Loss loss, std::uint64_t seed, const std::string& folder) const;

 private:
  friend struct FaultyFile;

  struct Operation {
    enum Kind { write, truncate, sync, remove } kind;
    int file;
    /// Of a write; the new size of a truncation; not 0 if a deletion synced its folder.
    std::int64_t offset;
    std::string bytes;
  };

  static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out);
  static int remove(sqlite3_vfs*, const char* name, int sync_folder);

  /// What SQLite is told; the bytes that may still be written are cut in `bytes`.
  int before_write(int file, std::size_t& bytes);
  int before_sync(int file);
  bool may_fail(int file) const;
  void note(Operation operation);
  int file_named(const std::string& name);

  sqlite3_vfs vfs_{};
  sqlite3_vfs* real_;
  mutable std::mutex mutex_;
  Fault fault_ = Fault::none;
  int countdown_ = 0;
  std::string only_file_;
  bool has_failed_ = false;
  int tried_after_failure_ = 0;
  std::vector<Operation> operations_;
  /// Names without their folder, by the number of the file; a file that was deleted and made anew is another one.
  std::vector<std::string> names_;
  std::map<std::string, int> live_;
};

}  // namespace emplooi::testing
