#include "residents/person.h"
#include "residents/preferences.h"
#include "residents/residents.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

Outcome<v1::GetResidentResponse> get_resident(Transaction& tx, const Actor& actor,
                                              const v1::GetResidentRequest& request) {
  const auto id = ResidentId::of(request.resident_id());
  TRY(may_act_for(actor, id));
  const auto person = tx.one<Person>(sql::person, id);
  if (!person) return refuse(REFUSAL_RESIDENT_NOT_FOUND);
  v1::GetResidentResponse response;
  *response.mutable_resident() = to_message(*person);
  *response.mutable_household() = home(tx, person->household).value();
  *response.mutable_preferences() = preferences_of(tx, id);
  return response;
}

}  // namespace emplooi::residents
