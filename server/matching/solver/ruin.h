#pragma once

#include <vector>

#include "matching/solver/random.h"
#include "matching/solver/routes.h"

namespace emplooi::matching {

/// Takes requests out that have something to do with one another, so that putting them back can find something better.
class Ruin {
 public:
  Ruin(const Routes& routes, Random& random)
      : routes_(routes), instance_(routes.instance()), random_(random), is_chosen_(instance_.request_count) {}

  /// At most about `most` planned requests, none locked. `unserved`: requests that wait for a place.
  const std::vector<int>& choose(int most, const std::vector<int>& unserved);

 private:
  void add(int r);
  void add_around(int v, int most, double skipped);
  void add_strings(int v, int most);
  void add_rivals(int r, int most);
  void add_helper(int s);
  int any_planned_visit();

  const Routes& routes_;
  const Instance& instance_;
  Random& random_;
  std::vector<int> chosen_;
  std::vector<char> is_chosen_;
};

}  // namespace emplooi::matching
