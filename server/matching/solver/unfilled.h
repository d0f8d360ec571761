#pragma once

#include "matching/solver/reasons.h"
#include "matching/solver/routes.h"

namespace emplooi::matching {

/// Why a request that is not served in `routes` is not, as far as rules and what is planned already say.
std::vector<Blocking> blockings_of(const Routes& routes, int request);

/// Changes that might fill it, the smallest of each kind first; nothing is tried yet.
std::vector<std::vector<Change>> changes_for(const Routes& routes, int request, const std::vector<Blocking>& blockings);

}  // namespace emplooi::matching
