#include "residents/residents.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

Outcome<v1::SetLowIncomeResponse> set_low_income(Transaction& tx, const Actor&,
                                                 const v1::SetLowIncomeRequest& request) {
  const auto id = ResidentId::of(request.resident_id());
  if (!tx.one<ResidentId>(sql::set_low_income, id, request.low_income())) {
    TRY(resident(tx, id));
    return refuse(REFUSAL_RESIDENT_DECEASED);
  }
  return v1::SetLowIncomeResponse();
}

}  // namespace emplooi::residents
