#include "vouchers/hand_out.h"

namespace emplooi::vouchers {

Outcome<v1::IssueFreeVouchersResponse> issue_free_vouchers(Transaction& tx, const Actor& actor,
                                                           const v1::IssueFreeVouchersRequest& request) {
  const auto campaign = TRY(campaign_for(tx, actor, CampaignId::of(request.campaign_id())));
  const auto terms = TRY(terms_of_open(tx, campaign));
  funding::Issue issue(funding::rules_on(tx, campaign.programme, tx.today()));
  const auto ids = TRY(hand_out(tx, issue, terms, campaign, HouseholdId::of(request.household_id()), request.count()));
  TRY(issue.post(tx, campaign.id));
  v1::IssueFreeVouchersResponse response;
  for (const auto& id : ids) response.add_voucher_ids(to_string(id));
  response.set_expires_on(to_string(terms.last_valid_day(tx.today())));
  return response;
}

}  // namespace emplooi::vouchers
