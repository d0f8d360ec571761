// The one place where LEMON is used: its headers are large.
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <utility>

#include "matching/solver/instance.h"
#include "matching/solver/solve.h"

namespace emplooi::matching {

namespace {

using Graph = lemon::SmartDigraph;

/// Networks with more arcs take longer than a bound is worth; a looser bound stands in for them.
constexpr std::size_t most_arcs = 150'000;
/// Predecessors of a visit that are told apart; all others count as near as the next one.
constexpr std::size_t most_before = 24;

/// A minimum cost flow: every node has a supply (or demand), every arc a capacity and a cost for each unit.
class Flow {
 public:
  Flow() : capacity_(graph_), cost_(graph_), supply_(graph_) {}

  Graph::Node node(std::int64_t supply = 0) {
    const auto made = graph_.addNode();
    supply_[made] = supply;
    return made;
  }
  void supply(Graph::Node node, std::int64_t more) { supply_[node] += more; }
  void arc(Graph::Node from, Graph::Node to, std::int64_t capacity, std::int64_t cost) {
    const auto made = graph_.addArc(from, to);
    capacity_[made] = capacity;
    cost_[made] = cost;
  }
  /// Nothing if the supplies cannot flow.
  std::optional<std::int64_t> least_cost() {
    lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t> simplex(graph_);
    simplex.upperMap(capacity_).costMap(cost_).supplyMap(supply_);
    if (simplex.run() != lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>::OPTIMAL) return {};
    return simplex.totalCost<std::int64_t>();
  }

 private:
  Graph graph_;
  Graph::ArcMap<std::int64_t> capacity_, cost_;
  Graph::NodeMap<std::int64_t> supply_;
};

bool can_be_served(const Instance& instance, int r) {
  for (int v = instance.first_visit[r]; v < instance.first_visit[r + 1]; ++v) {
    if (instance.alone[v].shifts == 0) return false;
  }
  return true;
}

/// Hours flow from requests through the shifts that could take them to the helper (or the guide's day) that has room for so
/// many. A plan is such a flow; a flow may split a request, so that it serves at least as much.
std::int64_t least_unserved(const Instance& instance) {
  std::int64_t lost = 0, worth = 0;
  std::size_t arcs = 0;
  for (int r = 0; r < instance.request_count; ++r) {
    (can_be_served(instance, r) ? worth : lost) += instance.worth[r];
    for (int v = instance.first_visit[r]; v < instance.first_visit[r + 1]; ++v) arcs += instance.shifts_for[v].size();
  }
  if (arcs > most_arcs || worth == 0) return lost;

  constexpr std::int64_t parts = 1'000;
  Flow flow;
  const auto sink = flow.node(), unserved = flow.node();
  flow.arc(unserved, sink, furthest, 0);
  std::vector<Graph::Node> helpers, shifts, guided;
  for (const auto& helper : instance.problem.helpers) {
    helpers.push_back(flow.node());
    flow.arc(helpers.back(), sink, helper.most_work, 0);
  }
  for (const auto& guide : instance.problem.guides) {
    for (int day = 0; day < instance.day_count; ++day) {
      guided.push_back(flow.node());
      flow.arc(guided.back(), sink, std::max<Ticks>(0, guide.capacity_a_day - guide.taken_on(day)), 0);
    }
  }
  for (int s = 0; s < instance.shift_count; ++s) {
    const auto& shift = *instance.shift[s];
    const int guide = instance.problem.helpers[instance.helper_of[s]].guide;
    shifts.push_back(flow.node());
    // Hours flow through one of the two limits: whichever is passed over makes the bound looser, not wrong.
    const auto to = guide < 0 ? helpers[instance.helper_of[s]] : guided[guide * instance.day_count + shift.day];
    flow.arc(shifts.back(), to, shift.until - shift.from, 0);
  }
  std::int64_t all_ticks = 0;
  for (int r = 0; r < instance.request_count; ++r) {
    if (!can_be_served(instance, r)) continue;
    Ticks ticks = 0;
    for (int v = instance.first_visit[r]; v < instance.first_visit[r + 1]; ++v) ticks += instance.duration[v];
    if (ticks == 0) continue;
    // Rounded down, so that what is lost is never overstated.
    const auto cost = instance.worth[r] * parts / ticks;
    for (int v = instance.first_visit[r]; v < instance.first_visit[r + 1]; ++v) {
      const auto visit = flow.node(instance.duration[v]);
      all_ticks += instance.duration[v];
      const bool all_listed = instance.alone[v].shifts == static_cast<int>(instance.shifts_for[v].size());
      for (const int s : instance.shifts_for[v]) flow.arc(visit, shifts[s], instance.duration[v], 0);
      flow.arc(visit, all_listed ? unserved : sink, instance.duration[v], all_listed ? cost : 0);
    }
  }
  flow.supply(sink, -all_ticks);
  return lost + flow.least_cost().value_or(0) / parts;
}

/// How many visits a plan can leave out and still lose no more than this.
std::int64_t most_left_out(const Instance& instance, std::int64_t unserved) {
  std::vector<std::pair<std::int64_t, int>> cheapest;
  for (int r = 0; r < instance.request_count; ++r) cheapest.emplace_back(instance.worth[r], instance.visits_of(r));
  std::sort(cheapest.begin(), cheapest.end());
  std::int64_t visits = 0, requests = 0;
  int widest = 0;
  for (const auto& [worth, count] : cheapest) {
    if (worth > unserved) break;
    unserved -= worth;
    ++requests;
  }
  for (const auto& [worth, count] : cheapest) widest = std::max(widest, count);
  visits = requests * widest;
  return visits;
}

Ticks quickest(const Instance& instance, int from, int to) {
  Ticks least = furthest;
  for (int m = 0; m < static_cast<int>(instance.problem.modes.size()); ++m) {
    least = std::min(least, instance.leg(m, instance.place[from], instance.place[to]));
  }
  return least;
}

/// Each visit is reached from somewhere and left for somewhere, each once: an assignment, in which circles are allowed. What is
/// late even if all before it went as fast as it can counts too.
class Legs {
 public:
  Legs(const Instance& instance, std::int64_t travel, std::int64_t tardiness)
      : instance_(instance), travel_(travel), tardiness_(tardiness) {
    const int words = (instance.helper_count + 63) / 64;
    able_.resize(instance.visit_count, std::vector<std::uint64_t>(words));
    for (int v = 0; v < instance.visit_count; ++v) {
      for (int s = 0; s < instance.shift_count; ++s) {
        if (instance.able(v, s))
          able_[v][instance.helper_of[s] / 64] |= std::uint64_t{1} << (instance.helper_of[s] % 64);
      }
    }
  }

  std::int64_t least(std::int64_t left_out) {
    const int visits = instance_.visit_count;
    Flow flow;
    const auto departures = flow.node(std::min(visits, instance_.shift_count)), returns = flow.node();
    const auto far = flow.node(), skipping = flow.node(left_out), skipped = flow.node(-left_out);
    flow.supply(returns, -std::min(visits, instance_.shift_count));
    flow.arc(departures, returns, visits, 0);
    flow.arc(skipping, skipped, left_out, 0);
    std::vector<Graph::Node> leaving, reached;
    for (int v = 0; v < visits; ++v) {
      const auto& alone = instance_.alone[v];
      leaving.push_back(flow.node(1));
      reached.push_back(flow.node(-1));
      if (alone.shifts > 0) {
        flow.arc(departures, reached[v], 1, travel_ * alone.there + late(v, alone.start));
        flow.arc(leaving[v], returns, 1, travel_ * alone.home);
        flow.arc(leaving[v], far, 1, 0);
      }
      flow.arc(skipping, reached[v], 1, 0);
      flow.arc(leaving[v], skipped, 1, 0);
    }
    for (int v = 0; v < visits; ++v) add_before(flow, v, leaving, reached[v], far);
    return flow.least_cost().value_or(0);
  }

 private:
  std::int64_t late(int v, Ticks start) const { return tardiness_ * std::max<Ticks>(0, start - instance_.due[v]); }

  void add_before(Flow& flow, int v, const std::vector<Graph::Node>& leaving, Graph::Node reached, Graph::Node far) {
    before_.clear();
    const auto windows = instance_.windows[instance_.first_option[v] + instance_.options[instance_.request_of[v]] - 1];
    if (windows.empty() || instance_.alone[v].shifts == 0) return;
    for (int u = 0; u < instance_.visit_count; ++u) {
      if (u == v || instance_.alone[u].shifts == 0) continue;
      const auto leg = quickest(instance_, u, v);
      const auto start = std::max(instance_.alone[v].start, instance_.alone[u].start + instance_.duration[u] + leg);
      if (start > windows.back().latest || !share_a_helper(u, v)) continue;
      before_.emplace_back(travel_ * leg + late(v, start), u);
    }
    const auto kept = std::min(before_.size(), most_before);
    std::partial_sort(before_.begin(), before_.begin() + static_cast<std::ptrdiff_t>(kept), before_.end());
    for (std::size_t i = 0; i < kept; ++i) flow.arc(leaving[before_[i].second], reached, 1, before_[i].first);
    if (kept < before_.size()) flow.arc(far, reached, 1, before_[kept - 1].first);
  }
  bool share_a_helper(int u, int v) const {
    for (std::size_t i = 0; i < able_[u].size(); ++i) {
      if ((able_[u][i] & able_[v][i]) != 0) return true;
    }
    return false;
  }

  const Instance& instance_;
  std::int64_t travel_, tardiness_;
  std::vector<std::vector<std::uint64_t>> able_;
  std::vector<std::pair<std::int64_t, int>> before_;
};

/// What stays unearned even if a helper did everything that could be theirs.
std::int64_t least_goals(const Instance& instance) {
  std::vector<std::vector<int>> theirs(instance.helper_count);
  bool all_listed = true;
  for (int v = 0; v < instance.visit_count; ++v) {
    int last = -1;
    all_listed = all_listed && instance.alone[v].shifts == static_cast<int>(instance.shifts_for[v].size());
    std::vector<int> helpers;
    for (const int s : instance.shifts_for[v]) helpers.push_back(instance.helper_of[s]);
    std::sort(helpers.begin(), helpers.end());
    for (const int h : helpers) {
      if (h != std::exchange(last, h)) theirs[h].push_back(v);
    }
  }
  std::int64_t unearned = 0;
  if (!all_listed) return 0;
  for (int h = 0; h < instance.helper_count; ++h) {
    for (const auto& goal : instance.problem.helpers[h].goals) {
      Ticks most = 0;
      for (const int v : theirs[h]) {
        const auto kind = instance.kind[instance.request_of[v]];
        if (std::find(goal.kinds.begin(), goal.kinds.end(), kind) == goal.kinds.end()) continue;
        most += goal.counts_work ? instance.duration[v] : 1;
      }
      if (goal.counts_work) most = std::min(most, instance.problem.helpers[h].most_work);
      unearned += (goal.needed - std::min(goal.needed, most)) * goal.value / goal.per;
    }
  }
  return unearned;
}

/// Everybody gets whom they like best.
std::int64_t least_continuity(const Instance& instance) {
  std::int64_t sum = 0;
  for (int r = 0; r < instance.request_count; ++r) {
    std::int64_t best = 0;
    for (const auto& liking : instance.likings[r]) best = std::max(best, liking.value);
    if (can_be_served(instance, r)) sum -= best * instance.visits_of(r);
  }
  return sum;
}

/// In every visit by several, everybody is or has a buddy of all the others.
std::int64_t least_buddies(const Instance& instance) {
  const auto& helpers = instance.problem.helpers;
  if (std::none_of(helpers.begin(), helpers.end(), [](const Helper& helper) { return helper.buddy >= 0; })) return 0;
  std::int64_t sum = 0;
  for (int r = 0; r < instance.request_count; ++r) {
    if (can_be_served(instance, r)) sum -= instance.visits_of(r) * (instance.visits_of(r) - 1);
  }
  return sum;
}

}  // namespace

Bound bound_of(const Problem& problem, const Measures& of_plan) {
  const Instance instance(problem);
  Bound bound;
  for (const auto& tier : problem.objectives.tiers) {
    std::int64_t least = 0, travel = 0, tardiness = 0;
    for (const auto& [objective, weight] : tier) {
      if (objective == Objective::unserved) least += weight * least_unserved(instance);
      if (objective == Objective::goals) least += weight * least_goals(instance);
      if (objective == Objective::continuity) least += weight * least_continuity(instance);
      if (objective == Objective::buddies) least += weight * least_buddies(instance);
      if (objective == Objective::travel) travel = weight;
      if (objective == Objective::tardiness) tardiness = weight;
    }
    constexpr int most_visits = 3'000;
    if (travel > 0 && instance.visit_count > 0 && instance.visit_count <= most_visits) {
      const bool served_first = &tier != &problem.objectives.tiers.front();
      const auto unserved = of_plan[static_cast<std::size_t>(Objective::unserved)];
      if (served_first) least += Legs(instance, travel, tardiness).least(most_left_out(instance, unserved));
    }
    bound.tiers.push_back(least);
  }
  return bound;
}

}  // namespace emplooi::matching
