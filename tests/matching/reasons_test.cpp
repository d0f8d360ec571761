#include <gtest/gtest.h>

#include "matching/random_town.h"
#include "matching/solver/reasons.h"

namespace emplooi::matching {
namespace {

Effort iterations(std::int64_t count) {
  Effort effort;
  effort.iterations = count;
  return effort;
}

TEST(Reasons, OfAWeekAreTrueWhenTheyAreTried) {
  const auto problem = testing::random_town({20, 80, 5}, 11);
  const auto solution = solve(problem, iterations(4'000));
  const auto reasons = explain(problem, solution.plan, iterations(100));
  ASSERT_FALSE(reasons.unfilled.empty());
  int changes = 0;
  for (const auto& reason : reasons.unfilled) {
    EXPECT_TRUE(solution.plan.placements[reason.request].empty());
    std::size_t helpers = 0;
    for (const auto& blocking : reason.blockings) helpers += blocking.helpers.size();
    EXPECT_EQ(helpers, problem.helpers.size()) << "everybody is kept by one rule";
    for (const auto& change : reason.changes) {
      ++changes;
      // Solved from nothing, with the checker's word on it: the request is served, and so is what was.
      const auto altered = changed(problem, reason.request, change);
      ASSERT_EQ(fault_in(altered), std::nullopt);
      EXPECT_TRUE(holds(problem, solution.plan, reason.request, change, iterations(100)));
    }
  }
  EXPECT_GT(changes, 5);
  std::size_t placed = 0;
  for (const auto& each : solution.plan.placements) placed += each.size();
  EXPECT_EQ(reasons.assignments.size(), placed);
  for (const auto& reason : reasons.assignments) {
    EXPECT_GE(reason.facts.size(), 1u);
    EXPECT_LE(reason.facts.size(), 3u);
    EXPECT_NE(reason.instead, reason.helper);
  }
}

/// Two helpers, one request; the first is liked, the second is nearer.
Problem two_helpers() {
  Problem problem;
  problem.places = {{0, 0}, {600, 0}, {0, 0}};
  problem.modes = {{{}, 1.0}};
  for (int i = 0; i < 2; ++i) {
    Helper helper;
    Shift shift;
    shift.from = 0;
    shift.until = 20'000;
    shift.start_at = shift.end_at = 1 - i;
    helper.shifts = {shift};
    problem.helpers.push_back(helper);
  }
  Request request;
  request.place = 2;
  request.visits = {{3'600, {}, 0, 0}};
  request.windows = {{0, 10'000}};
  request.likings = {{0, 2}};
  problem.requests = {request};
  problem.objectives = town_objectives();
  return problem;
}

TEST(Reasons, NameWhatDecided) {
  auto problem = two_helpers();
  auto reasons = explain(problem, solve(problem, iterations(100)).plan, iterations(100));
  ASSERT_EQ(reasons.assignments.size(), 1u);
  EXPECT_EQ(reasons.assignments[0].helper, 0);
  EXPECT_EQ(reasons.assignments[0].instead, 1);
  EXPECT_EQ(reasons.assignments[0].facts[0].kind, FactKind::continuity);
  EXPECT_EQ(reasons.assignments[0].facts[0].value, 2);
  problem.requests[0].likings.clear();
  reasons = explain(problem, solve(problem, iterations(100)).plan, iterations(100));
  EXPECT_EQ(reasons.assignments[0].helper, 1);
  EXPECT_EQ(reasons.assignments[0].facts[0].kind, FactKind::nearer);
  EXPECT_EQ(reasons.assignments[0].facts[0].value, 1'200);
  problem.requests[0].banned = {0};
  reasons = explain(problem, solve(problem, iterations(100)).plan, iterations(100));
  EXPECT_EQ(reasons.assignments[0].facts[0].kind, FactKind::only_one);
}

TEST(Reasons, NameTheRuleAndTheSmallestChange) {
  auto problem = two_helpers();
  problem.requests[0].visits[0].needs = {7};
  problem.helpers[1].capabilities = {{7, furthest}};
  problem.helpers[1].most_work = 3'000;
  const auto plan = solve(problem, iterations(100)).plan;
  ASSERT_TRUE(plan.placements[0].empty());
  const auto reasons = explain(problem, plan, iterations(100));
  ASSERT_EQ(reasons.unfilled.size(), 1u);
  const auto& reason = reasons.unfilled[0];
  ASSERT_EQ(reason.blockings.size(), 2u);
  EXPECT_EQ(reason.blockings[0].rule, Rule::capability_missing);
  EXPECT_EQ(reason.blockings[0].helpers, std::vector<std::int32_t>{0});
  EXPECT_EQ(reason.blockings[1].rule, Rule::too_much_work);
  ASSERT_EQ(reason.changes.size(), 2u);
  EXPECT_EQ(reason.changes[0].kind, ChangeKind::more_work);
  EXPECT_EQ(reason.changes[0].amount, 600);
  EXPECT_EQ(reason.changes[1].kind, ChangeKind::capability);
  EXPECT_EQ(reason.changes[1].helper, 0);
  auto less = reason.changes[0];
  less.amount -= 1;
  EXPECT_FALSE(holds(problem, plan, 0, less, iterations(2'000))) << "a smaller change would have done";
}

}  // namespace
}  // namespace emplooi::matching
