#pragma once

#include <string_view>

#include "store/statement.h"

namespace emplooi::store {

/// A rule that holds after every commit, as a statement that selects what breaks it: one text column naming the offender.
/// No rows means that it holds.
struct Invariant {
  /// The rule as a sentence: "paid + allocations = face".
  std::string_view rule;
  const Statement* broken_by;
};

}  // namespace emplooi::store
