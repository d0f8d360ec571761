#include "vouchers/campaign.h"

#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

Outcome<Campaign> campaign_for(Transaction& tx, const Actor& actor, CampaignId id) {
  const auto campaign = tx.one<Campaign>(sql::campaign, id);
  const auto own = actor.only();
  if (!campaign || (own && campaign->corporation != *own)) return refuse(REFUSAL_CAMPAIGN_NOT_FOUND);
  return *campaign;
}

residents::Audience audience_of(Transaction& tx, const Campaign& campaign) {
  residents::Audience audience{campaign.programme, campaign.low_income_only, {}, {}};
  for (const auto& [kind, place] : tx.all<std::string, Uuid>(sql::campaign_places, campaign.id)) {
    if (kind == "complex")
      audience.complexes.emplace_back(place);
    else
      audience.neighbourhoods.emplace_back(place);
  }
  return audience;
}

std::vector<HouseholdId> next_households(Transaction& tx, const Campaign& campaign, HouseholdId after, int limit) {
  std::vector<HouseholdId> chosen;
  const auto audience = audience_of(tx, campaign);
  while (true) {
    const auto page = residents::target_households(tx, audience, after, limit);
    for (const auto& household : page) {
      const bool has_had_some = tx.one<std::int64_t>(sql::had_of_campaign, campaign.id, household).has_value();
      if (!has_had_some) chosen.push_back(household);
      if (chosen.size() == static_cast<std::size_t>(limit)) return chosen;
    }
    if (page.size() < static_cast<std::size_t>(limit)) return chosen;
    after = page.back();
  }
}

std::map<CampaignGroup, std::int64_t> told_of(const Actor& actor,
                                              const std::map<CampaignGroup, std::int64_t>& households) {
  std::map<CampaignGroup, std::int64_t> told;
  for (const auto& [group, count] : households) told[group] = told_to(actor, count);
  return told;
}

Batch free_batch(const organisations::Terms& terms, const Campaign& campaign, const residents::Household& household,
                 Date today) {
  Batch batch = batch_under(terms, campaign.programme, today);
  batch.household = household.id;
  batch.kind = "free";
  batch.issue = campaign.id;
  batch.low_income = household.low_income;
  batch.complex = household.complex;
  batch.neighbourhood = household.neighbourhood;
  return batch;
}

}  // namespace emplooi::vouchers
