#include "matching/solver/ruin.h"

#include <algorithm>

namespace emplooi::matching {

void Ruin::add(int r) {
  const int v = instance_.first_visit[r];
  if (is_chosen_[r] || !routes_.is_planned(v) || instance_.problem.requests[r].locked) return;
  is_chosen_[r] = 1;
  chosen_.push_back(r);
}

int Ruin::any_planned_visit() {
  for (int tries = 0; tries < 50; ++tries) {
    const int v = random_.below(instance_.visit_count);
    if (routes_.is_planned(v)) return v;
  }
  return -1;
}

void Ruin::add_around(int v, int most, double skipped) {
  add(instance_.request_of[v]);
  for (const int other : instance_.near[v]) {
    if (static_cast<int>(chosen_.size()) >= most) return;
    if (!random_.chance(skipped)) add(instance_.request_of[other]);
  }
}

/// Strings of the routes that pass near visit v (slack induction by string removals).
void Ruin::add_strings(int v, int most) {
  const auto take_string = [&](int middle) {
    const int length = 1 + random_.below(5);
    int node = middle;
    for (int back = random_.below(length); back > 0 && routes_.is_visit(routes_.prev(node)); --back)
      node = routes_.prev(node);
    for (int i = 0; i < length && routes_.is_visit(node); ++i, node = routes_.next(node))
      add(instance_.request_of[node]);
  };
  if (routes_.is_planned(v)) take_string(v);
  for (const int other : instance_.near[v]) {
    if (static_cast<int>(chosen_.size()) >= most) return;
    if (routes_.is_planned(other) && !is_chosen_[instance_.request_of[other]] && random_.chance(0.5))
      take_string(other);
  }
}

/// Those who hold the shifts that an unserved request could go to.
void Ruin::add_rivals(int r, int most) {
  for (int v = instance_.first_visit[r]; v < instance_.first_visit[r + 1]; ++v) {
    const auto shifts = instance_.shifts_for[v];
    if (shifts.empty()) continue;
    const int width = std::min(static_cast<int>(shifts.size()), 1 + random_.below(8));
    for (int i = 0; i < width; ++i) {
      const int s = shifts[random_.below(static_cast<int>(shifts.size()))];
      for (int node = routes_.next(instance_.departure(s)); routes_.is_visit(node); node = routes_.next(node)) {
        if (static_cast<int>(chosen_.size()) >= most) return;
        if (random_.chance(0.7)) add(instance_.request_of[node]);
      }
    }
  }
}

/// All of a helper's week.
void Ruin::add_helper(int s) {
  const int helper = instance_.helper_of[s];
  while (s > 0 && instance_.helper_of[s - 1] == helper) --s;
  for (; s < instance_.shift_count && instance_.helper_of[s] == helper; ++s) {
    for (int node = routes_.next(instance_.departure(s)); routes_.is_visit(node); node = routes_.next(node)) {
      add(instance_.request_of[node]);
    }
  }
}

const std::vector<int>& Ruin::choose(int most, const std::vector<int>& unserved) {
  for (const int r : chosen_) is_chosen_[r] = 0;
  chosen_.clear();
  if (!unserved.empty() && random_.chance(unserved.size() == 1 ? 0.8 : 0.3)) {
    add_rivals(unserved[random_.below(static_cast<int>(unserved.size()))], most);
    return chosen_;
  }
  const int v = any_planned_visit();
  if (v < 0) return chosen_;
  const int way = random_.below(10);
  if (way < 4) {
    add_strings(v, most);
  } else if (way < 8) {
    add_around(v, most, 0.4);
  } else if (way < 9) {
    add_around(v, most, 1);
    for (int i = 0; i < most; ++i) add(instance_.request_of[random_.below(instance_.visit_count)]);
  } else {
    add_helper(routes_.shift_of(v));
    const int other = any_planned_visit();
    if (static_cast<int>(chosen_.size()) < most && other >= 0) add_helper(routes_.shift_of(other));
  }
  return chosen_;
}

}  // namespace emplooi::matching
