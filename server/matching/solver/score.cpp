#include "matching/solver/score.h"

#include <algorithm>

namespace emplooi::matching {

Score::Score(const Instance& instance)
    : instance_(instance),
      work_(instance.helper_count),
      guided_(instance.problem.guides.size() * instance.day_count),
      visits_given_(instance.request_count),
      given_to_(instance.visit_count, -1),
      serving_(instance.series_count),
      tardy_(instance.visit_count) {
  for (int h = 0; h < instance.helper_count; ++h) {
    first_goal_.push_back(static_cast<int>(done_.size()));
    for (const auto& goal : instance.problem.helpers[h].goals) {
      done_.push_back(0);
      measures_[index(Objective::goals)] += missing(goal, 0);
    }
    measures_[index(Objective::fairness)] += unfair(h, 0);
  }
  for (std::size_t i = 0; i < guided_.size(); ++i) {
    const auto days = static_cast<std::size_t>(instance.day_count);
    guided_[i] = instance.problem.guides[i / days].taken_on(static_cast<std::int32_t>(i % days));
  }
  for (int r = 0; r < instance.request_count; ++r) {
    measures_[index(Objective::unserved)] += instance.worth[r];
    measures_[index(Objective::changes)] +=
        2 * static_cast<std::int64_t>(instance.problem.requests[r].published.size());
  }
  find_reach();
  weigh(instance.problem.objectives.tiers.size());
}

void Score::find_reach() {
  const auto widen = [&](Objective objective, double value) {
    reach_[index(objective)] = std::max(reach_[index(objective)], value);
  };
  widen(Objective::continuity, 4);
  widen(Objective::changes, 8);
  widen(Objective::buddies, 4);
  widen(Objective::fairness, 1000);
  for (const auto& request : instance_.problem.requests) {
    widen(Objective::unserved, static_cast<double>(request.worth));
    widen(Objective::wishes, static_cast<double>(request.wish_value));
    for (const auto& liking : request.likings)
      widen(Objective::continuity, 4.0 * std::abs(static_cast<double>(liking.value)));
  }
  for (const auto& helper : instance_.problem.helpers) {
    for (const auto& goal : helper.goals) widen(Objective::goals, static_cast<double>(goal.value));
  }
  double longest = 1;
  for (int v = 0; v < instance_.visit_count; ++v) {
    for (const int s : instance_.shifts_for[v].first(std::min<std::size_t>(2, instance_.shifts_for[v].size()))) {
      const auto mode = instance_.mode_of[s];
      const auto there = instance_.leg(mode, instance_.shift[s]->start_at, instance_.place[v]);
      const auto home = instance_.leg(mode, instance_.place[v], instance_.shift[s]->end_at);
      longest = std::max(longest, static_cast<double>(there + home));
    }
  }
  widen(Objective::travel, 2 * longest);
  widen(Objective::tardiness, 2 * longest);
  widen(Objective::highest_tardiness, 2 * longest);
}

void Score::weigh(std::size_t tiers) {
  constexpr double requests_at_once = 4;
  const auto& all = instance_.problem.objectives.tiers;
  weights_.fill(0);
  double scale = 1;
  const auto add = [&](const Tier& tier) {
    double widest = 1;
    for (const auto& term : tier) {
      weights_[index(term.objective)] = scale * static_cast<double>(term.weight);
      widest = std::max(widest, static_cast<double>(term.weight) * reach_[index(term.objective)]);
    }
    scale *= widest * requests_at_once;
  };
  const bool knows_travel = std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(tiers), [](auto& tier) {
    return std::any_of(tier.begin(), tier.end(), [](auto& term) { return term.objective == Objective::travel; });
  });
  if (!knows_travel && tiers < all.size()) add({{Objective::travel}});
  for (auto i = tiers; i > 0; --i) add(all[i - 1]);
}

std::int64_t Score::unfair(int helper, Ticks work) const {
  const auto& who = instance_.problem.helpers[helper];
  if (who.wanted_work == 0) return 0;
  const auto share = std::abs(who.had_work + work - who.wanted_work) * 1000 / who.wanted_work;
  return share * share / 1000;
}

std::int64_t Score::missing(const Goal& goal, Ticks done) {
  return (goal.needed - std::min(goal.needed, done)) * goal.value / goal.per;
}

bool Score::serves(const Goal& goal, std::int32_t kind) {
  return std::find(goal.kinds.begin(), goal.kinds.end(), kind) != goal.kinds.end();
}

bool Score::is_wished(int r, Ticks start) const {
  const auto& wished = instance_.problem.requests[r].wished;
  return wished.empty() || std::any_of(wished.begin(), wished.end(), [&](const Window& window) {
           return window.earliest <= start && start <= window.latest;
         });
}

int Score::changes(int v, int helper, Ticks start) const {
  const int r = instance_.request_of[v];
  const auto& published = instance_.problem.requests[r].published;
  if (published.empty()) return 0;
  const auto& told = published[v - instance_.first_visit[r]];
  if (told.helper != helper) return 2;
  return told.start == start ? 0 : 1;
}

int Score::buddies_beside(int r, int h) const {
  const int first = instance_.first_visit[r], last = instance_.first_visit[r + 1];
  if (last - first == 1) return 0;
  const auto& helpers = instance_.problem.helpers;
  int count = 0;
  for (int v = first; v < last; ++v) {
    const int other = given_to_[v];
    if (other < 0) continue;
    count += (helpers[h].buddy == other ? 1 : 0) + (helpers[other].buddy == h ? 1 : 0);
  }
  return count;
}

void Score::count(int v, int s, int sign) {
  const int r = instance_.request_of[v], h = instance_.helper_of[s];
  const auto& helper = instance_.problem.helpers[h];
  const auto ticks = sign * instance_.duration[v];
  measures_[index(Objective::fairness)] -= unfair(h, work_[h]);
  work_[h] += ticks;
  measures_[index(Objective::fairness)] += unfair(h, work_[h]);
  if (helper.guide >= 0) guided_[helper.guide * instance_.day_count + instance_.shift[s]->day] += ticks;
  for (std::size_t g = 0; g < helper.goals.size(); ++g) {
    const auto& goal = helper.goals[g];
    if (!serves(goal, instance_.kind[r])) continue;
    auto& done = done_[first_goal_[h] + g];
    measures_[index(Objective::goals)] -= missing(goal, done);
    done += goal.counts_work ? ticks : sign;
    measures_[index(Objective::goals)] += missing(goal, done);
  }
  measures_[index(Objective::continuity)] -= sign * instance_.liking(r, h);
}

void Score::give(int v, int s) {
  count(v, s, 1);
  const int r = instance_.request_of[v], h = instance_.helper_of[s];
  measures_[index(Objective::buddies)] -= buddies_beside(r, h);
  given_to_[v] = h;
  if (instance_.series[r] >= 0) {
    auto& serving = serving_[instance_.series[r]];
    auto found = std::find_if(serving.begin(), serving.end(), [&](auto& each) { return each.first == h; });
    if (found != serving.end()) {
      ++found->second;
    } else {
      if (!serving.empty()) ++measures_[index(Objective::continuity)];
      serving.emplace_back(h, 1);
    }
  }
  if (++visits_given_[r] == instance_.visits_of(r)) measures_[index(Objective::unserved)] -= instance_.worth[r];
}

void Score::take(int v, int s) {
  count(v, s, -1);
  const int r = instance_.request_of[v], h = instance_.helper_of[s];
  given_to_[v] = -1;
  measures_[index(Objective::buddies)] += buddies_beside(r, h);
  if (instance_.series[r] >= 0) {
    auto& serving = serving_[instance_.series[r]];
    auto found = std::find_if(serving.begin(), serving.end(), [&](auto& each) { return each.first == h; });
    if (--found->second == 0) {
      serving.erase(found);
      if (!serving.empty()) --measures_[index(Objective::continuity)];
    }
  }
  if (visits_given_[r]-- == instance_.visits_of(r)) measures_[index(Objective::unserved)] += instance_.worth[r];
}

void Score::started(int v, int helper, Ticks start) {
  const int r = instance_.request_of[v];
  if (start > instance_.due[v]) {
    tardy_[v] = start - instance_.due[v];
    measures_[index(Objective::tardiness)] += tardy_[v];
    auto& highest = measures_[index(Objective::highest_tardiness)];
    highest = std::max(highest, tardy_[v]);
  }
  const auto& request = instance_.problem.requests[r];
  if (!request.published.empty()) measures_[index(Objective::changes)] += changes(v, helper, start) - 2;
  if (v == instance_.first_visit[r] && !is_wished(r, start)) measures_[index(Objective::wishes)] += request.wish_value;
}

void Score::unstarted(int v, int helper, Ticks start) {
  const int r = instance_.request_of[v];
  if (tardy_[v] > 0) {
    measures_[index(Objective::tardiness)] -= tardy_[v];
    highest_fell_ = highest_fell_ || tardy_[v] == measures_[index(Objective::highest_tardiness)];
    tardy_[v] = 0;
  }
  const auto& request = instance_.problem.requests[r];
  if (!request.published.empty()) measures_[index(Objective::changes)] -= changes(v, helper, start) - 2;
  if (v == instance_.first_visit[r] && !is_wished(r, start)) measures_[index(Objective::wishes)] -= request.wish_value;
}

bool Score::has_room(int v, int s) const {
  const auto& helper = instance_.problem.helpers[instance_.helper_of[s]];
  if (work_[instance_.helper_of[s]] + instance_.duration[v] > helper.most_work) return false;
  if (helper.guide < 0) return true;
  return guided_[helper.guide * instance_.day_count + instance_.shift[s]->day] + instance_.duration[v] <=
         instance_.problem.guides[helper.guide].capacity_a_day;
}

double Score::gain_of(int v, int s) const {
  const int r = instance_.request_of[v], h = instance_.helper_of[s];
  const auto& helper = instance_.problem.helpers[h];
  double cost = -weight(Objective::continuity) * static_cast<double>(instance_.liking(r, h)) -
                weight(Objective::buddies) * buddies_beside(r, h);
  if (helper.wanted_work > 0) {
    const auto change = unfair(h, work_[h] + instance_.duration[v]) - unfair(h, work_[h]);
    cost += weight(Objective::fairness) * static_cast<double>(change);
  }
  for (std::size_t g = 0; g < helper.goals.size(); ++g) {
    const auto& goal = helper.goals[g];
    if (!serves(goal, instance_.kind[r])) continue;
    const auto done = done_[first_goal_[h] + g];
    const auto more = goal.counts_work ? instance_.duration[v] : 1;
    cost += weight(Objective::goals) * static_cast<double>(missing(goal, done + more) - missing(goal, done));
  }
  if (instance_.series[r] >= 0) {
    const auto& serving = serving_[instance_.series[r]];
    const bool serves_it = std::any_of(serving.begin(), serving.end(), [&](auto& each) { return each.first == h; });
    if (!serving.empty() && !serves_it) cost += weight(Objective::continuity);
  }
  return cost;
}

double Score::cost_of_start(int v, int helper, Ticks start) const {
  const int r = instance_.request_of[v];
  const auto& request = instance_.problem.requests[r];
  double cost = weight(Objective::changes) * changes(v, helper, start);
  if (v == instance_.first_visit[r] && !is_wished(r, start)) {
    cost += weight(Objective::wishes) * static_cast<double>(request.wish_value);
  }
  return cost;
}

void Score::find_highest() {
  if (!highest_fell_) return;
  measures_[index(Objective::highest_tardiness)] = tardy_.empty() ? 0 : *std::max_element(tardy_.begin(), tardy_.end());
  highest_fell_ = false;
}

}  // namespace emplooi::matching
