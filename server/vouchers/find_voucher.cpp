#include "vouchers/code.h"
#include "vouchers/issue.h"
#include "vouchers/voucher_details.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

Outcome<v1::FindVoucherResponse> find_voucher(Transaction& tx, const Actor& actor,
                                              const v1::FindVoucherRequest& request) {
  const auto code = read_code(request.code());
  const auto id = code ? tx.one<VoucherId>(sql::find_code, *code) : std::nullopt;
  if (!id) return refuse(REFUSAL_VOUCHER_NOT_FOUND);
  const auto voucher = TRY(voucher_for(tx, actor, *id));
  v1::FindVoucherResponse response;
  tx.one<VoucherDetails>(sql::voucher_details, voucher.id)->write(*response.mutable_voucher());
  return response;
}

}  // namespace emplooi::vouchers
