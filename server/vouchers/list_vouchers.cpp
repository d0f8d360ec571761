#include "base/paging.h"
#include "residents/residents.h"
#include "vouchers/voucher_details.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

Outcome<v1::ListVouchersResponse> list_vouchers(Transaction& tx, const Actor& actor,
                                                const v1::ListVouchersRequest& request) {
  const auto resident_id = ResidentId::of(request.resident_id());
  TRY(residents::may_act_for(actor, resident_id));
  const auto resident = TRY(residents::resident(tx, resident_id));
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<VoucherDetails>(sql::list_vouchers, resident.household, paging.after, request.spendable_only(),
                                     tx.today(), paging.limit());
  v1::ListVouchersResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const VoucherDetails& row) { return row.id; }));
  for (const auto& row : rows) row.write(*response.add_vouchers());
  return response;
}

}  // namespace emplooi::vouchers
