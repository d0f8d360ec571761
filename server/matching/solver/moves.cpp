#include "matching/solver/moves.h"

#include <algorithm>

namespace emplooi::matching {

int Moves::any() {
  const int v = random_.below(instance_.visit_count);
  return is_free(v) ? v : -1;
}

int Moves::any_near(int v) {
  const auto near = instance_.near[v];
  if (near.empty()) return -1;
  const int other = near[random_.below(static_cast<int>(near.size()))];
  return routes_.is_planned(other) ? other : -1;
}

int Moves::anchor_for(int v) {
  if (random_.chance(0.1)) {
    const auto shifts = instance_.shifts_for[v];
    if (shifts.empty()) return -1;
    return instance_.departure(shifts[random_.below(static_cast<int>(shifts.size()))]);
  }
  const int other = any_near(v);
  if (other < 0 || !instance_.able(v, routes_.shift_of(other))) return -1;
  return (random_.next() & 1) != 0 ? other : routes_.prev(other);
}

bool Moves::relocate() {
  const int v = any();
  if (v < 0) return false;
  const int node = anchor_for(v);
  if (node < 0 || node == v || routes_.next(node) == v) return false;
  routes_.unlink(v);
  return routes_.link(v, node);
}

/// All visits of a request of several, each to another place.
bool Moves::relocate_request() {
  const int one = any();
  if (one < 0) return false;
  const int r = instance_.request_of[one];
  if (instance_.visits_of(r) == 1) return false;
  routes_.unlink_request(r);
  for (int v = instance_.first_visit[r]; v < instance_.first_visit[r + 1]; ++v) {
    const int node = anchor_for(v);
    if (node < 0 || (routes_.is_visit(node) && !routes_.is_planned(node)) || !routes_.link(v, node)) return false;
  }
  return true;
}

bool Moves::swap() {
  const int v = any();
  if (v < 0) return false;
  const int w = any_near(v);
  if (w < 0 || !is_free(w)) return false;
  const int sv = routes_.shift_of(v), sw = routes_.shift_of(w);
  if (!instance_.able(v, sw) || !instance_.able(w, sv)) return false;
  int before_v = routes_.prev(v), before_w = routes_.prev(w);
  if (before_w == v) before_w = w;
  if (before_v == w) before_v = v;
  routes_.unlink(v);
  routes_.unlink(w);
  // Neighbours in one route change places.
  if (before_w == w) return routes_.link(w, before_v) && routes_.link(v, w);
  if (before_v == v) return routes_.link(v, before_w) && routes_.link(w, v);
  return routes_.link(w, before_v) && routes_.link(v, before_w);
}

/// Two shifts go on where the other would have.
bool Moves::exchange_tails() {
  const int v = any();
  if (v < 0) return false;
  const int w = any_near(v);
  if (w < 0) return false;
  const int sv = routes_.shift_of(v), sw = routes_.shift_of(w);
  if (sv == sw) return false;
  // v is followed by what begins with w; what came after v goes to where w was.
  ours_.clear();
  theirs_.clear();
  for (int node = routes_.next(v); routes_.is_visit(node); node = routes_.next(node)) {
    if (!is_free(node) || !instance_.able(node, sw)) return false;
    ours_.push_back(node);
  }
  for (int node = w; routes_.is_visit(node); node = routes_.next(node)) {
    if (!is_free(node) || !instance_.able(node, sv)) return false;
    theirs_.push_back(node);
  }
  int after_ours = v, after_theirs = routes_.prev(w);
  for (const int node : ours_) routes_.unlink(node);
  for (const int node : theirs_) routes_.unlink(node);
  for (const int node : theirs_) {
    if (!routes_.link(node, after_ours)) return false;
    after_ours = node;
  }
  for (const int node : ours_) {
    if (!routes_.link(node, after_theirs)) return false;
    after_theirs = node;
  }
  return true;
}

bool Moves::relocate_segment() {
  const int v = any();
  if (v < 0) return false;
  int node = anchor_for(v);
  if (node < 0) return false;
  ours_.clear();
  const int length = 2 + random_.below(2);
  for (int w = v; routes_.is_visit(w) && static_cast<int>(ours_.size()) < length; w = routes_.next(w)) {
    if (!is_free(w) || w == node || !instance_.able(w, routes_.shift_of(node))) return false;
    ours_.push_back(w);
  }
  if (routes_.next(node) == v) return false;
  for (const int w : ours_) routes_.unlink(w);
  for (const int w : ours_) {
    if (!routes_.link(w, node)) return false;
    node = w;
  }
  return true;
}

bool Moves::propose() {
  const int way = random_.below(100);
  if (way < 40) return relocate();
  if (way < 65) return swap();
  if (way < 77) return exchange_tails();
  if (way < 87) return relocate_segment();
  return relocate_request();
}

}  // namespace emplooi::matching
