#pragma once

#include "matching/solver/plan.h"

namespace emplooi::matching {

/// The part of a planned week that lies in the shifts in which one more request could start; all else stays as it is, and what
/// it takes of hours and guidance is gone. A plan of the part is a plan of the week.
struct Part {
  /// Its helpers and guides are those of the week. Served is worth more than travel, and nothing else counts.
  Problem problem;
  Plan plan;
  /// Numbers in the week.
  std::vector<std::int32_t> requests;
};

/// Around the request, which `plan` does not serve.
Part part_around(const Problem&, const Plan& plan, std::int32_t request);

/// The week's plan with the part as planned in `of_part`.
Plan put_back(const Part&, const Plan& of_part, Plan plan);

}  // namespace emplooi::matching
