#include "vouchers/hand_out.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

Outcome<v1::HandOutCampaignResponse> hand_out_campaign(Transaction& tx, const Actor& actor,
                                                       const v1::HandOutCampaignRequest& request) {
  const auto campaign = TRY(campaign_for(tx, actor, CampaignId::of(request.campaign_id())));
  const auto terms = TRY(terms_of_open(tx, campaign));
  const int step = smallest_count_for(actor);
  // In whole tens too, or `done` would tell how many were left.
  const int limit = ((request.limit() == 0 ? 100 : request.limit()) + step - 1) / step * step;
  const auto households = next_households(tx, campaign, HouseholdId(), limit);
  funding::Issue issue(funding::rules_on(tx, campaign.programme, tx.today()));
  for (const auto& household : households) {
    TRY(hand_out(tx, issue, terms, campaign, household, campaign.vouchers_per_household));
  }
  TRY(issue.post(tx, campaign.id));
  v1::HandOutCampaignResponse response;
  const auto told = static_cast<int>(told_to(actor, static_cast<std::int64_t>(households.size())));
  response.set_households(told);
  response.set_vouchers(told * campaign.vouchers_per_household);
  response.set_done(households.size() < static_cast<std::size_t>(limit));
  return response;
}

}  // namespace emplooi::vouchers
