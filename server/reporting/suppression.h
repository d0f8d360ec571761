#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "identity/actor.h"

namespace emplooi::reporting {

/// Whom a report is for.
struct Audience {
  /// The fewest people that a published figure may stand for.
  std::int64_t fewest = 0;
  /// Whose complexes it is about; none: everybody's.
  std::optional<Uuid> corporation;
};

/// Inside the municipality figures stand for 5 people or more; for corporations, funders, the auditor and the client council
/// for 10 or more (mission §8).
constexpr std::int64_t fewest_inside = 5, fewest_outside = 10;

Audience audience_of(const Actor& actor);

/// Whether one person can stand behind several cells of a row: in hours by service they can, in outflow they cannot.
enum class Overlap { none, possible };

/// What of a row of cells may not be published.
struct Suppression {
  std::vector<bool> cells;
  bool total = false;
};

/// Hides every cell with fewer than `fewest` people, except empty ones, each with as many of its neighbours as it takes
/// until the run stands for enough people: so the published total gives no smaller group away. Neighbours are taken by
/// their place and never by their size, so that who knows the rule cannot work a hidden cell out either (a test
/// tries). A total of few people is hidden with all of its row. Pure.
/// `persons`: the people behind each cell; `total_persons`: behind all of them together, each counted once.
Suppression suppress(std::span<const std::int64_t> persons, std::int64_t total_persons, std::int64_t fewest,
                     Overlap overlap);

}  // namespace emplooi::reporting
