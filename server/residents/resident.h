#pragma once

#include <optional>
#include <tuple>
#include <vector>

#include "base/id.h"

namespace emplooi::residents {

/// What the other domains need to know of a person who is served; nothing that names anybody.
struct Resident {
  ResidentId id;
  HouseholdId household;
  bool low_income = false;
  bool deceased = false;
  /// Of the household.
  std::optional<ComplexId> complex;
  NeighbourhoodId neighbourhood;

  using Columns = std::tuple<ResidentId, HouseholdId, bool, bool, std::optional<ComplexId>, NeighbourhoodId>;
};

struct Household {
  HouseholdId id;
  NeighbourhoodId neighbourhood;
  std::optional<ComplexId> complex;
  /// Of a living member.
  bool low_income = false;

  using Columns = std::tuple<HouseholdId, NeighbourhoodId, std::optional<ComplexId>, bool>;
};

/// Which households of a programme's target group are meant, for a campaign.
struct Audience {
  ProgrammeId programme;
  /// Only those with a low income, not the other tenants of the programme's complexes.
  bool low_income_only = false;
  /// Only those who live in one of these complexes or neighbourhoods; both empty: wherever they live.
  std::vector<ComplexId> complexes;
  std::vector<NeighbourhoodId> neighbourhoods;
};

}  // namespace emplooi::residents
