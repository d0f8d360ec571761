#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matching/solver/plan.h"

namespace emplooi::matching::files {

/// Home health care routing and scheduling as Mankowska et al. (2014) defined it, in the JSON of iolab-uniud/hhcrsp. Ticks are
/// thousandths, which their distances have.
struct Hhcrsp {
  Problem problem;
  std::vector<std::string> caregivers, patients;
  /// By request and visit.
  std::vector<std::vector<std::string>> services;
};

/// Throws BadFile.
Hhcrsp read_hhcrsp(std::string_view json);

/// The routes in the format of that project's validator.
std::string write_hhcrsp(const Hhcrsp&, const Plan&);

/// (travel + tardiness + highest tardiness) / 3, as it is published.
double hhcrsp_cost(const Measures&);

}  // namespace emplooi::matching::files
