#include "matching/solver/reasons.h"

#include <algorithm>

#include "base/check.h"
#include "matching/solver/part.h"
#include "matching/solver/recreate.h"
#include "matching/solver/unfilled.h"

namespace emplooi::matching {

namespace {

constexpr std::size_t most_facts = 3, most_changes = 3;

FactKind fact_of(Objective objective) {
  switch (objective) {
    case Objective::unserved:
      return FactKind::serves_more;
    case Objective::goals:
      return FactKind::goal;
    case Objective::continuity:
      return FactKind::continuity;
    case Objective::wishes:
      return FactKind::wish;
    case Objective::buddies:
      return FactKind::buddy;
    case Objective::fairness:
      return FactKind::fairer;
    case Objective::travel:
      return FactKind::nearer;
    case Objective::changes:
      return FactKind::as_told;
    case Objective::tardiness:
    case Objective::highest_tardiness:
      return FactKind::sooner;
  }
  return FactKind::as_good;
}

/// What is better in the plan, the weightiest tier first. Later tiers are told too: they are what people feel.
std::vector<Fact> facts_between(const Objectives& objectives, const Measures& plan, const Measures& instead) {
  std::vector<Fact> facts;
  for (const auto& tier : objectives.tiers) {
    for (const auto& term : tier) {
      const auto i = static_cast<std::size_t>(term.objective);
      if (instead[i] > plan[i] && facts.size() < most_facts)
        facts.push_back({fact_of(term.objective), instead[i] - plan[i]});
    }
  }
  if (facts.empty()) facts.push_back({FactKind::as_good, 0});
  return facts;
}

/// Whether anybody but this helper could do the visit on an empty week.
bool others_can(const Instance& instance, int v, int helper) {
  const auto shifts = instance.shifts_for[v];
  return std::any_of(shifts.begin(), shifts.end(), [&](int s) { return instance.helper_of[s] != helper; });
}

AssignmentReason reason_for(Routes& routes, Recreate& recreate, int r, int i, int helper) {
  const auto& instance = routes.instance();
  AssignmentReason reason{r, i, helper, -1, {}};
  if (instance.problem.requests[r].locked) {
    reason.facts = {{FactKind::locked, 0}};
    return reason;
  }
  const int v = instance.first_visit[r] + i;
  if (!others_can(instance, v, helper)) {
    reason.facts = {{FactKind::only_one, instance.helper_count}};
    return reason;
  }
  const auto before = routes.score().measures();
  const auto mark = routes.mark();
  routes.unlink_request(r);
  recreate.avoid(helper);
  const bool placed = routes.settle(std::numeric_limits<double>::infinity()) && recreate.insert(r, 0);
  recreate.avoid(-1);
  if (placed) {
    reason.instead = instance.helper_of[routes.shift_of(v)];
    reason.facts = facts_between(instance.problem.objectives, before, routes.score().measures());
  } else {
    reason.facts = {{FactKind::serves_more, instance.worth[r]}};
  }
  routes.undo(mark);
  return reason;
}

/// The plan after the change, serving this request and all that it served before; an empty plan if that was not found.
Plan plan_with(const Problem& problem, const Plan& plan, int request, const Change& change, const Effort& effort) {
  const auto altered = changed(problem, request, change);
  const auto part = part_around(altered, plan, request);
  const auto solution = solve_without_bound(
      part.problem, effort, [](const Progress& progress) { return progress.tiers[0] > 0; }, &part.plan);
  if (solution.tiers[0] > 0) return {};
  auto found = put_back(part, solution.plan, plan);
  return first_breach(altered, found) ? Plan{} : found;
}

/// As small as it can be: another time is the one at which the request was then planned.
bool try_change(const Problem& problem, const Plan& plan, int request, Change& change, const Effort& effort) {
  const auto found = plan_with(problem, plan, request, change, effort);
  if (found.placements.empty()) return false;
  if (change.kind != ChangeKind::other_time) return true;
  const auto& placed = found.placements[request];
  auto narrow = change;
  narrow.window = {placed.front().start, placed.back().start};
  if (holds(problem, plan, request, narrow, effort)) change = narrow;
  return true;
}

UnfilledReason reason_for_unfilled(const Routes& routes, const Plan& plan, int r, const Effort& effort,
                                   const std::function<bool()>& may_go_on) {
  const auto& problem = routes.instance().problem;
  UnfilledReason reason{r, blockings_of(routes, r), {}};
  for (auto& kind : changes_for(routes, r, reason.blockings)) {
    if (reason.changes.size() == most_changes) break;
    for (auto& change : kind) {
      if (!may_go_on()) return reason;
      if (!try_change(problem, plan, r, change, effort)) continue;
      reason.changes.push_back(change);
      break;
    }
  }
  return reason;
}

}  // namespace

Problem changed(Problem problem, std::int32_t request, const Change& change) {
  switch (change.kind) {
    case ChangeKind::other_time: {
      auto& windows = problem.requests[request].windows;
      // Windows stay in order and disjoint: those that the new one touches become one with it.
      auto window = change.window;
      std::vector<Window> kept;
      for (const auto& each : windows) {
        if (each.latest < each.earliest) continue;
        if (each.latest < window.earliest || window.latest < each.earliest) {
          kept.push_back(each);
        } else {
          window = {std::min(window.earliest, each.earliest), std::max(window.latest, each.latest)};
        }
      }
      kept.push_back(window);
      std::sort(kept.begin(), kept.end(), [](auto& a, auto& b) { return a.earliest < b.earliest; });
      windows = std::move(kept);
      break;
    }
    case ChangeKind::more_work:
      problem.helpers[change.helper].most_work += change.amount;
      break;
    case ChangeKind::capability:
      problem.helpers[change.helper].capabilities.push_back({change.capability, furthest});
      break;
    case ChangeKind::longer_leg:
      problem.helpers[change.helper].longest_leg += change.amount;
      break;
    case ChangeKind::more_guidance:
      problem.guides[change.guide].capacity_a_day += change.amount;
      break;
    case ChangeKind::longer_shift: {
      auto& shift = problem.helpers[change.helper].shifts[change.shift];
      shift.from = change.window.earliest;
      shift.until = change.window.latest;
    }
  }
  return problem;
}

bool holds(const Problem& problem, const Plan& plan, std::int32_t request, const Change& change, const Effort& effort) {
  return !plan_with(problem, plan, request, change, effort).placements.empty();
}

Reasons explain(const Problem& problem, const Plan& plan, const Effort& effort,
                const std::function<bool()>& may_go_on) {
  ensure(!first_breach(problem, plan), "only a feasible plan is explained");
  const Instance instance(problem);
  Routes routes(instance);
  routes.load(plan);
  Random random(effort.seed);
  Recreate recreate(routes, random);
  Reasons reasons;
  for (int r = 0; r < instance.request_count; ++r) {
    const auto& placed = plan.placements[r];
    if (placed.empty()) {
      reasons.unfilled.push_back(reason_for_unfilled(routes, plan, r, effort, may_go_on));
    } else if (routes.is_planned(instance.first_visit[r])) {
      for (int i = 0; i < static_cast<int>(placed.size()); ++i) {
        reasons.assignments.push_back(reason_for(routes, recreate, r, i, placed[i].helper));
      }
    }
  }
  return reasons;
}

}  // namespace emplooi::matching
