#include "residents/address.h"
#include "residents/residents.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

Outcome<v1::MoveHouseholdResponse> move_household(Transaction& tx, const Actor&,
                                                  const v1::MoveHouseholdRequest& request) {
  const auto address = TRY(address_of(tx, request));
  const auto moved =
      tx.one<HouseholdId>(sql::move_household, HouseholdId::of(request.household_id()), address.neighbourhood,
                          address.complex, address.postcode, address.house_number);
  if (!moved) return refuse(REFUSAL_HOUSEHOLD_NOT_FOUND);
  return v1::MoveHouseholdResponse();
}

}  // namespace emplooi::residents
