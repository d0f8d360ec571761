#include "store/raw_file.h"

#include <stdexcept>

namespace emplooi::testing {

RawFile::RawFile(const std::string& path) {
  if (sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) {
    throw std::runtime_error("cannot open " + path);
  }
}

RawFile::~RawFile() { sqlite3_close(database_); }

int RawFile::run(const std::string& sql) {
  char* error = nullptr;
  if (sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, &error) != SQLITE_OK) {
    const std::string says = error;
    sqlite3_free(error);
    throw std::runtime_error(sql + ": " + says);
  }
  return sqlite3_changes(database_);
}

std::string RawFile::text(const std::string& sql) {
  std::string found;
  char* error = nullptr;
  const auto keep_first = [](void* found, int, char** columns, char**) {
    if (columns[0]) *static_cast<std::string*>(found) = columns[0];
    return 1;
  };
  const int result = sqlite3_exec(database_, sql.c_str(), keep_first, &found, &error);
  const std::string says = error ? error : "";
  sqlite3_free(error);
  if (result != SQLITE_OK && result != SQLITE_ABORT) throw std::runtime_error(sql + ": " + says);
  return found;
}

}  // namespace emplooi::testing
