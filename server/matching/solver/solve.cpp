#include "matching/solver/solve.h"

#include "matching/solver/search.h"

namespace emplooi::matching {

Solution solve_without_bound(const Problem& problem, const Effort& effort, const Observer& observer, const Plan* from) {
  const auto began = effort.now ? effort.now() : std::chrono::nanoseconds{0};
  Instance instance(problem);
  Search search(instance, effort, observer, began);
  search.begin(from);
  if (!search.cancelled()) instance.find_near();
  search.run();
  Solution solution{search.best(), measure(problem, search.best()), {}, {}, search.iterations(), search.cancelled()};
  solution.tiers = tier_values(problem.objectives, solution.measures);
  return solution;
}

Solution solve(const Problem& problem, const Effort& effort, const Observer& observer, const Plan* from) {
  auto solution = solve_without_bound(problem, effort, observer, from);
  solution.bound = bound_of(problem, solution.measures);
  return solution;
}

}  // namespace emplooi::matching
