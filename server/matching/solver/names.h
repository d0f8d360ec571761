#pragma once

#include <string_view>

#include "matching/solver/reasons.h"

namespace emplooi::matching {

/// The words under which files, the database and (in capitals) the contract know what the solver tells.
std::string_view word_for(Objective);
std::string_view word_for(FactKind);
std::string_view word_for(Rule);
std::string_view word_for(ChangeKind);

}  // namespace emplooi::matching
