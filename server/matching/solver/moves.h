#pragma once

#include "matching/solver/random.h"
#include "matching/solver/routes.h"

namespace emplooi::matching {

/// Small steps: each links a few visits otherwise, next to where others are that lie near. Nothing is settled yet.
class Moves {
 public:
  Moves(Routes& routes, Random& random) : routes_(routes), instance_(routes.instance()), random_(random) {}

  /// False if the step that was drawn cannot be made; the routes must be undone then too.
  bool propose();

 private:
  bool relocate();
  bool relocate_request();
  bool swap();
  bool exchange_tails();
  bool relocate_segment();
  int any();
  int any_near(int v);
  /// A node to put v after: beside one that is near, or at the beginning of a shift.
  int anchor_for(int v);
  bool is_free(int v) const {
    return routes_.is_planned(v) && !instance_.problem.requests[instance_.request_of[v]].locked;
  }

  Routes& routes_;
  const Instance& instance_;
  Random& random_;
  std::vector<int> ours_, theirs_;
};

}  // namespace emplooi::matching
