#include "base/paging.h"
#include "settlement/settlement.h"
#include "settlement/settlement.sql.h"

namespace emplooi::settlement {

Outcome<v1::ListPayOutsResponse> list_pay_outs(Transaction& tx, const Actor&, const v1::ListPayOutsRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<HouseholdId, Cents>(sql::pay_outs_after, ProgrammeId::of(request.programme_id()), paging.after,
                                         paging.limit());
  v1::ListPayOutsResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const auto& row) { return std::get<0>(row); }));
  for (const auto& [household, owed] : rows) {
    auto& pay_out = *response.add_pay_outs();
    pay_out.set_household_id(to_string(household));
    pay_out.set_amount_cents(owed.value);
  }
  return response;
}

}  // namespace emplooi::settlement
