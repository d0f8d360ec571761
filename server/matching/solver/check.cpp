// Written from the rules in problem.h and plan.h alone: nothing here is shared with the search.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "matching/solver/plan.h"

namespace emplooi::matching {

namespace {

struct Stop {
  int request = 0;
  int visit = 0;
  Ticks start = 0;
  Ticks end = 0;
};

/// The stops of each shift of each helper, in the order of their times.
using Days = std::map<std::pair<int, int>, std::vector<Stop>>;

Ticks leg_of(const Problem& problem, const Mode& mode, Place from, Place to) {
  if (from == nowhere || to == nowhere || from == to) return 0;
  if (!mode.matrix.empty()) {
    const auto places = static_cast<std::size_t>(std::sqrt(static_cast<double>(mode.matrix.size())) + 0.5);
    return mode.matrix[from * places + to];
  }
  const double east = problem.places[from].east - problem.places[to].east;
  const double north = problem.places[from].north - problem.places[to].north;
  return static_cast<Ticks>(std::ceil(std::sqrt(east * east + north * north) * mode.ticks_per_metre));
}

/// When a leg that may be interrupted by breaks is over.
Ticks end_of_leg(const Shift& shift, Ticks at, Ticks ticks) {
  for (std::size_t i = 0; i < shift.breaks.size(); ++i) {
    const auto [begins, ends] = shift.breaks[i];
    if (ends <= at) continue;
    const Ticks until_break = std::max<Ticks>(0, begins - at);
    if (ticks <= until_break && begins > at) break;
    ticks -= until_break;
    at = ends;
  }
  return at + ticks;
}

Ticks able_until(const Helper& helper, const Visit& visit, bool& has_all) {
  Ticks all = std::numeric_limits<Ticks>::max();
  has_all = true;
  for (const auto need : visit.needs) {
    Ticks one = std::numeric_limits<Ticks>::min();
    for (const auto& has : helper.capabilities) {
      if (has.id == need) one = std::max(one, has.until);
    }
    has_all = has_all && one != std::numeric_limits<Ticks>::min();
    all = std::min(all, one);
  }
  return all;
}

Rule breach_of_visit(const Problem& problem, const Request& request, std::size_t i, const Placement& placed) {
  if (placed.helper < 0 || placed.helper >= static_cast<int>(problem.helpers.size())) return Rule::incomplete;
  const auto& helper = problem.helpers[placed.helper];
  const auto& visit = request.visits[i];
  if (std::count(request.banned.begin(), request.banned.end(), placed.helper) > 0) return Rule::banned;
  bool has_all = false;
  const auto until = able_until(helper, visit, has_all);
  if (!has_all) return Rule::capability_missing;
  if (placed.start + visit.duration > until) return Rule::capability_expired;
  bool in_window = false;
  for (const auto& window : request.windows) {
    in_window = in_window || (window.earliest <= placed.start && placed.start <= window.latest);
  }
  if (!in_window) return Rule::outside_window;
  if (request.locked && !(placed == request.published[i])) return Rule::locked_elsewhere;
  return Rule::none;
}

Rule breach_among_visits(const Problem& problem, const Request& request, const std::vector<Placement>& placed) {
  std::set<int> helpers;
  bool somebody_may = false;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    helpers.insert(placed[i].helper);
    somebody_may = somebody_may || problem.helpers[placed[i].helper].may_work_alone;
    if (i == 0) continue;
    const auto after = placed[i].start - placed[i - 1].start;
    if (after < request.visits[i].least_after || after > request.visits[i].most_after) return Rule::out_of_step;
  }
  if (!somebody_may) return Rule::may_not_work_alone;
  if (request.distinct_helpers && helpers.size() < placed.size()) return Rule::helpers_not_distinct;
  return Rule::none;
}

/// -1 if no shift of theirs holds the visit.
int shift_with(const Helper& helper, Ticks start, Ticks end) {
  for (int s = static_cast<int>(helper.shifts.size()) - 1; s >= 0; --s) {
    if (helper.shifts[s].from <= start && end <= helper.shifts[s].until) return s;
  }
  return -1;
}

std::optional<Breach> breach_of_requests(const Problem& problem, const Plan& plan, Days& days) {
  for (std::size_t r = 0; r < problem.requests.size(); ++r) {
    const auto& request = problem.requests[r];
    const auto& placed = plan.placements[r];
    const auto number = static_cast<int>(r);
    if (placed.empty()) continue;
    if (placed.size() != request.visits.size()) return Breach{Rule::incomplete, number, -1};
    for (std::size_t i = 0; i < placed.size(); ++i) {
      const auto rule = breach_of_visit(problem, request, i, placed[i]);
      if (rule != Rule::none) return Breach{rule, number, placed[i].helper};
      const Ticks end = placed[i].start + request.visits[i].duration;
      const int s = shift_with(problem.helpers[placed[i].helper], placed[i].start, end);
      if (s < 0) return Breach{Rule::outside_shift, number, placed[i].helper};
      days[{placed[i].helper, s}].push_back({number, static_cast<int>(i), placed[i].start, end});
    }
    const auto rule = breach_among_visits(problem, request, placed);
    if (rule != Rule::none) return Breach{rule, number, placed[0].helper};
  }
  for (auto& [whose, stops] : days) {
    std::sort(stops.begin(), stops.end(), [](auto& a, auto& b) {
      return std::tie(a.start, a.end, a.request) < std::tie(b.start, b.end, b.request);
    });
  }
  return {};
}

std::optional<Breach> breach_of_day(const Problem& problem, int helper_number, const Shift& shift,
                                    const std::vector<Stop>& stops) {
  const auto& helper = problem.helpers[helper_number];
  const auto& mode = problem.modes[helper.mode];
  Ticks at = shift.from, travel = 0;
  Place place = shift.start_at;
  for (const auto& stop : stops) {
    const auto fails = [&](Rule rule) { return Breach{rule, stop.request, helper_number}; };
    const auto leg = leg_of(problem, mode, place, problem.requests[stop.request].place);
    if (leg > helper.longest_leg) return fails(Rule::leg_too_long);
    if (end_of_leg(shift, at, leg) > stop.start) return fails(Rule::busy);
    for (const auto& pause : shift.breaks) {
      if (stop.start < pause.latest && pause.earliest < stop.end) return fails(Rule::during_break);
    }
    travel += leg;
    at = stop.end;
    place = problem.requests[stop.request].place;
  }
  const auto home = leg_of(problem, mode, place, shift.end_at);
  const Breach last{Rule::outside_shift, stops.back().request, helper_number};
  if (home > helper.longest_leg) return Breach{Rule::leg_too_long, last.request, helper_number};
  if (end_of_leg(shift, at, home) > shift.until) return last;
  if (travel + home > shift.most_travel) return Breach{Rule::too_much_travel, last.request, helper_number};
  if (static_cast<std::int64_t>(stops.size()) > shift.most_visits)
    return Breach{Rule::too_many_visits, last.request, helper_number};
  return {};
}

/// Total work of each helper.
std::vector<Ticks> work_in(const Problem& problem, const Plan& plan) {
  std::vector<Ticks> work(problem.helpers.size());
  for (std::size_t r = 0; r < problem.requests.size(); ++r) {
    for (std::size_t i = 0; i < plan.placements[r].size(); ++i) {
      work[plan.placements[r][i].helper] += problem.requests[r].visits[i].duration;
    }
  }
  return work;
}

std::int64_t goals_unearned(const Problem& problem, const Plan& plan) {
  // By helper and kind: visits and ticks.
  std::map<std::pair<int, int>, std::pair<Ticks, Ticks>> done;
  for (std::size_t r = 0; r < problem.requests.size(); ++r) {
    const auto& request = problem.requests[r];
    for (std::size_t i = 0; i < plan.placements[r].size(); ++i) {
      auto& [visits, ticks] = done[{plan.placements[r][i].helper, request.kind}];
      visits += 1;
      ticks += request.visits[i].duration;
    }
  }
  std::int64_t unearned = 0;
  for (std::size_t h = 0; h < problem.helpers.size(); ++h) {
    for (const auto& goal : problem.helpers[h].goals) {
      Ticks sum = 0;
      for (const int kind : std::set<int>(goal.kinds.begin(), goal.kinds.end())) {
        const auto& [visits, ticks] = done[{static_cast<int>(h), kind}];
        sum += goal.counts_work ? ticks : visits;
      }
      if (sum < goal.needed) unearned += (goal.needed - sum) * goal.value / goal.per;
    }
  }
  return unearned;
}

std::int64_t discontinuity(const Problem& problem, const Plan& plan) {
  std::int64_t sum = 0;
  std::map<int, std::set<int>> helpers_of_series;
  for (std::size_t r = 0; r < problem.requests.size(); ++r) {
    const auto& request = problem.requests[r];
    for (const auto& placed : plan.placements[r]) {
      for (const auto& liking : request.likings) sum -= liking.helper == placed.helper ? liking.value : 0;
      if (request.series >= 0) helpers_of_series[request.series].insert(placed.helper);
    }
  }
  for (const auto& [series, helpers] : helpers_of_series) sum += static_cast<std::int64_t>(helpers.size()) - 1;
  return sum;
}

std::int64_t without_buddies(const Problem& problem, const std::vector<Placement>& placed) {
  std::int64_t sum = 0;
  for (const auto& one : placed) {
    sum -= std::count_if(placed.begin(), placed.end(),
                         [&](const Placement& other) { return problem.helpers[one.helper].buddy == other.helper; });
  }
  return sum;
}

std::int64_t changes_of(const Request& request, const std::vector<Placement>& placed) {
  std::int64_t changes = 0;
  for (std::size_t i = 0; i < request.published.size(); ++i) {
    if (placed.empty() || placed[i].helper != request.published[i].helper) {
      changes += 2;
    } else if (placed[i].start != request.published[i].start) {
      changes += 1;
    }
  }
  return changes;
}

bool misses_wish(const Request& request, const std::vector<Placement>& placed) {
  if (request.wished.empty() || placed.empty()) return false;
  for (const auto& window : request.wished) {
    if (window.earliest <= placed[0].start && placed[0].start <= window.latest) return false;
  }
  return true;
}

}  // namespace

std::optional<Breach> first_breach(const Problem& problem, const Plan& plan) {
  if (plan.placements.size() != problem.requests.size()) return Breach{Rule::incomplete, -1, -1};
  Days days;
  if (auto breach = breach_of_requests(problem, plan, days)) return breach;
  std::map<std::pair<int, int>, Ticks> guided;
  for (const auto& [whose, stops] : days) {
    const auto& [helper, s] = whose;
    const auto& shift = problem.helpers[helper].shifts[s];
    if (auto breach = breach_of_day(problem, helper, shift, stops)) return breach;
    const int guide = problem.helpers[helper].guide;
    for (const auto& stop : stops) {
      if (guide < 0) continue;
      auto& taken = guided.try_emplace({guide, shift.day}, problem.guides[guide].taken_on(shift.day)).first->second;
      taken += stop.end - stop.start;
      if (taken > problem.guides[guide].capacity_a_day) return Breach{Rule::guidance_exhausted, stop.request, helper};
    }
  }
  const auto work = work_in(problem, plan);
  for (std::size_t h = 0; h < work.size(); ++h) {
    if (work[h] > problem.helpers[h].most_work) return Breach{Rule::too_much_work, -1, static_cast<int>(h)};
  }
  return {};
}

Measures measure(const Problem& problem, const Plan& plan) {
  Measures measures{};
  const auto of = [&](Objective objective) -> std::int64_t& { return measures[static_cast<std::size_t>(objective)]; };
  Days days;
  breach_of_requests(problem, plan, days);
  for (std::size_t r = 0; r < problem.requests.size(); ++r) {
    const auto& request = problem.requests[r];
    const auto& placed = plan.placements[r];
    if (placed.empty()) of(Objective::unserved) += request.worth;
    of(Objective::changes) += changes_of(request, placed);
    of(Objective::buddies) += without_buddies(problem, placed);
    of(Objective::wishes) += misses_wish(request, placed) ? request.wish_value : 0;
    for (const auto& one : placed) {
      const auto late = std::max<Ticks>(0, one.start - request.due);
      of(Objective::tardiness) += late;
      of(Objective::highest_tardiness) = std::max(of(Objective::highest_tardiness), late);
    }
  }
  of(Objective::goals) = goals_unearned(problem, plan);
  of(Objective::continuity) = discontinuity(problem, plan);
  const auto work = work_in(problem, plan);
  for (std::size_t h = 0; h < work.size(); ++h) {
    const auto wanted = problem.helpers[h].wanted_work;
    if (wanted == 0) continue;
    const auto thousandths = std::abs(problem.helpers[h].had_work + work[h] - wanted) * 1000 / wanted;
    of(Objective::fairness) += thousandths * thousandths / 1000;
  }
  for (const auto& [whose, stops] : days) {
    const auto& helper = problem.helpers[whose.first];
    const auto& shift = helper.shifts[whose.second];
    Place place = shift.start_at;
    for (const auto& stop : stops) {
      const auto next = problem.requests[stop.request].place;
      of(Objective::travel) += leg_of(problem, problem.modes[helper.mode], place, next);
      place = next;
    }
    of(Objective::travel) += leg_of(problem, problem.modes[helper.mode], place, shift.end_at);
  }
  return measures;
}

}  // namespace emplooi::matching
