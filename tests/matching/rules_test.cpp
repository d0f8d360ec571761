#include <gtest/gtest.h>

#include "matching/random_town.h"
#include "matching/solver/solve.h"

namespace emplooi::matching {
namespace {

using testing::random_town;

constexpr Ticks hour = 3'600;

Effort iterations(std::int64_t count, std::uint64_t seed = 1) {
  Effort effort;
  effort.iterations = count;
  effort.seed = seed;
  return effort;
}

/// One helper from 9 to 17, and requests that take an hour, all at one place.
Problem small_town(int helpers, int requests) {
  Problem problem;
  problem.places = {{0, 0}, {0, 0}};
  problem.modes = {{{}, 1.0}};
  for (int i = 0; i < helpers; ++i) {
    Helper helper;
    Shift shift;
    shift.from = 9 * hour;
    shift.until = 17 * hour;
    shift.start_at = shift.end_at = 0;
    helper.shifts = {shift};
    problem.helpers.push_back(helper);
  }
  for (int i = 0; i < requests; ++i) {
    Request request;
    request.place = 1;
    request.visits = {{hour, {}, 0, 0}};
    request.windows = {{0, furthest}};
    problem.requests.push_back(request);
  }
  problem.objectives = town_objectives();
  return problem;
}

Plan plan_of(const Problem& problem) { return solve(problem, iterations(3'000)).plan; }

int served(const Plan& plan) {
  return static_cast<int>(
      std::count_if(plan.placements.begin(), plan.placements.end(), [](auto& each) { return !each.empty(); }));
}

Rule rule_broken(const Problem& problem, const Plan& plan) {
  const auto breach = first_breach(problem, plan);
  return breach ? breach->rule : Rule::none;
}

TEST(Plans, KeepEveryRuleInThousandsOfTowns) {
  std::int64_t placed = 0, requests = 0;
  for (int seed = 1; seed <= 3'000; ++seed) {
    Random random(seed);
    testing::TownSize size;
    size.helpers = 1 + random.below(12);
    size.requests = random.below(30);
    size.days = 1 + random.below(7);
    size.metres_across = 500 + random.below(12'000);
    auto problem = random_town(size, seed);
    if (random.chance(0.3)) problem.objectives = for_replanning(town_objectives());
    const auto solution = solve(problem, iterations(60, seed));
    const auto breach = first_breach(problem, solution.plan);
    ASSERT_FALSE(breach) << seed << ": rule " << static_cast<int>(breach->rule) << " of request " << breach->request;
    ASSERT_EQ(solution.bound.tiers.size(), solution.tiers.size());
    ASSERT_LE(solution.bound.tiers[0], solution.tiers[0]) << seed;
    placed += served(solution.plan);
    requests += size.requests;
  }
  EXPECT_GT(placed * 3, requests) << "the towns are too hard to say anything";
}

TEST(Plans, AreTheSameForTheSameSeedAndIterations) {
  const auto problem = random_town({24, 120, 5}, 3);
  const auto once = solve(problem, iterations(5'000, 9)), again = solve(problem, iterations(5'000, 9));
  EXPECT_EQ(once.plan, again.plan);
  EXPECT_EQ(once.tiers, again.tiers);
  const auto other = solve(problem, iterations(5'000, 10));
  EXPECT_NE(once.plan, other.plan) << "the seed does nothing";
}

TEST(Plans, GetNoWorseWithMoreIterations) {
  const auto problem = random_town({12, 40, 5}, 4);
  EXPECT_LE(solve(problem, iterations(20'000)).tiers, solve(problem, iterations(1)).tiers);
}

TEST(Plans, AreGivenBackWhenTheObserverHasSeenEnough) {
  const auto problem = random_town({12, 40, 5}, 5);
  int calls = 0;
  const auto solution = solve(problem, iterations(1'000'000'000), [&](const Progress& progress) {
    EXPECT_EQ(progress.improved == nullptr, false);
    return ++calls < 1;
  });
  EXPECT_TRUE(solution.cancelled);
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(rule_broken(problem, solution.plan), Rule::none);
  EXPECT_GT(served(solution.plan), 0);
}

TEST(Plans, StopWhenTheTimeThatIsHandedInIsOver) {
  const auto problem = random_town({12, 40, 5}, 6);
  auto effort = iterations(1'000'000'000);
  std::chrono::nanoseconds clock{0};
  effort.time = std::chrono::milliseconds(10);
  effort.now = [&] { return clock += std::chrono::milliseconds(1); };
  EXPECT_LT(solve(problem, effort).iterations, 10'000);
}

TEST(Plans, OfNothingAreEmpty) {
  const auto nobody = small_town(0, 1);
  EXPECT_EQ(solve(nobody, iterations(10)).tiers[0], 1);
  const auto nothing = small_town(1, 0);
  EXPECT_EQ(solve(nothing, iterations(10)).tiers[0], 0);
  EXPECT_EQ(served(plan_of(small_town(1, 1))), 1);
}

TEST(Plans, GoOnFromAnotherPlan) {
  for (int seed = 1; seed <= 20; ++seed) {
    const auto problem = random_town({12, 40, 5}, seed);
    const auto first = solve(problem, iterations(seed == 8 ? 20'000 : 2'000));
    const auto next = solve(problem, iterations(1), {}, &first.plan);
    EXPECT_LE(next.tiers, first.tiers) << "town " << seed;
  }
}

TEST(HardRules, HoldWhereCapacitiesAreNone) {
  auto problem = small_town(1, 3);
  problem.helpers[0].most_work = 2 * hour;
  EXPECT_EQ(served(plan_of(problem)), 2);
  problem.helpers[0].most_work = 0;
  EXPECT_EQ(served(plan_of(problem)), 0);
  problem = small_town(1, 3);
  problem.guides = {{hour}};
  problem.helpers[0].guide = 0;
  EXPECT_EQ(served(plan_of(problem)), 1);
  problem = small_town(1, 3);
  problem.helpers[0].shifts[0].most_visits = 0;
  EXPECT_EQ(served(plan_of(problem)), 0);
  problem = small_town(1, 3);
  problem.helpers[0].may_work_alone = false;
  EXPECT_EQ(served(plan_of(problem)), 0);
  problem = small_town(1, 3);
  problem.requests[1].windows = {{2 * hour, hour}};
  problem.requests[2].windows = {};
  EXPECT_EQ(served(plan_of(problem)), 1);
}

TEST(HardRules, HoldThroughMidnight) {
  auto problem = small_town(1, 1);
  problem.helpers[0].shifts[0].from = 22 * hour;
  problem.helpers[0].shifts[0].until = 30 * hour;
  problem.helpers[0].shifts[0].breaks = {{24 * hour, 25 * hour}};
  problem.requests[0].windows = {{23 * hour + 1, 26 * hour}};
  const auto plan = plan_of(problem);
  ASSERT_EQ(served(plan), 1);
  EXPECT_EQ(plan.placements[0][0].start, 25 * hour);
}

TEST(HardRules, TogetherMeansTwoHelpersAtOnce) {
  auto problem = small_town(2, 1);
  problem.requests[0].visits = {{hour, {}, 0, 0}, {hour, {}, 0, 0}};
  problem.helpers[1].shifts[0].from = 11 * hour;
  problem.helpers[1].may_work_alone = false;
  const auto plan = plan_of(problem);
  ASSERT_EQ(served(plan), 1);
  EXPECT_EQ(plan.placements[0][0].start, 11 * hour);
  EXPECT_EQ(plan.placements[0][1].start, 11 * hour);
  EXPECT_NE(plan.placements[0][0].helper, plan.placements[0][1].helper);
  problem.helpers[0].may_work_alone = false;
  EXPECT_EQ(served(plan_of(problem)), 0);
}

TEST(HardRules, WhatIsLockedStays) {
  auto problem = small_town(2, 2);
  problem.requests[0].published = {{1, 10 * hour + 7}};
  problem.requests[0].locked = true;
  problem.requests[1].worth = 100;
  const auto plan = plan_of(problem);
  EXPECT_EQ(plan.placements[0], problem.requests[0].published);
}

TEST(Checker, NamesTheRuleThatIsBroken) {
  auto problem = small_town(2, 2);
  problem.helpers[0].capabilities = {{4, 10 * hour}};
  problem.requests[0].banned = {1};
  const Placement nine{0, 9 * hour}, ten{0, 10 * hour};
  const Plan good{{{nine}, {ten}}};
  EXPECT_EQ(rule_broken(problem, good), Rule::none);
  const auto broken = [&](auto change) {
    auto altered = problem;
    auto plan = good;
    change(altered, plan);
    return rule_broken(altered, plan);
  };
  EXPECT_EQ(broken([](auto&, auto& plan) { plan.placements.pop_back(); }), Rule::incomplete);
  EXPECT_EQ(broken([](auto&, auto& plan) { plan.placements[0][0].helper = 2; }), Rule::incomplete);
  EXPECT_EQ(broken([](auto&, auto& plan) { plan.placements[0][0].helper = 1; }), Rule::banned);
  EXPECT_EQ(broken([](auto& p, auto&) { p.requests[0].visits[0].needs = {5}; }), Rule::capability_missing);
  EXPECT_EQ(broken([](auto& p, auto&) { p.requests[1].visits[0].needs = {4}; }), Rule::capability_expired);
  EXPECT_EQ(broken([](auto& p, auto&) { p.requests[0].visits[0].needs = {4}; }), Rule::none);
  EXPECT_EQ(broken([](auto& p, auto&) { p.helpers[0].may_work_alone = false; }), Rule::may_not_work_alone);
  EXPECT_EQ(broken([](auto& p, auto&) { p.requests[0].windows = {{9 * hour + 1, furthest}}; }), Rule::outside_window);
  EXPECT_EQ(broken([](auto&, auto& plan) { plan.placements[1][0].start = 16 * hour + 1; }), Rule::outside_shift);
  EXPECT_EQ(broken([](auto& p, auto&) {
              p.helpers[0].shifts[0].breaks = {{9 * hour + 1, 9 * hour + 2}};
            }),
            Rule::during_break);
  EXPECT_EQ(broken([](auto&, auto& plan) { plan.placements[1][0].start = 10 * hour - 1; }), Rule::busy);
  EXPECT_EQ(broken([](auto& p, auto&) { p.places[1].east = 1; }), Rule::busy);
  EXPECT_EQ(broken([](auto& p, auto& plan) {
              p.places[1].east = 100;
              p.helpers[0].longest_leg = 99;
              plan.placements[0][0].start += 100;
              plan.placements[1][0].start += 100;
            }),
            Rule::leg_too_long);
  EXPECT_EQ(broken([](auto& p, auto& plan) {
              p.places[1].east = 100;
              p.helpers[0].shifts[0].most_travel = 199;
              plan.placements[0][0].start += 100;
              plan.placements[1][0].start += 100;
            }),
            Rule::too_much_travel);
  EXPECT_EQ(broken([](auto& p, auto&) { p.helpers[0].shifts[0].most_visits = 1; }), Rule::too_many_visits);
  EXPECT_EQ(broken([](auto& p, auto&) { p.helpers[0].most_work = 2 * hour - 1; }), Rule::too_much_work);
  EXPECT_EQ(broken([](auto& p, auto&) {
              p.guides = {{2 * hour - 1}};
              p.helpers[0].guide = 0;
            }),
            Rule::guidance_exhausted);
  EXPECT_EQ(broken([](auto& p, auto&) {
              p.requests[0].published = {{0, 9 * hour + 1}};
              p.requests[0].locked = true;
            }),
            Rule::locked_elsewhere);
  const auto two = [](auto& p) { p.requests[1].visits.push_back({hour, {}, hour, 2 * hour}); };
  EXPECT_EQ(broken([&](auto& p, auto&) { two(p); }), Rule::incomplete);
  EXPECT_EQ(broken([&](auto& p, auto& plan) {
              two(p);
              plan.placements[1].push_back({0, 11 * hour});
            }),
            Rule::helpers_not_distinct);
  EXPECT_EQ(broken([&](auto& p, auto& plan) {
              two(p);
              plan.placements[1].push_back({1, 13 * hour});
            }),
            Rule::out_of_step);
}

TEST(SoftRules, ComeInTheirOrder) {
  // Nearer, but liked less; then the goal of the one who is liked less.
  auto problem = small_town(2, 1);
  problem.places.push_back({500, 0});
  problem.helpers[1].shifts[0].start_at = 2;
  EXPECT_EQ(plan_of(problem).placements[0][0].helper, 0);
  problem.requests[0].likings = {{1, 1}};
  EXPECT_EQ(plan_of(problem).placements[0][0].helper, 1);
  problem.helpers[0].goals = {{{0}, false, 1, 1, 1}};
  EXPECT_EQ(plan_of(problem).placements[0][0].helper, 0);
  problem.requests[0].banned = {0};
  EXPECT_EQ(plan_of(problem).placements[0][0].helper, 1);
}

TEST(SoftRules, SpreadHoursAndKeepWishesAndSeries) {
  auto problem = small_town(2, 4);
  for (auto& helper : problem.helpers) helper.wanted_work = 2 * hour;
  auto plan = plan_of(problem);
  int first = 0;
  for (const auto& placed : plan.placements) first += placed[0].helper == 0 ? 1 : 0;
  EXPECT_EQ(first, 2);
  problem.helpers[0].had_work = 2 * hour;
  first = 0;
  for (const auto& placed : plan_of(problem).placements) first += placed[0].helper == 0 ? 1 : 0;
  EXPECT_EQ(first, 1) << "one too many for each of them, where the first had all that they want";
  problem.helpers[0].had_work = 0;
  problem.requests[0].wished = {{15 * hour, 16 * hour}};
  EXPECT_EQ(plan_of(problem).placements[0][0].start, 15 * hour);
  for (auto& request : problem.requests) request.series = 0;
  plan = plan_of(problem);
  for (const auto& placed : plan.placements) EXPECT_EQ(placed[0].helper, plan.placements[0][0].helper);
}

TEST(Problems, ThatMeanNothingAreNamed) {
  const auto fault_after = [](auto change) {
    auto problem = small_town(1, 1);
    change(problem);
    return fault_in(problem).value_or("");
  };
  EXPECT_EQ(fault_after([](auto&) {}), "");
  EXPECT_EQ(fault_after([](auto& p) { p.helpers[0].mode = 1; }), "helper 0 has a mode that is not there");
  EXPECT_EQ(fault_after([](auto& p) { p.helpers[0].guide = 0; }), "helper 0 has a guide who is not there");
  EXPECT_EQ(fault_after([](auto& p) { p.helpers[0].shifts[0].until = 0; }),
            "helper 0 has a shift that ends before it begins");
  EXPECT_EQ(fault_after([](auto& p) { p.requests[0].place = 2; }), "request 0 is at a place that is not there");
  EXPECT_EQ(fault_after([](auto& p) { p.requests[0].visits.clear(); }), "request 0 has not 1 to 4 visits");
  EXPECT_EQ(fault_after([](auto& p) { p.requests[0].visits[0].duration = -1; }),
            "request 0 has a duration out of bounds");
  EXPECT_EQ(fault_after([](auto& p) { p.requests[0].locked = true; }), "request 0 is locked and not published");
  EXPECT_EQ(fault_after([](auto& p) { p.requests[0].banned = {1}; }), "request 0 names a helper who is not there");
  EXPECT_EQ(fault_after([](auto& p) {
              p.requests[0].windows = {{0, 5}, {5, 9}};
            }),
            "request 0 has windows that overlap or are out of order");
  EXPECT_EQ(fault_after([](auto& p) { p.objectives.tiers.clear(); }), "there are not 1 to 10 tiers");
  EXPECT_EQ(fault_after([](auto& p) { p.modes[0].matrix = {1, 2}; }), "mode 0 has a matrix that is not square");
}

}  // namespace
}  // namespace emplooi::matching
