#include "store/fault_vfs.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>

namespace emplooi::testing {

/// An open file: SQLite's own, and what the disk knows it by.
struct FaultyFile {
  sqlite3_file base;
  FaultyDisk* disk;
  /// -1: not of interest (temporary files).
  int number;

  static FaultyFile& of(sqlite3_file* file) { return *reinterpret_cast<FaultyFile*>(file); }
  static sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(FaultyFile));
  }

  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset);
  static int truncate(sqlite3_file* file, sqlite3_int64 size);
  static int sync(sqlite3_file* file, int flags);
  static const sqlite3_io_methods* methods();
};

namespace {

/// Passes a call on to the real file.
template <auto method>
struct Passed;
template <class... Arguments, int (*sqlite3_io_methods::*method)(sqlite3_file*, Arguments...)>
struct Passed<method> {
  static int on(sqlite3_file* file, Arguments... arguments) {
    auto* real = FaultyFile::real(file);
    return (real->pMethods->*method)(real, arguments...);
  }
};

void barrier(sqlite3_file* file) {
  auto* real = FaultyFile::real(file);
  real->pMethods->xShmBarrier(real);
}

}  // namespace

int FaultyFile::write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  auto& self = of(file);
  auto* under = real(file);
  std::size_t allowed = static_cast<std::size_t>(size);
  const int result = self.number < 0 ? SQLITE_OK : self.disk->before_write(self.number, allowed);
  if (allowed > 0) {
    const int written = under->pMethods->xWrite(under, bytes, static_cast<int>(allowed), offset);
    if (written != SQLITE_OK) return written;
    if (self.number >= 0) {
      self.disk->note({FaultyDisk::Operation::write, self.number, offset, {static_cast<const char*>(bytes), allowed}});
    }
  }
  return result;
}

int FaultyFile::truncate(sqlite3_file* file, sqlite3_int64 size) {
  auto& self = of(file);
  if (self.number >= 0) self.disk->note({FaultyDisk::Operation::truncate, self.number, size, {}});
  return real(file)->pMethods->xTruncate(real(file), size);
}

int FaultyFile::sync(sqlite3_file* file, int) {
  auto& self = of(file);
  if (self.number < 0) return SQLITE_OK;
  const int result = self.disk->before_sync(self.number);
  if (result == SQLITE_OK) self.disk->note({FaultyDisk::Operation::sync, self.number, 0, {}});
  return result;
}

const sqlite3_io_methods* FaultyFile::methods() {
  using Methods = sqlite3_io_methods;
  static const Methods all = {
      2,
      Passed<&Methods::xClose>::on,
      Passed<&Methods::xRead>::on,
      &FaultyFile::write,
      &FaultyFile::truncate,
      &FaultyFile::sync,
      Passed<&Methods::xFileSize>::on,
      Passed<&Methods::xLock>::on,
      Passed<&Methods::xUnlock>::on,
      Passed<&Methods::xCheckReservedLock>::on,
      Passed<&Methods::xFileControl>::on,
      Passed<&Methods::xSectorSize>::on,
      Passed<&Methods::xDeviceCharacteristics>::on,
      Passed<&Methods::xShmMap>::on,
      Passed<&Methods::xShmLock>::on,
      &barrier,
      Passed<&Methods::xShmUnmap>::on,
      nullptr,
      nullptr,
  };
  return &all;
}

FaultyDisk::FaultyDisk() : real_(sqlite3_vfs_find(nullptr)) {
  vfs_ = *real_;
  vfs_.pNext = nullptr;
  vfs_.zName = "faulty-disk";
  vfs_.szOsFile = static_cast<int>(sizeof(FaultyFile)) + real_->szOsFile;
  vfs_.pAppData = this;
  vfs_.xOpen = &FaultyDisk::open;
  vfs_.xDelete = &FaultyDisk::remove;
  sqlite3_vfs_register(&vfs_, 1);
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(real_, 1);
}

int FaultyDisk::open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
  auto& disk = *static_cast<FaultyDisk*>(vfs->pAppData);
  constexpr int of_interest = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
  auto& opened = FaultyFile::of(file);
  opened.base.pMethods = nullptr;
  opened.disk = &disk;
  opened.number = name && (flags & of_interest) ? disk.file_named(name) : -1;
  const int result = disk.real_->xOpen(disk.real_, name, FaultyFile::real(file), flags, flags_out);
  if (FaultyFile::real(file)->pMethods) opened.base.pMethods = FaultyFile::methods();
  return result;
}

int FaultyDisk::remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  auto& disk = *static_cast<FaultyDisk*>(vfs->pAppData);
  const int number = disk.file_named(name);
  disk.note({Operation::remove, number, sync_folder, {}});
  {
    const std::lock_guard lock(disk.mutex_);
    disk.live_.erase(std::filesystem::path(name).filename());
  }
  return disk.real_->xDelete(disk.real_, name, 0);
}

int FaultyDisk::file_named(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const std::string name = std::filesystem::path(path).filename();
  const auto [at, is_new] = live_.try_emplace(name, static_cast<int>(names_.size()));
  if (is_new) names_.push_back(name);
  return at->second;
}

void FaultyDisk::note(Operation operation) {
  const std::lock_guard lock(mutex_);
  operations_.push_back(std::move(operation));
}

void FaultyDisk::fail(Fault fault, int nth, const std::string& only_file) {
  const std::lock_guard lock(mutex_);
  only_file_ = only_file;
  fault_ = fault;
  countdown_ = nth;
  has_failed_ = false;
  tried_after_failure_ = 0;
}

bool FaultyDisk::has_failed() const {
  const std::lock_guard lock(mutex_);
  return has_failed_;
}

int FaultyDisk::tried_after_failure() const {
  const std::lock_guard lock(mutex_);
  return tried_after_failure_;
}

std::size_t FaultyDisk::operations() const {
  const std::lock_guard lock(mutex_);
  return operations_.size();
}

bool FaultyDisk::may_fail(int file) const {
  return only_file_.empty() || names_[static_cast<std::size_t>(file)] == only_file_;
}

int FaultyDisk::before_write(int file, std::size_t& bytes) {
  const std::lock_guard lock(mutex_);
  if (has_failed_) ++tried_after_failure_;
  if ((fault_ != Fault::disk_full && fault_ != Fault::write_error) || !may_fail(file)) return SQLITE_OK;
  const bool fails = fault_ == Fault::disk_full ? --countdown_ <= 0 : --countdown_ == 0;
  if (!fails) return SQLITE_OK;
  has_failed_ = true;
  bytes /= 2;
  return fault_ == Fault::disk_full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int FaultyDisk::before_sync(int file) {
  const std::lock_guard lock(mutex_);
  if (has_failed_) ++tried_after_failure_;
  if (fault_ != Fault::sync_error || !may_fail(file) || --countdown_ != 0) return SQLITE_OK;
  has_failed_ = true;
  return SQLITE_IOERR_FSYNC;
}

namespace {

/// What a file holds on the disk, and what has not reached it yet.
struct Platter {
  std::string bytes;
  bool exists = false;
  bool is_removed = false;

  void write(std::int64_t offset, std::string_view what) {
    const auto end = static_cast<std::size_t>(offset) + what.size();
    if (bytes.size() < end) bytes.resize(end);
    std::memcpy(bytes.data() + offset, what.data(), what.size());
  }
};

/// Writes the sectors of which chance says that they arrived.
void write_torn(Platter& platter, std::int64_t offset, std::string_view bytes, std::mt19937_64& chance) {
  constexpr std::int64_t sector = 512;
  while (!bytes.empty()) {
    const auto size = std::min<std::size_t>(bytes.size(), static_cast<std::size_t>(sector - offset % sector));
    if (chance() % 2 == 0) platter.write(offset, bytes.substr(0, size));
    offset += static_cast<std::int64_t>(size);
    bytes.remove_prefix(size);
  }
}

}  // namespace

void FaultyDisk::after_power_cut(std::size_t operations, Loss loss, std::uint64_t seed,
                                 const std::string& folder) const {
  const std::lock_guard lock(mutex_);
  operations = std::min(operations, operations_.size());
  std::mt19937_64 chance(seed);
  std::vector<std::size_t> synced_before(names_.size(), 0);
  std::size_t last_sync = 0;
  for (std::size_t i = 0; i < operations && loss != Loss::as_if_never_synced; ++i) {
    if (operations_[i].kind != Operation::sync) continue;
    synced_before[static_cast<std::size_t>(operations_[i].file)] = i;
    last_sync = i;
  }
  std::vector<Platter> platters(names_.size());
  for (std::size_t i = 0; i < operations; ++i) {
    const auto& [kind, file, offset, bytes] = operations_[i];
    auto& platter = platters[static_cast<std::size_t>(file)];
    const bool is_synced = i < synced_before[static_cast<std::size_t>(file)];
    if (kind == Operation::remove) {
      // Without a sync of the folder, a deletion reaches the disk with the next sync of anything, or perhaps before.
      platter.is_removed = offset != 0 || i < last_sync || chance() % 2 == 0;
    } else if (is_synced || (loss == Loss::torn && kind == Operation::truncate && chance() % 2 == 0)) {
      platter.exists = true;
      if (kind == Operation::write) platter.write(offset, bytes);
      if (kind == Operation::truncate) platter.bytes.resize(static_cast<std::size_t>(offset));
    } else if (loss == Loss::torn && kind == Operation::write) {
      platter.exists = true;
      write_torn(platter, offset, bytes, chance);
    }
  }
  std::filesystem::create_directories(folder);
  for (std::size_t file = 0; file < names_.size(); ++file) {
    if (!platters[file].exists || platters[file].is_removed) continue;
    std::ofstream(std::filesystem::path(folder) / names_[file], std::ios::binary) << platters[file].bytes;
  }
}

}  // namespace emplooi::testing
