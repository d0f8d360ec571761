#pragma once

#include "vouchers/campaign.h"

namespace emplooi::vouchers {

/// Gives a household `count` vouchers of the campaign. The caller posts the funding once for all.
/// Refuses: free_ceiling_reached, funding_exhausted.
Outcome<std::vector<VoucherId>> hand_out(Transaction& tx, funding::Issue& issue, const organisations::Terms& terms,
                                         const Campaign& campaign, HouseholdId household, int count);

/// What handing out begins with. Refuses: campaign_closed, terms_not_set.
Outcome<organisations::Terms> terms_of_open(Transaction& tx, const Campaign& campaign);

}  // namespace emplooi::vouchers
