#pragma once

#include <map>

#include "vouchers/issue.h"

namespace emplooi::vouchers {

/// Free vouchers for a target group.
struct Campaign {
  CampaignId id;
  ProgrammeId programme;
  int vouchers_per_household = 0;
  bool low_income_only = false;
  /// The last day on which it hands out.
  Date ends_on;
  /// The corporation that opened it; none for the municipality.
  std::optional<CorporationId> corporation;
  /// Its vouchers are taken back.
  bool is_reversed = false;

  using Columns = std::tuple<CampaignId, ProgrammeId, int, bool, Date, std::optional<CorporationId>, bool>;
};

/// Corporations see no counts of households under ten (mission §8), and counts in whole tens only: who asks again after one
/// household has come, or for two campaigns that differ by a few, is told the same.
inline int smallest_count_for(const Actor& actor) { return actor.only() ? 10 : 1; }

/// The count as this actor may know it.
inline std::int64_t told_to(const Actor& actor, std::int64_t households) {
  return households - households % smallest_count_for(actor);
}

/// Households that campaigns reach or pass over together: all of a complex, with a low income or without.
struct CampaignGroup {
  std::optional<ComplexId> complex;
  bool low_income = false;

  friend auto operator<=>(const CampaignGroup&, const CampaignGroup&) = default;
};

/// How many households of each group this actor is told of. Every figure of a corporation's preview comes from these
/// alone, so that no two campaigns subtracted from each other tell of a smaller group. Pure.
std::map<CampaignGroup, std::int64_t> told_of(const Actor& actor,
                                              const std::map<CampaignGroup, std::int64_t>& households);

/// The campaign, if this actor may hand it out. Refuses: campaign_not_found.
Outcome<Campaign> campaign_for(Transaction& tx, const Actor& actor, CampaignId id);

residents::Audience audience_of(Transaction& tx, const Campaign& campaign);

/// Households after the last that the campaign reached, in the order of their ids.
std::vector<HouseholdId> next_households(Transaction& tx, const Campaign& campaign, HouseholdId after, int limit);

/// Free vouchers for a household, without prices yet.
Batch free_batch(const organisations::Terms& terms, const Campaign& campaign, const residents::Household& household,
                 Date today);

}  // namespace emplooi::vouchers
