#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

#include "matching/solver/plan.h"

namespace emplooi::matching {

/// How long to search: until the iterations are used up or the time is, whichever comes first.
struct Effort {
  std::uint64_t seed = 1;
  /// Proposals. With this bound alone the result depends on the problem, the seed and this number only.
  std::int64_t iterations = 1'000'000;
  /// 0: no bound. Otherwise `now` must be given.
  std::chrono::nanoseconds time{0};
  std::function<std::chrono::nanoseconds()> now;
};

struct Progress {
  std::int64_t iterations = 0;
  std::chrono::nanoseconds elapsed{0};
  /// The best so far; only its tiers unless `improved`.
  const std::vector<std::int64_t>& tiers;
  /// A better plan than at the last call; null if there is none.
  const Plan* improved = nullptr;
};

/// Called from the search ten times a second (every 16,384 proposals without a clock), the first time with the first whole
/// plan. False: stop, and return the best so far.
using Observer = std::function<bool(const Progress&)>;

/// The best plan found, feasible whatever happens, and a bound next to it. `from`: the plan to begin with; requests whose
/// placements in it are no longer possible are planned anew. Throws Defect for a problem with a fault.
/// One thread; memory in proportion to visits, shifts and places² (up to 4,000 places; travel is computed beyond that).
Solution solve(const Problem&, const Effort&, const Observer& = {}, const Plan* from = nullptr);

/// The same without a bound, which takes a moment of its own.
Solution solve_without_bound(const Problem&, const Effort&, const Observer& = {}, const Plan* from = nullptr);

/// The bound alone.
Bound bound_of(const Problem&, const Measures& of_plan);

}  // namespace emplooi::matching
