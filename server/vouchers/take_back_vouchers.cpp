#include "vouchers/reversal.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

Outcome<v1::TakeBackVouchersResponse> take_back_vouchers(Transaction& tx, const Actor&,
                                                         const v1::TakeBackVouchersRequest& request) {
  const int limit = request.limit() == 0 ? 100 : request.limit();
  int taken = 0;
  for (const auto& campaign : tx.all<CampaignId>(sql::reversed_campaigns)) {
    taken += take_back(tx, campaign, limit - taken);
    if (taken == limit) break;
  }
  v1::TakeBackVouchersResponse response;
  response.set_taken_back(taken);
  return response;
}

}  // namespace emplooi::vouchers
