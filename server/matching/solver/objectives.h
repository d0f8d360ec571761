#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace emplooi::matching {

/// What can be minimised. Each is a whole number that an independent reader can count in the plan.
enum class Objective : std::uint8_t {
  /// Sum of the worth of requests that are not served.
  unserved,
  /// Sum over goals of the value that the plan leaves unearned.
  goals,
  /// Minus the liking between requests and helpers; plus one for each helper of a series after its first.
  continuity,
  /// Sum of the wish values of requests whose first visit starts outside of what was wished.
  wishes,
  /// Sum over helpers with a wish of (shortfall or excess, with what they have had, in thousandths of it)² / 1000, rounded down.
  fairness,
  /// Sum of all legs, in ticks.
  travel,
  /// For each visit that was published: 2 if somebody else comes or nobody, or else 1 if it starts at another time.
  changes,
  /// Sum, and highest, of start - due over visits that start after it.
  tardiness,
  highest_tardiness,
  /// Minus one for each visit of a helper with a buddy for each visit of that buddy in the same request.
  buddies,
};
constexpr std::size_t objective_count = 10;

/// The value of each objective.
using Measures = std::array<std::int64_t, objective_count>;

struct Term {
  Objective objective = Objective::travel;
  /// 1 to 1,000,000.
  std::int64_t weight = 1;
};

/// Lexicographic tiers: no gain in a later one outweighs any loss in an earlier one. What stands in none costs nothing.
using Tier = std::vector<Term>;

struct Objectives {
  std::vector<Tier> tiers;
};

/// The order of soft rules of the town (seed 1 and the mission, §5): residents served; the participant's own goal;
/// continuity, wishes and named buddies; a fair spread of hours; travel; few changes to what was told.
Objectives town_objectives();

/// For a plan of which people were told already: few changes come right after the first tier, alone.
Objectives for_replanning(Objectives);

/// Travel + total tardiness + highest tardiness, all served (Mankowska et al. 2014; a third of the sum is the cost that is
/// published).
Objectives hhcrsp_objectives();

/// Served, then travel: what VROOM minimises.
Objectives travel_objectives();

/// The value of each tier, in their order: compared lexicographically.
std::vector<std::int64_t> tier_values(const Objectives&, const Measures&);

}  // namespace emplooi::matching
