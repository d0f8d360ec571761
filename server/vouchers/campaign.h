#pragma once

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

  using Columns = std::tuple<CampaignId, ProgrammeId, int, bool, Date, std::optional<CorporationId>>;
};

/// Corporations see no counts of households under ten (mission §8).
inline int smallest_count_for(const Actor& actor) { return actor.only() ? 10 : 0; }

/// The campaign, if this actor may hand it out. Refuses: campaign_not_found.
Outcome<Campaign> campaign_for(Transaction& tx, const Actor& actor, CampaignId id);

residents::Audience audience_of(Transaction& tx, const Campaign& campaign);

/// Households after the last that the campaign reached, in the order of their ids.
std::vector<HouseholdId> next_households(Transaction& tx, const Campaign& campaign, HouseholdId after, int limit);

/// Free vouchers for a household, without prices yet.
Batch free_batch(const organisations::Terms& terms, const Campaign& campaign, const residents::Household& household,
                 Date today);

}  // namespace emplooi::vouchers
