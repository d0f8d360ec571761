#include <gtest/gtest.h>

#include "matching/every_plan.h"
#include "matching/random_town.h"
#include "matching/solver/solve.h"

namespace emplooi::matching {
namespace {

using testing::awkward_town;
using testing::random_town;

Effort iterations(std::int64_t count, std::uint64_t seed = 1) {
  Effort effort;
  effort.iterations = count;
  effort.seed = seed;
  return effort;
}

std::string tiers_of(const std::vector<std::int64_t>& tiers) {
  std::string text;
  for (const auto tier : tiers) text += std::to_string(tier) + " ";
  return text;
}

TEST(Search, FindsTheBestOfAllPlansInEverySmallTown) {
  int served = 0;
  for (int seed = 1; seed <= 1'000; ++seed) {
    const auto problem = awkward_town(seed);
    ASSERT_EQ(fault_in(problem), std::nullopt) << seed;
    const auto solution = solve(problem, iterations(2'000));
    const auto breach = first_breach(problem, solution.plan);
    ASSERT_FALSE(breach) << seed << ": rule " << static_cast<int>(breach->rule) << " of request " << breach->request;
    const auto best = testing::best_of_every_plan(problem, solution.plan, solution.tiers);
    EXPECT_EQ(solution.tiers, best) << seed << ": " << tiers_of(solution.tiers) << "instead of " << tiers_of(best);
    // Of a later tier the bound holds only where the earlier ones are as good as the plan's.
    for (std::size_t i = 0; i < best.size(); ++i) EXPECT_LE(solution.bound.tiers[i], best[i]) << seed << " tier " << i;
    for (const auto& placed : solution.plan.placements) served += placed.empty() ? 0 : 1;
  }
  EXPECT_GT(served, 1'000);
}

}  // namespace
}  // namespace emplooi::matching
