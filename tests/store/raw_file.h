#pragma once

#include <sqlite3.h>

#include <functional>
#include <string>

namespace emplooi::testing {

/// A database file as anyone with SQLite at hand can open it: without the store, its rules and its locks.
class RawFile {
 public:
  explicit RawFile(const std::string& path);
  ~RawFile();
  RawFile(const RawFile&) = delete;
  RawFile& operator=(const RawFile&) = delete;

  /// Runs statements; returns how many rows the last one changed. Throws what SQLite says.
  int run(const std::string& sql);
  /// The first column of the first row as text; empty for null or no row.
  std::string text(const std::string& sql);
  std::int64_t number(const std::string& sql) { return std::stoll(text(sql)); }

 private:
  sqlite3* database_ = nullptr;
};

}  // namespace emplooi::testing
