#include "residents/person.h"
#include "residents/residents.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

namespace {

Outcome<void> may_read(Transaction& tx, const Actor& actor, HouseholdId household) {
  if (!actor.only()) return {};
  const auto self = TRY(resident(tx, ResidentId(actor.subject)));
  if (self.household != household) return refuse(REFUSAL_ACTOR_NOT_ALLOWED);
  return {};
}

}  // namespace

Outcome<v1::ListHouseholdResponse> list_household(Transaction& tx, const Actor& actor,
                                                  const v1::ListHouseholdRequest& request) {
  const auto id = HouseholdId::of(request.household_id());
  TRY(may_read(tx, actor, id));
  auto household = home(tx, id);
  if (!household) return refuse(REFUSAL_HOUSEHOLD_NOT_FOUND);
  v1::ListHouseholdResponse response;
  *response.mutable_household() = *std::move(household);
  for (const auto& person : tx.all<Person>(sql::people_of_household, id)) {
    *response.add_residents() = to_message(person);
  }
  return response;
}

}  // namespace emplooi::residents
