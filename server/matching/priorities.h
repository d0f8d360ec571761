#pragma once

#include "matching/matching.h"
#include "matching/solver/objectives.h"

namespace emplooi::matching {

/// What a programme's plans weigh: serving, then what was set for it; nothing if nothing was.
std::optional<Objectives> priorities_of(Transaction&, ProgrammeId);

}  // namespace emplooi::matching
