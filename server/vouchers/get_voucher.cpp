#include "vouchers/issue.h"
#include "vouchers/voucher_details.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

Outcome<v1::GetVoucherResponse> get_voucher(Transaction& tx, const Actor& actor, const v1::GetVoucherRequest& request) {
  const auto voucher = TRY(voucher_for(tx, actor, VoucherId::of(request.voucher_id())));
  v1::GetVoucherResponse response;
  tx.one<VoucherDetails>(sql::voucher_details, voucher.id)->write(*response.mutable_voucher());
  if (actor.only()) return response;
  for (const auto& [rule, budget, amount] : allocations_of(tx, voucher.id)) {
    auto& allocation = *response.add_allocations();
    allocation.set_budget_id(to_string(budget));
    allocation.set_amount_cents(amount.value);
  }
  return response;
}

}  // namespace emplooi::vouchers
