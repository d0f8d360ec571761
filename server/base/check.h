#pragma once

#include <source_location>
#include <stdexcept>
#include <string>

namespace emplooi {

/// A programmer's error: something that can never be false is false. It rolls back the command that met it.
class Defect : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Asserts in every build. Throws Defect, so that the transaction is rolled back and its caller gets `internal_error`.
inline void ensure(bool holds, const char* what, std::source_location where = std::source_location::current()) {
  if (!holds) [[unlikely]] {
    throw Defect(std::string(what) + " at " + where.file_name() + ":" + std::to_string(where.line()));
  }
}

}  // namespace emplooi
