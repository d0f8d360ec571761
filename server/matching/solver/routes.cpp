#include "matching/solver/routes.h"

#include <algorithm>

namespace emplooi::matching {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

}  // namespace

Routes::Routes(const Instance& instance)
    : instance_(instance),
      score_(instance),
      kept_(score_.measures()),
      prev_(instance.place.size(), -1),
      next_(instance.place.size(), -1),
      shift_(instance.place.size(), -1),
      visits_on_(instance.shift_count),
      start_(instance.visit_count, not_started),
      travel_on_(instance.shift_count),
      is_waiting_(instance.request_count),
      looked_at_(instance.request_count) {
  for (int s = 0; s < instance.shift_count; ++s) {
    const int out = instance.departure(s), back = instance.back(s);
    next_[out] = back;
    prev_[back] = out;
    shift_[out] = shift_[back] = s;
  }
  for (int r = 0; r < instance.request_count; ++r) option_.push_back(instance.options[r] - 1);
}

bool Routes::companions_allow(int v, int s) const {
  const int r = instance_.request_of[v], helper = instance_.helper_of[s];
  const int first = instance_.first_visit[r], last = instance_.first_visit[r + 1];
  const auto& helpers = instance_.problem.helpers;
  const bool alone = helpers[helper].may_work_alone;
  if (last - first == 1) return alone;
  bool somebody_may = alone, all_known = true;
  for (int other = first; other < last; ++other) {
    if (other == v) continue;
    if (shift_[other] < 0) {
      all_known = false;
      continue;
    }
    const int who = instance_.helper_of[shift_[other]];
    if (who == helper && instance_.problem.requests[r].distinct_helpers) return false;
    somebody_may = somebody_may || helpers[who].may_work_alone;
  }
  return somebody_may || !all_known;
}

bool Routes::may_come(int v, int s) const {
  return instance_.able(v, s) && visits_on_[s] < instance_.shift[s]->most_visits && score_.has_room(v, s) &&
         instance_.liking(instance_.request_of[v], instance_.helper_of[s]) != Instance::is_banned &&
         companions_allow(v, s);
}

bool Routes::link(int v, int node) {
  const int s = shift_[node];
  if (!may_come(v, s)) return false;
  const int after = next_[node];
  const auto longest_leg = instance_.problem.helpers[instance_.helper_of[s]].longest_leg;
  const auto there = leg_between(s, node, v), on = leg_between(s, v, after);
  if (there > longest_leg || on > longest_leg) return false;
  if (travel_on_[s] + there + on - leg_without(s, node, after) > instance_.shift[s]->most_travel) return false;
  link_untried(v, node);
  return true;
}

void Routes::link_untried(int v, int node) {
  const int after = next_[node];
  link_raw(v, node);
  done_.push_back({Step::linked, v, 0});
  touch(v);
  touch(after);
}

void Routes::link_raw(int v, int node) {
  const int s = shift_[node], after = next_[node];
  const auto more = leg_between(s, node, v) + leg_between(s, v, after) - leg_without(s, node, after);
  travel_on_[s] += more;
  score_.travelled(more);
  score_.give(v, s);
  ++visits_on_[s];
  next_[node] = prev_[after] = v;
  prev_[v] = node;
  next_[v] = after;
  shift_[v] = s;
}

void Routes::unlink(int v) {
  forget_start(v);
  const int before = prev_[v], after = next_[v];
  done_.push_back({Step::unlinked, v, before});
  unlink_raw(v);
  touch(after);
}

void Routes::unlink_raw(int v) {
  const int s = shift_[v], before = prev_[v], after = next_[v];
  const auto more = leg_without(s, before, after) - leg_between(s, before, v) - leg_between(s, v, after);
  travel_on_[s] += more;
  score_.travelled(more);
  score_.take(v, s);
  --visits_on_[s];
  next_[before] = after;
  prev_[after] = before;
  shift_[v] = -1;
}

void Routes::unlink_request(int r) {
  for (int v = instance_.first_visit[r]; v < instance_.first_visit[r + 1]; ++v) {
    if (shift_[v] >= 0) unlink(v);
  }
}

void Routes::choose(int r, int option) {
  if (option_[r] == option) return;
  done_.push_back({Step::chosen, r, option_[r]});
  option_[r] = option;
  touch(instance_.first_visit[r]);
}

void Routes::set_start(int v, Ticks start) {
  const int helper = instance_.helper_of[shift_[v]];
  done_.push_back({Step::started, v, start_[v]});
  if (start_[v] != not_started) score_.unstarted(v, helper, start_[v]);
  start_[v] = start;
  score_.started(v, helper, start);
}

void Routes::forget_start(int v) {
  if (start_[v] == not_started) return;
  done_.push_back({Step::started, v, start_[v]});
  score_.unstarted(v, instance_.helper_of[shift_[v]], start_[v]);
  start_[v] = not_started;
}

void Routes::touch(int node) {
  if (!is_visit(node)) {
    closing_.push_back(shift_[node]);
    return;
  }
  const int r = instance_.request_of[node];
  if (is_waiting_[r]) return;
  is_waiting_[r] = 1;
  waiting_.push_back(r);
}

bool Routes::may_travel(int node) const {
  const int s = shift_[node];
  return leg_between(s, prev_[node], node) <= instance_.problem.helpers[instance_.helper_of[s]].longest_leg &&
         travel_on_[s] <= instance_.shift[s]->most_travel;
}

bool Routes::closes(int s) const {
  const int back = instance_.back(s), last = prev_[back];
  if (!is_visit(last)) return true;
  return may_travel(back) &&
         instance_.arrival(s, end_of(last), leg_between(s, last, back)) <= instance_.shift[s]->until;
}

bool Routes::settle(double most) {
  const auto tardiness = Score::index(Objective::tardiness);
  const double weight = score_.weight(Objective::tardiness);
  const double allowed = weight > 0 ? most + weight * static_cast<double>(kept_[tardiness]) + 1 : infinite;
  // Those who wait for each other in a circle would go on for ever. Settlings are numbered in steps of 2^8 looks.
  constexpr std::uint64_t most_looks = 8;
  settling_ += 256;
  bool holds = true;
  std::size_t i = 0;
  for (; i < waiting_.size() && holds; ++i) {
    const int r = waiting_[i];
    is_waiting_[r] = 0;
    auto& looks = looked_at_[r];
    looks = std::max(looks, settling_) + 1;
    holds = looks - settling_ <= most_looks && settle_step(r) &&
            weight * static_cast<double>(score_.measures()[tardiness]) <= allowed;
  }
  for (; i < waiting_.size(); ++i) is_waiting_[waiting_[i]] = 0;
  waiting_.clear();
  for (std::size_t c = 0; c < closing_.size() && holds; ++c) holds = closes(closing_[c]);
  closing_.clear();
  if (holds) score_.find_highest();
  return holds;
}

bool Routes::settle_step(int r) {
  const int v = instance_.first_visit[r];
  if (instance_.first_visit[r + 1] - v > 1) return settle_request(r);
  if (shift_[v] < 0) return true;
  if (!may_travel(v)) return false;
  const auto start = instance_.first_start(v, shift_[v], option_[r], arrival_at(v));
  if (start >= furthest) return false;
  if (start != start_[v]) {
    set_start(v, start);
    touch(next_[v]);
  }
  return true;
}

bool Routes::settle_request(int r) {
  const int first = instance_.first_visit[r], count = instance_.visits_of(r);
  if (shift_[first] < 0) return true;
  const auto& visits = instance_.problem.requests[r].visits;
  std::array<Ticks, most_visits_of_a_request> starts;
  for (int i = 0; i < count; ++i) {
    if (!may_travel(first + i)) return false;
    starts[i] = arrival_at(first + i);
  }
  for (bool moved = true; moved;) {
    moved = false;
    for (int i = 0; i < count; ++i) {
      if (i > 0) starts[i] = std::max(starts[i], starts[i - 1] + visits[i].least_after);
      const auto start = instance_.first_start(first + i, shift_[first + i], option_[r], starts[i]);
      if (start >= furthest) return false;
      starts[i] = start;
    }
    for (int i = count - 1; i > 0; --i) {
      const auto least = starts[i] - visits[i].most_after;
      if (starts[i - 1] >= least) continue;
      starts[i - 1] = least;
      moved = true;
    }
  }
  for (int i = 0; i < count; ++i) {
    if (start_[first + i] == starts[i]) continue;
    set_start(first + i, starts[i]);
    touch(next_[first + i]);
  }
  return true;
}

void Routes::keep() {
  done_.clear();
  kept_ = score_.measures();
}

void Routes::undo(Mark to) {
  for (const int r : waiting_) is_waiting_[r] = 0;
  waiting_.clear();
  closing_.clear();
  while (done_.size() > to.steps) {
    const auto [step, node, was] = done_.back();
    done_.pop_back();
    switch (step) {
      case Step::linked:
        unlink_raw(node);
        break;
      case Step::unlinked:
        link_raw(node, static_cast<int>(was));
        break;
      case Step::chosen:
        option_[node] = static_cast<int>(was);
        break;
      case Step::started: {
        const int helper = instance_.helper_of[shift_[node]];
        if (start_[node] != not_started) score_.unstarted(node, helper, start_[node]);
        start_[node] = was;
        if (was != not_started) score_.started(node, helper, was);
      }
    }
  }
  score_.restore_highest(to.highest);
}

double Routes::trial_of_shift(int v, int s) const {
  if (visits_on_[s] >= instance_.shift[s]->most_visits || !score_.has_room(v, s) || !companions_allow(v, s))
    return infinite;
  return score_.gain_of(v, s);
}

double Routes::trial(int v, int node, int option, Ticks not_before, double most, Ticks* start_of_v) const {
  const int s = shift_[node], after = next_[node];
  const auto there = leg_between(s, node, v), on = leg_between(s, v, after);
  const auto more = there + on - leg_without(s, node, after);
  double cost = score_.weight(Objective::travel) * static_cast<double>(more);
  if (cost >= most) return infinite;
  const auto& helper = instance_.problem.helpers[instance_.helper_of[s]];
  if (there > helper.longest_leg || on > helper.longest_leg || travel_on_[s] + more > instance_.shift[s]->most_travel) {
    return infinite;
  }
  const auto arrives = std::max(instance_.arrival(s, end_of(node), there), not_before);
  const auto start = instance_.first_start(v, s, option, arrives);
  if (start >= furthest) return infinite;
  if (start_of_v != nullptr) *start_of_v = start;
  cost += score_.cost_of_time(v, start) + score_.cost_of_start(v, instance_.helper_of[s], start);
  Ticks at = instance_.arrival(s, start + instance_.duration[v], on);
  for (int w = after;; w = next_[w]) {
    if (!is_visit(w)) return at <= instance_.shift[s]->until ? cost : infinite;
    const auto moved = instance_.first_start(w, s, option_[instance_.request_of[w]], at);
    if (moved >= furthest) return infinite;
    if (moved <= start_[w]) return cost;
    cost += score_.cost_of_time(w, moved) - score_.cost_of_time(w, start_[w]);
    if (cost >= most) return infinite;
    at = instance_.arrival(s, moved + instance_.duration[w], leg_between(s, w, next_[w]));
  }
}

int Routes::shift_at(const Placement& placement) const {
  for (int s = 0; s < instance_.shift_count; ++s) {
    const auto& shift = *instance_.shift[s];
    if (instance_.helper_of[s] == placement.helper && shift.from <= placement.start && placement.start <= shift.until) {
      return s;
    }
  }
  return -1;
}

int Routes::node_before(int s, Ticks start, std::span<const Ticks> starts) const {
  int node = instance_.departure(s);
  while (is_visit(next_[node]) && starts[next_[node]] <= start) node = next_[node];
  return node;
}

bool Routes::is_exact(int r, int option, const std::vector<Placement>& placements) const {
  int v = instance_.first_visit[r];
  return std::all_of(placements.begin(), placements.end(), [&](const Placement& at) {
    const int s = shift_at(at);
    return s >= 0 && instance_.first_start(v++, s, option, at.start) == at.start;
  });
}

bool Routes::place(int r, const std::vector<Placement>& placements, std::span<const Ticks> starts) {
  const auto before = mark();
  const auto is_linked = [&, v = instance_.first_visit[r]](const Placement& at) mutable {
    const int s = shift_at(at);
    return s >= 0 && link(v++, node_before(s, at.start, starts));
  };
  for (const bool exact : {true, false}) {
    for (int option = 0; option < instance_.options[r]; ++option) {
      if (is_exact(r, option, placements) != exact) continue;
      choose(r, option);
      if (std::all_of(placements.begin(), placements.end(), is_linked) && settle(infinite)) return true;
      undo(before);
    }
  }
  return false;
}

void Routes::link_exactly(int r, const std::vector<Placement>& placements, std::span<const Ticks> starts) {
  int option = 0;
  while (option < instance_.options[r] && !is_exact(r, option, placements)) ++option;
  if (option == instance_.options[r]) return;
  choose(r, option);
  for (int v = instance_.first_visit[r]; const auto& at : placements) {
    const int s = shift_at(at);
    if (!may_come(v, s)) return unlink_request(r);
    link_untried(v++, node_before(s, at.start, starts));
  }
}

void Routes::load(const Plan& plan) {
  std::vector<int> planned;
  std::vector<Ticks> starts(instance_.visit_count, furthest);
  for (int r = 0; r < instance_.request_count && r < static_cast<int>(plan.placements.size()); ++r) {
    const auto& placements = plan.placements[r];
    if (placements.empty() || static_cast<int>(placements.size()) != instance_.visits_of(r)) continue;
    planned.push_back(r);
    for (std::size_t i = 0; i < placements.size(); ++i) starts[instance_.first_visit[r] + i] = placements[i].start;
  }
  std::sort(planned.begin(), planned.end(), [&](int a, int b) {
    return std::pair(starts[instance_.first_visit[a]], a) < std::pair(starts[instance_.first_visit[b]], b);
  });
  // All at once: a way that only one of them makes long is no reason to leave another out.
  const auto before = mark();
  for (const int r : planned) link_exactly(r, plan.placements[r], starts);
  if (!settle(infinite)) undo(before);
  std::stable_partition(planned.begin(), planned.end(), [&](int r) { return instance_.problem.requests[r].locked; });
  for (const int r : planned) {
    if (!is_planned(instance_.first_visit[r])) place(r, plan.placements[r], starts);
  }
  keep();
}

Plan Routes::plan() const {
  Plan plan;
  plan.placements.resize(instance_.request_count);
  for (int v = 0; v < instance_.visit_count; ++v) {
    if (shift_[v] >= 0) plan.placements[instance_.request_of[v]].push_back({instance_.helper_of[shift_[v]], start_[v]});
  }
  return plan;
}

}  // namespace emplooi::matching
