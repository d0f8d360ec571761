#include "residents/name_key.h"
#include "residents/residents.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

Outcome<v1::RegisterResidentResponse> register_resident(Transaction& tx, const Actor&,
                                                        const v1::RegisterResidentRequest& request) {
  if (request.born_on() > to_string(tx.today())) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "nobody is born in the future", "born_on"};
  }
  if (name_key(request.name()).empty()) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "a name has letters", "name"};
  }
  const auto household = TRY(residents::household(tx, HouseholdId::of(request.household_id())));
  std::optional<std::string> born_on;
  if (!request.born_on().empty()) born_on = request.born_on();
  const auto id = tx.new_id<ResidentId>();
  tx.run(sql::add_resident, id, household.id, request.name(), born_on, request.phone(), request.low_income());
  for (const auto& tail : name_tails(request.name())) tx.run(sql::add_name_tail, tail, id);
  v1::RegisterResidentResponse response;
  response.set_resident_id(to_string(id));
  return response;
}

}  // namespace emplooi::residents
