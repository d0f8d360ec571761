#pragma once

#include <string_view>

#include "matching/solver/reasons.h"

namespace emplooi::matching {

/// The words under which the database and the contract (in capitals) know what the solver tells.
std::string_view word_for(Objective objective);
std::string_view word_for(FactKind kind);
std::string_view word_for(Rule rule);
std::string_view word_for(ChangeKind kind);

}  // namespace emplooi::matching
