#include "vouchers/issue.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

Outcome<v1::BlockVoucherResponse> block_voucher(Transaction& tx, const Actor& actor,
                                                const v1::BlockVoucherRequest& request) {
  const auto voucher = TRY(voucher_for(tx, actor, VoucherId::of(request.voucher_id())));
  if (tx.run(sql::block, voucher.id, tx.today()) == 0) return refusal_by_state(voucher, tx.today());
  release_funding(tx, voucher, "block");
  return v1::BlockVoucherResponse();
}

}  // namespace emplooi::vouchers
