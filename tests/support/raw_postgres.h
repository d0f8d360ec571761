#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <vector>

namespace emplooi::testing {

/// A connection of nobody's store: what somebody with a terminal could do.
class RawPostgres {
 public:
  /// Throws std::runtime_error where it is not let in.
  explicit RawPostgres(const std::string& url);

  /// Runs it and returns the first column of the first row; empty if there is none. Throws std::runtime_error with what the
  /// server says.
  std::string run(const std::string& sql);
  /// The first column of all rows.
  std::vector<std::string> all(const std::string& sql);

 private:
  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
};

}  // namespace emplooi::testing
