#pragma once

#include "vouchers/campaign.h"

namespace emplooi::vouchers {

/// What became of a campaign's vouchers, those reissued included.
struct CampaignCounts {
  std::int64_t issued = 0;
  std::int64_t reserved = 0;
  std::int64_t redeemed = 0;
  using Columns = std::tuple<std::int64_t, std::int64_t, std::int64_t>;
};

CampaignCounts counts_of(Transaction& tx, CampaignId campaign);

/// Takes back at most `limit` vouchers of the reversed campaign that are not spent, the oldest first; each by entries that
/// mirror those of its issue. Returns how many.
int take_back(Transaction& tx, CampaignId campaign, int limit);

}  // namespace emplooi::vouchers
