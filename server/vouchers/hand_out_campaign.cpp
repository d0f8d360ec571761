#include <algorithm>

#include "vouchers/hand_out.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

Outcome<v1::HandOutCampaignResponse> hand_out_campaign(Transaction& tx, const Actor& actor,
                                                       const v1::HandOutCampaignRequest& request) {
  const auto campaign = TRY(campaign_for(tx, actor, CampaignId::of(request.campaign_id())));
  const auto terms = TRY(terms_of_open(tx, campaign));
  const int limit = std::max(request.limit() == 0 ? 100 : request.limit(), smallest_count_for(actor));
  const auto households = next_households(tx, campaign, HouseholdId(), limit);
  funding::Issue issue(funding::rules_on(tx, campaign.programme, tx.today()));
  int vouchers = 0;
  for (const auto& household : households) {
    const auto ids = TRY(hand_out(tx, issue, terms, campaign, household, campaign.vouchers_per_household));
    vouchers += static_cast<int>(ids.size());
  }
  TRY(issue.post(tx, campaign.id));
  v1::HandOutCampaignResponse response;
  if (households.size() >= static_cast<std::size_t>(smallest_count_for(actor))) {
    response.set_households(static_cast<int>(households.size()));
    response.set_vouchers(vouchers);
  }
  response.set_done(households.size() < static_cast<std::size_t>(limit));
  return response;
}

}  // namespace emplooi::vouchers
