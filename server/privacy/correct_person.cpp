#include "participants/participants.h"
#include "privacy/person.h"
#include "privacy/privacy.h"
#include "privacy/privacy.sql.h"
#include "residents/residents.h"

namespace emplooi::privacy {

Outcome<v1::CorrectPersonResponse> correct_person(Transaction& tx, const Actor& actor,
                                                  const v1::CorrectPersonRequest& request) {
  if (request.name().empty() && request.born_on().empty() && request.phone().empty()) {
    return Refused{REFUSAL_FIELD_MISSING, "a name, a day of birth or a phone is corrected", "name"};
  }
  if (request.born_on() > to_string(tx.today())) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "nobody is born in the future", "born_on"};
  }
  const auto person = TRY(person_of(tx, actor, request.person()));
  if (tx.one<Uuid>(sql::erasure_of, person.id)) return refuse(REFUSAL_PERSON_ERASED);
  if (person.kind == "resident") {
    TRY(residents::correct(tx, ResidentId(person.id), request.name(), request.born_on(), request.phone()));
  } else if (!request.phone().empty()) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "no phone is kept of participants", "phone"};
  } else {
    participants::correct(tx, ParticipantId(person.id), request.name(), request.born_on());
  }
  return v1::CorrectPersonResponse();
}

}  // namespace emplooi::privacy
