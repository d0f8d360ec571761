#include "matching/solver/recreate.h"

#include <algorithm>
#include <tuple>

namespace emplooi::matching {

namespace {

constexpr double unreachable = std::numeric_limits<double>::infinity();
/// For a request of several visits: how many places of the first are tried with how many of each next; and now and then, or
/// where there is little to choose from, how many if every position counts and not only the best of each shift.
constexpr std::size_t most_first_spots = 4, most_next_spots = 1;
constexpr std::size_t most_spots_if_thorough = 24;
constexpr double thorough = 0.05;
constexpr int few_visits = 30;
/// Shifts of a visit that are always looked at, and how often another one is passed over.
constexpr std::size_t handiest = 16;
constexpr double skipped = 0.75;
/// How often somebody who waits is looked for a place anywhere: small steps make room too.
constexpr double anywhere = 0.2;

}  // namespace

void Recreate::remember(const Spot& spot, std::size_t most) {
  if (spots_.size() == most) {
    if (spot.cost >= spots_.back().cost) return;
    spots_.pop_back();
  }
  const auto at =
      std::upper_bound(spots_.begin(), spots_.end(), spot, [](auto& a, auto& b) { return a.cost < b.cost; });
  spots_.insert(at, spot);
}

void Recreate::find(int v, int option_from, int option_to, Ticks not_before, double blink, std::size_t most) {
  spots_.clear();
  const auto windows = instance_.windows[instance_.first_option[v] + instance_.options[instance_.request_of[v]] - 1];
  const auto latest = windows.empty() ? -furthest : windows.back().latest;
  const auto shifts = instance_.shifts_for[v];
  for (std::size_t i = 0; i < shifts.size(); ++i) {
    const int s = shifts[i];
    // The handiest are always looked at, the others in turn.
    if (blink > 0 && i >= handiest && !is_cleared_[s] && random_.chance(skipped)) continue;
    if (instance_.helper_of[s] == avoided_ || (looks_at_cleared_ && !is_cleared_[s])) continue;
    if (blink > 0 && random_.chance(blink)) continue;
    const double base = routes_.trial_of_shift(v, s);
    if (base == unreachable) continue;
    Spot best_here{unreachable};
    for (int node = instance_.departure(s);; node = routes_.next(node)) {
      for (int option = option_from; option <= option_to; ++option) {
        double worst = spots_.size() == most ? spots_.back().cost : unreachable;
        if (!is_thorough_) worst = std::min(worst, best_here.cost);
        Ticks start = 0;
        const double cost = base + routes_.trial(v, node, option, not_before, worst - base, &start);
        if (is_thorough_ && cost < unreachable) remember({cost, node, option, start}, most);
        if (cost < best_here.cost) best_here = {cost, node, option, start};
      }
      const int next = routes_.next(node);
      if (!routes_.is_visit(next) || routes_.start(next) + instance_.duration[next] > latest) break;
    }
    if (!is_thorough_ && best_here.cost < unreachable) remember(best_here, most);
  }
}

bool Recreate::insert_single(int v, double blink) {
  const int r = instance_.request_of[v];
  find(v, 0, instance_.options[r] - 1, -furthest, blink, 3);
  const auto before = routes_.mark();
  for (const auto& spot : spots_) {
    routes_.choose(r, spot.option);
    if (routes_.link(v, spot.node) && routes_.settle(unreachable)) return true;
    routes_.undo(before);
  }
  return false;
}

void Recreate::insert_next(int r, int v, double blink) {
  const auto before = routes_.mark();
  if (v == instance_.first_visit[r + 1]) {
    if (routes_.settle(unreachable) && routes_.cost() < best_cost_) {
      best_cost_ = routes_.cost();
      best_nodes_ = nodes_;
      best_option_ = routes_.option(r);
    }
    routes_.undo(before);
    return;
  }
  const bool is_first = nodes_.empty();
  const auto after =
      is_first ? -furthest : spots_start_ + instance_.problem.requests[r].visits[nodes_.size()].least_after;
  find(v, routes_.option(r), routes_.option(r), after, blink,
       is_thorough_ ? most_spots_if_thorough
       : is_first   ? most_first_spots
                    : most_next_spots);
  const auto spots = spots_;
  const auto start_before = spots_start_;
  for (const auto& spot : spots) {
    nodes_.push_back(spot.node);
    spots_start_ = spot.start;
    if (routes_.link(v, spot.node)) insert_next(r, v + 1, blink);
    routes_.undo(before);
    nodes_.pop_back();
    spots_start_ = start_before;
  }
}

bool Recreate::insert_several(int r, double blink) {
  const int first = instance_.first_visit[r];
  best_cost_ = unreachable;
  is_thorough_ = instance_.visit_count < few_visits || random_.chance(thorough);
  const auto before = routes_.mark();
  for (int option = 0; option < instance_.options[r]; ++option) {
    routes_.choose(r, option);
    nodes_.clear();
    insert_next(r, first, blink);
    routes_.undo(before);
  }
  is_thorough_ = false;
  if (best_cost_ == unreachable) return false;
  routes_.choose(r, best_option_);
  for (std::size_t i = 0; i < best_nodes_.size(); ++i) {
    if (!routes_.link(first + static_cast<int>(i), best_nodes_[i])) {
      routes_.undo(before);
      return false;
    }
  }
  if (routes_.settle(unreachable)) return true;
  routes_.undo(before);
  return false;
}

bool Recreate::insert(int r, double blink) {
  const auto& request = instance_.problem.requests[r];
  if (request.locked) return routes_.place(r, request.published);
  return instance_.visits_of(r) == 1 ? insert_single(instance_.first_visit[r], blink) : insert_several(r, blink);
}

void Recreate::in_order_of_difficulty(std::vector<int>& requests) const {
  const auto key = [&](int r) {
    std::size_t fewest = instance_.visit_count + 1u;
    for (int v = instance_.first_visit[r]; v < instance_.first_visit[r + 1]; ++v) {
      fewest = std::min(fewest, instance_.shifts_for[v].size());
    }
    const auto& request = instance_.problem.requests[r];
    return std::tuple(!request.locked, request.published.empty(), -instance_.worth[r], -instance_.visits_of(r), fewest,
                      request.windows.empty() ? 0 : std::min(request.windows.back().latest, request.due), r);
  };
  std::sort(requests.begin(), requests.end(), [&](int a, int b) { return key(a) < key(b); });
}

double Recreate::key(int r, int way) {
  const int v = instance_.first_visit[r];
  const auto& request = instance_.problem.requests[r];
  const double lot = random_.share();
  if (way == 4) return -static_cast<double>(request.worth) + 0.1 * lot;
  if (way == 5) return lot + static_cast<double>(instance_.shifts_for[v].size());
  if (way == 6 && !request.windows.empty()) return static_cast<double>(request.windows.front().earliest);
  if (way == 7) return lot - static_cast<double>(instance_.duration[v] * instance_.visits_of(r));
  return lot;
}

void Recreate::insert_all(const std::vector<int>& removed, const std::vector<int>& waiting,
                          const std::vector<int>& cleared, double blink) {
  drawn_.clear();
  const int way = random_.below(8);
  for (const int r : removed) drawn_.push_back({key(r, way), r, false});
  for (const int r : waiting) drawn_.push_back({key(r, way), r, true});
  std::sort(drawn_.begin(), drawn_.end(),
            [](auto& a, auto& b) { return std::tie(a.key, a.request) < std::tie(b.key, b.request); });
  for (const int s : cleared) is_cleared_[s] = 1;
  for (const auto& drawn : drawn_) {
    const bool is_alone = instance_.visits_of(drawn.request) == 1 && instance_.visit_count >= few_visits;
    looks_at_cleared_ = drawn.waits && is_alone && !random_.chance(anywhere);
    insert(drawn.request, blink);
  }
  looks_at_cleared_ = false;
  for (const int s : cleared) is_cleared_[s] = 0;
}

}  // namespace emplooi::matching
