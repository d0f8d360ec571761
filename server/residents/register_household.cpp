#include "residents/address.h"
#include "residents/residents.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

Outcome<v1::RegisterHouseholdResponse> register_household(Transaction& tx, const Actor&,
                                                          const v1::RegisterHouseholdRequest& request) {
  const auto address = TRY(address_of(tx, request));
  const auto id = tx.new_id<HouseholdId>();
  tx.run(sql::add_household, id, address.neighbourhood, address.complex, address.postcode, address.house_number);
  v1::RegisterHouseholdResponse response;
  response.set_household_id(to_string(id));
  return response;
}

}  // namespace emplooi::residents
