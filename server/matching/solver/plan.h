#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "matching/solver/problem.h"

namespace emplooi::matching {

/// Who comes when, for each request in the order of the problem: one placement for each of its visits, or none at all.
struct Plan {
  std::vector<std::vector<Placement>> placements;

  friend bool operator==(const Plan&, const Plan&) = default;
};

/// How far a plan can be from the best one: no plan has lower tiers.
struct Bound {
  /// A lower bound for each tier. Of the first one it holds for every plan; of a later one for every plan whose earlier tiers
  /// are as good as this plan's.
  std::vector<std::int64_t> tiers;
};

struct Solution {
  Plan plan;
  Measures measures{};
  std::vector<std::int64_t> tiers;
  Bound bound;
  /// Proposals that the search has tried.
  std::int64_t iterations = 0;
  bool cancelled = false;
};

/// The rules that no plan may break. Named after what is broken.
enum class Rule : std::uint8_t {
  none,
  /// Kin, household or a refused pair.
  banned,
  capability_missing,
  /// Had, but not until the end of the visit.
  capability_expired,
  may_not_work_alone,
  /// One helper twice in a request that wants several.
  helpers_not_distinct,
  outside_window,
  outside_shift,
  during_break,
  /// A leg longer than the helper travels.
  leg_too_long,
  /// Not there in time: travel from the visit before, or that visit itself, takes longer.
  busy,
  too_many_visits,
  too_much_travel,
  too_much_work,
  guidance_exhausted,
  /// Not together, or not the right time after the visit before.
  out_of_step,
  locked_elsewhere,
  /// Some visits of a request and not others, or a helper who is not there.
  incomplete,
};

/// What the checker found.
struct Breach {
  Rule rule = Rule::none;
  std::int32_t request = -1;
  std::int32_t helper = -1;
};

/// Holds the plan against every hard rule, by code that shares nothing with the search. Nothing: it is feasible.
std::optional<Breach> first_breach(const Problem&, const Plan&);

/// Counts every objective in the plan, by the same independent code. The plan must be feasible.
Measures measure(const Problem&, const Plan&);

}  // namespace emplooi::matching
