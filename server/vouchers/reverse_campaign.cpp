#include "vouchers/reversal.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

namespace {

/// What one command takes back before it lets others write; due work goes on.
constexpr int at_once = 100;

}  // namespace

Outcome<v1::ReverseCampaignResponse> reverse_campaign(Transaction& tx, const Actor& actor,
                                                      const v1::ReverseCampaignRequest& request) {
  const auto campaign = TRY(campaign_for(tx, actor, CampaignId::of(request.campaign_id())));
  if (tx.run(sql::reverse_campaign, campaign.id, tx.now()) == 0) return refuse(REFUSAL_CAMPAIGN_ALREADY_REVERSED);
  v1::ReverseCampaignResponse response;
  response.set_taken_back(take_back(tx, campaign.id, at_once));
  const auto left = counts_of(tx, campaign.id);
  response.set_to_take_back(left.issued);
  response.set_reserved(left.reserved);
  response.set_spent(left.redeemed);
  return response;
}

}  // namespace emplooi::vouchers
