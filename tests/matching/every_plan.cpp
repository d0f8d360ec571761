#include "matching/every_plan.h"

#include <algorithm>
#include <cmath>

namespace emplooi::matching::testing {

namespace {

struct Stop {
  int request = 0;
  int visit = 0;
};

class Everything {
 public:
  Everything(const Problem& problem, const Plan& plan, std::vector<std::int64_t> at_most)
      : problem_(problem), kept_(plan), best_(std::move(at_most)) {
    plan_.placements.resize(problem.requests.size());
    for (std::size_t h = 0; h < problem.helpers.size(); ++h) {
      for (const auto& shift : problem.helpers[h].shifts) shifts_.push_back({static_cast<int>(h), &shift, {}});
    }
    for (const auto& request : problem.requests) {
      starts_.emplace_back(request.visits.size());
      as_told_.emplace_back(request.visits.size());
      as_wished_.push_back(false);
      is_placed_.push_back(false);
    }
  }

  std::vector<std::int64_t> best() {
    decide(0, 0);
    return best_;
  }

 private:
  struct Route {
    int helper;
    const Shift* shift;
    std::vector<Stop> stops;
  };

  void decide(std::size_t r, std::int64_t lost) {
    if (lost > best_[0]) return;
    if (r == problem_.requests.size()) {
      best_ = std::min(best_, tier_values(problem_.objectives, measure(problem_, plan_)));
      return;
    }
    is_placed_[r] = true;
    place(r, 0, lost);
    is_placed_[r] = false;
    if (problem_.requests[r].locked && !kept_.placements[r].empty()) return;
    settle();
    decide(r + 1, lost + problem_.requests[r].worth);
  }

  void place(std::size_t r, std::size_t visit, std::int64_t lost) {
    const auto& request = problem_.requests[r];
    if (visit == request.visits.size()) {
      if (settle() && !first_breach(problem_, plan_)) decide(r + 1, lost);
      return;
    }
    for (auto& route : shifts_) {
      for (std::size_t i = 0; i <= route.stops.size(); ++i) {
        route.stops.insert(route.stops.begin() + static_cast<std::ptrdiff_t>(i),
                           {static_cast<int>(r), static_cast<int>(visit)});
        for (const bool told : {false, true}) {
          if (told && request.published.empty()) continue;
          as_told_[r][visit] = told;
          for (const bool wished : {false, true}) {
            if (wished && (visit > 0 || request.wished.empty())) continue;
            if (visit == 0) as_wished_[r] = wished;
            place(r, visit + 1, lost);
          }
        }
        route.stops.erase(route.stops.begin() + static_cast<std::ptrdiff_t>(i));
      }
    }
  }

  bool may_start(std::size_t r, std::size_t visit, const Shift& shift, Ticks at) const {
    const auto& request = problem_.requests[r];
    const auto within = [&](const std::vector<Window>& windows) {
      return std::any_of(windows.begin(), windows.end(),
                         [&](auto& each) { return each.earliest <= at && at <= each.latest; });
    };
    if (!within(request.windows)) return false;
    if (as_told_[r][visit] && at != request.published[visit].start) return false;
    if (visit == 0 && as_wished_[r] && !within(request.wished)) return false;
    return std::none_of(shift.breaks.begin(), shift.breaks.end(), [&](auto& pause) {
      return at < pause.latest && at + request.visits[visit].duration > pause.earliest;
    });
  }

  /// Every instant at which it can be first allowed to start: whatever comes later is allowed by the same rule.
  Ticks first_start(std::size_t r, std::size_t visit, const Shift& shift, Ticks at) const {
    const auto& request = problem_.requests[r];
    std::vector<Ticks> candidates{at};
    for (const auto& window : request.windows) candidates.push_back(window.earliest);
    for (const auto& window : request.wished) candidates.push_back(window.earliest);
    for (const auto& pause : shift.breaks) candidates.push_back(pause.latest);
    if (as_told_[r][visit]) candidates.push_back(request.published[visit].start);
    Ticks first = furthest;
    for (const auto start : candidates) {
      if (start >= at && start < first && may_start(r, visit, shift, start)) first = start;
    }
    return first;
  }

  Ticks arrival(const Route& route, Ticks at, Place from, Place to) const {
    const auto& mode = problem_.modes[problem_.helpers[route.helper].mode];
    Ticks left = 0;
    if (from != nowhere && to != nowhere) {
      const double east = problem_.places[from].east - problem_.places[to].east;
      const double north = problem_.places[from].north - problem_.places[to].north;
      left = static_cast<Ticks>(std::ceil(std::sqrt(east * east + north * north) * mode.ticks_per_metre));
    }
    for (const auto& pause : route.shift->breaks) {
      if (at + left > pause.earliest && at < pause.latest) {
        left -= std::max<Ticks>(0, pause.earliest - at);
        at = pause.latest;
      }
    }
    return at + left;
  }

  /// The earliest starts, raised until nothing is too early; false if one is never early enough.
  bool settle() {
    for (auto& starts : starts_) std::fill(starts.begin(), starts.end(), -furthest);
    for (bool moved = true; moved;) {
      moved = false;
      const auto raise = [&](Stop stop, const Route& route, Ticks at) {
        auto& start = starts_[stop.request][stop.visit];
        const auto first = first_start(stop.request, stop.visit, *route.shift, std::max(at, start));
        moved = moved || first > start;
        start = first;
        return first < furthest;
      };
      for (const auto& route : shifts_) {
        Ticks at = route.shift->from;
        Place from = route.shift->start_at;
        for (const auto& stop : route.stops) {
          const auto& visits = problem_.requests[stop.request].visits;
          const auto& starts = starts_[stop.request];
          const auto to = problem_.requests[stop.request].place;
          Ticks earliest = arrival(route, at, from, to);
          if (stop.visit > 0) earliest = std::max(earliest, starts[stop.visit - 1] + visits[stop.visit].least_after);
          if (stop.visit + 1 < static_cast<int>(visits.size())) {
            earliest = std::max(earliest, starts[stop.visit + 1] - visits[stop.visit + 1].most_after);
          }
          if (!raise(stop, route, earliest)) return false;
          at = starts[stop.visit] + visits[stop.visit].duration;
          from = to;
        }
      }
    }
    for (std::size_t r = 0; r < starts_.size(); ++r)
      plan_.placements[r].assign(is_placed_[r] ? starts_[r].size() : 0, {});
    for (const auto& route : shifts_) {
      for (const auto& stop : route.stops) {
        plan_.placements[stop.request][stop.visit] = {route.helper, starts_[stop.request][stop.visit]};
      }
    }
    return true;
  }

  const Problem& problem_;
  const Plan& kept_;
  std::vector<std::int64_t> best_;
  Plan plan_;
  std::vector<Route> shifts_;
  std::vector<std::vector<Ticks>> starts_;
  std::vector<std::vector<bool>> as_told_;
  std::vector<bool> as_wished_, is_placed_;
};

}  // namespace

std::vector<std::int64_t> best_of_every_plan(const Problem& problem, const Plan& plan,
                                             const std::vector<std::int64_t>& at_most) {
  return Everything(problem, plan, at_most).best();
}

}  // namespace emplooi::matching::testing
