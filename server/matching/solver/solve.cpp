#include "matching/solver/solve.h"

#include "matching/solver/search.h"

namespace emplooi::matching {

Solution solve(const Problem& problem, const Effort& effort, const Observer& observer, const Plan* from) {
  const auto began = effort.now ? effort.now() : std::chrono::nanoseconds{0};
  const Instance instance(problem);
  Search search(instance, effort, observer, began);
  search.begin(from);
  search.run();
  Solution solution{search.best(), measure(problem, search.best()), {}, {}, search.iterations(), search.cancelled()};
  solution.tiers = tier_values(problem.objectives, solution.measures);
  solution.bound = bound_of(problem, solution.measures);
  return solution;
}

}  // namespace emplooi::matching
