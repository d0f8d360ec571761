#include "matching/solver/unfilled.h"

#include <algorithm>
#include <map>

namespace emplooi::matching {

namespace {

/// Of each kind, so many changes are worth trying.
constexpr std::size_t most_tried = 4;

Ticks last_need(const Helper& helper, const Visit& visit) {
  Ticks until = 2 * furthest;
  for (const auto need : visit.needs) {
    Ticks has = -2 * furthest;
    for (const auto& capability : helper.capabilities) {
      if (capability.id == need) has = std::max(has, capability.until);
    }
    until = std::min(until, has);
  }
  return until;
}

/// Some start at which the windows of the request and the shift meet, travel left aside.
bool meet(const Request& request, const Shift& shift, Ticks duration) {
  return std::any_of(request.windows.begin(), request.windows.end(), [&](const Window& window) {
    const auto earliest = std::max(window.earliest, shift.from);
    return earliest <= window.latest && earliest + duration <= shift.until;
  });
}

/// The longer of the ways there and home, over the shifts that could do it; `furthest` if none could.
Ticks needed_leg(const Instance& instance, int h, const Request& request, Ticks duration) {
  Ticks least = furthest;
  for (const auto& shift : instance.problem.helpers[h].shifts) {
    if (!meet(request, shift, duration)) continue;
    const int mode = instance.problem.helpers[h].mode;
    least = std::min(least, std::max(instance.leg(mode, shift.start_at, request.place),
                                     instance.leg(mode, request.place, shift.end_at)));
  }
  return least;
}

Ticks guided_on(const Routes& routes, int guide, int day) {
  const auto& instance = routes.instance();
  Ticks taken = instance.problem.guides[guide].taken_on(day);
  for (int v = 0; v < instance.visit_count; ++v) {
    if (!routes.is_planned(v)) continue;
    const int s = routes.shift_of(v);
    if (instance.problem.helpers[instance.helper_of[s]].guide == guide && instance.shift[s]->day == day)
      taken += instance.duration[v];
  }
  return taken;
}

/// How much more the guide would need on the best day; 0 if there is room on one.
Ticks missing_guidance(const Routes& routes, int h, const Request& request, Ticks duration) {
  const auto& problem = routes.instance().problem;
  const int guide = problem.helpers[h].guide;
  if (guide < 0) return 0;
  Ticks least = furthest;
  for (const auto& shift : problem.helpers[h].shifts) {
    if (!meet(request, shift, duration)) continue;
    least = std::min(least, guided_on(routes, guide, shift.day) + duration - problem.guides[guide].capacity_a_day);
  }
  return std::max<Ticks>(0, least);
}

Rule rule_for(const Routes& routes, int h, int v) {
  const auto& instance = routes.instance();
  const auto& request = instance.problem.requests[instance.request_of[v]];
  const auto& helper = instance.problem.helpers[h];
  const auto& visit = request.visits[v - instance.first_visit[instance.request_of[v]]];
  if (instance.liking(instance.request_of[v], h) == Instance::is_banned) return Rule::banned;
  const auto until = last_need(helper, visit);
  if (until < -furthest) return Rule::capability_missing;
  if (request.windows.empty() || until < request.windows.front().earliest + visit.duration)
    return Rule::capability_expired;
  if (!helper.may_work_alone && request.visits.size() == 1) return Rule::may_not_work_alone;
  const bool meets = std::any_of(helper.shifts.begin(), helper.shifts.end(),
                                 [&](const Shift& shift) { return meet(request, shift, visit.duration); });
  if (!meets) return Rule::outside_shift;
  if (needed_leg(instance, h, request, visit.duration) > helper.longest_leg) return Rule::leg_too_long;
  if (routes.score().work_of(h) + visit.duration > helper.most_work) return Rule::too_much_work;
  if (missing_guidance(routes, h, request, visit.duration) > 0) return Rule::guidance_exhausted;
  return Rule::busy;
}

/// Days on which somebody works, as windows for starts, the nearest to what was asked for first.
std::vector<Change> other_times(const Instance& instance, const Request& request) {
  std::map<int, Window> days;
  for (const auto* shift : instance.shift) {
    auto& day = days.try_emplace(shift->day, Window{shift->from, shift->until}).first->second;
    day = {std::min(day.earliest, shift->from), std::max(day.latest, shift->until)};
  }
  const auto away = [&](const Window& day) {
    Ticks least = furthest;
    for (const auto& window : request.windows) {
      least = std::min(least, std::max<Ticks>({0, day.earliest - window.latest, window.earliest - day.latest}));
    }
    return least;
  };
  std::vector<Change> changes;
  for (const auto& [number, day] : days) {
    Change change{ChangeKind::other_time};
    change.window = day;
    changes.push_back(change);
  }
  std::stable_sort(changes.begin(), changes.end(), [&](auto& a, auto& b) { return away(a.window) < away(b.window); });
  return changes;
}

void add_longer_shifts(const Instance& instance, const Request& request, int h, Ticks duration,
                       std::vector<Change>& changes) {
  const auto& helper = instance.problem.helpers[h];
  for (std::size_t s = 0; s < helper.shifts.size(); ++s) {
    const auto& shift = helper.shifts[s];
    const auto there = instance.leg(helper.mode, shift.start_at, request.place);
    const auto home = instance.leg(helper.mode, request.place, shift.end_at);
    for (const auto& window : request.windows) {
      if (window.latest < window.earliest) continue;
      // Stays longer, or begins earlier; never into the next shift.
      Window longer{shift.from, shift.until};
      longer.latest = std::max(shift.until, std::max(window.earliest, shift.from + there) + duration + home);
      longer.earliest = std::min(shift.from, window.latest - there);
      if (s + 1 < helper.shifts.size() && longer.latest > helper.shifts[s + 1].from) continue;
      if (s > 0 && longer.earliest < helper.shifts[s - 1].until) continue;
      Change change{ChangeKind::longer_shift, h, static_cast<int>(s)};
      change.window = longer;
      change.amount = (longer.latest - shift.until) + (shift.from - longer.earliest);
      if (change.amount > 0) changes.push_back(change);
    }
  }
}

void add_for(const Routes& routes, const Request& request, Rule rule, int h, std::vector<Change>& changes) {
  const auto& instance = routes.instance();
  const auto& helper = instance.problem.helpers[h];
  Ticks duration = 0;
  for (const auto& visit : request.visits) duration = std::max(duration, visit.duration);
  Change change;
  change.helper = h;
  if (rule == Rule::too_much_work) {
    change.kind = ChangeKind::more_work;
    change.amount = routes.score().work_of(h) + duration - helper.most_work;
  } else if (rule == Rule::leg_too_long) {
    change.kind = ChangeKind::longer_leg;
    change.amount = needed_leg(instance, h, request, duration) - helper.longest_leg;
  } else if (rule == Rule::guidance_exhausted) {
    change.kind = ChangeKind::more_guidance;
    change.helper = -1;
    change.guide = helper.guide;
    change.amount = missing_guidance(routes, h, request, duration);
  } else if (rule == Rule::capability_missing || rule == Rule::capability_expired) {
    change.kind = ChangeKind::capability;
    int missing = 0;
    for (const auto& visit : request.visits) {
      for (const auto need : visit.needs) {
        Visit alone{duration, {need}, 0, 0};
        if (last_need(helper, alone) >= request.windows.back().latest + duration) continue;
        missing += change.capability == need ? 0 : 1;
        change.capability = need;
      }
    }
    if (missing != 1) return;
  } else if (rule == Rule::outside_shift) {
    add_longer_shifts(instance, request, h, duration, changes);
    return;
  } else {
    return;
  }
  if (change.amount < furthest) changes.push_back(change);
}

}  // namespace

std::vector<Blocking> blockings_of(const Routes& routes, int request) {
  const auto& instance = routes.instance();
  std::map<Rule, std::vector<std::int32_t>> by_rule;
  for (int h = 0; h < instance.helper_count; ++h) {
    // Of several visits, the one that they come nearest to.
    Rule rule = Rule::none;
    for (int v = instance.first_visit[request]; v < instance.first_visit[request + 1]; ++v) {
      rule = std::max(rule, rule_for(routes, h, v));
    }
    by_rule[rule].push_back(h);
  }
  std::vector<Blocking> blockings;
  for (auto& [rule, helpers] : by_rule) blockings.push_back({rule, std::move(helpers)});
  std::stable_sort(blockings.begin(), blockings.end(),
                   [](auto& a, auto& b) { return a.helpers.size() > b.helpers.size(); });
  return blockings;
}

std::vector<std::vector<Change>> changes_for(const Routes& routes, int request,
                                             const std::vector<Blocking>& blockings) {
  const auto& instance = routes.instance();
  const auto& wanted = instance.problem.requests[request];
  std::vector<std::vector<Change>> kinds{other_times(instance, wanted)};
  if (wanted.windows.empty()) return kinds;
  std::map<ChangeKind, std::vector<Change>> by_kind;
  for (const auto& [rule, helpers] : blockings) {
    for (const int h : helpers) {
      std::vector<Change> theirs;
      add_for(routes, wanted, rule, h, theirs);
      for (const auto& change : theirs) by_kind[change.kind].push_back(change);
    }
  }
  for (auto& [kind, changes] : by_kind) {
    std::stable_sort(changes.begin(), changes.end(), [](auto& a, auto& b) { return a.amount < b.amount; });
    if (changes.size() > most_tried) changes.resize(most_tried);
    kinds.push_back(std::move(changes));
  }
  return kinds;
}

}  // namespace emplooi::matching
