#pragma once

#include <string>
#include <vector>

#include "matching/solver/solve.h"

namespace emplooi::matching::bench {

/// What one run of the solver came to; every plan is held against the checker.
struct Run {
  Solution solution;
  /// Of the processor.
  double seconds_to_first = 0, seconds_of_search = 0, seconds_in_all = 0;
  bool is_feasible = false;
};
Run run(const Problem& problem, double seconds, std::uint64_t seed);

struct Instance {
  std::string name;
  int patients = 0;
  double best_known = 0;
  Problem problem;
};
/// The 24 public instances, or those whose names contain `filter`.
std::vector<Instance> hhcrsp_instances(const std::string& filter);

}  // namespace emplooi::matching::bench
