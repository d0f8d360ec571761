#include "vouchers/reversal.h"

#include "base/check.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

CampaignCounts counts_of(Transaction& tx, CampaignId campaign) {
  return *tx.one<CampaignCounts>(sql::count_of_campaign, campaign);
}

int take_back(Transaction& tx, CampaignId campaign, int limit) {
  const auto ids = tx.all<VoucherId>(sql::unspent_of_campaign, campaign, limit);
  for (const auto& id : ids) {
    const auto taken = voucher(tx, id).value();
    ensure(taken.paid == 0_cents, "nobody paid for a campaign's voucher");
    ensure(tx.run(sql::take_back, id) == 1, "an unspent voucher can be taken back");
    release_funding(tx, taken, "take_back");
  }
  return static_cast<int>(ids.size());
}

bool is_taking_back_due(Transaction& tx) {
  for (const auto& campaign : tx.all<CampaignId>(sql::reversed_campaigns)) {
    if (!tx.all<VoucherId>(sql::unspent_of_campaign, campaign, 1).empty()) return true;
  }
  return false;
}

}  // namespace emplooi::vouchers
