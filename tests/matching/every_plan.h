#pragma once

#include "matching/solver/plan.h"

namespace emplooi::matching::testing {

/// The best tiers of all plans, found by looking at every one: each order of each visit on each shift, with each visit as told
/// or not and each request as wished or not. Plans that lose more than `at_most` in the first tier are passed over. For a
/// handful of requests; travel must hold to the triangle inequality. Locked requests that `plan` serves are served.
std::vector<std::int64_t> best_of_every_plan(const Problem&, const Plan& plan,
                                             const std::vector<std::int64_t>& at_most);

}  // namespace emplooi::matching::testing
