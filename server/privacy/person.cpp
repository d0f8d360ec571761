#include "privacy/person.h"

#include "participants/participants.h"
#include "residents/residents.h"

namespace emplooi::privacy {

Outcome<PersonRef> person_of(Transaction& tx, const Actor& actor, const v1::Person& asked) {
  const bool is_resident = !asked.resident_id().empty();
  if (is_resident == !asked.participant_id().empty()) {
    return Refused{is_resident ? REFUSAL_FIELD_OUT_OF_BOUNDS : REFUSAL_FIELD_MISSING,
                   "a person is a resident or a participant", "person"};
  }
  const PersonRef person{is_resident ? "resident" : "participant",
                         parse_uuid(is_resident ? asked.resident_id() : asked.participant_id()).value()};
  if (actor.only().value_or(person.id) != person.id) return refuse(REFUSAL_ACTOR_NOT_ALLOWED);
  if (is_resident) {
    TRY(residents::resident(tx, ResidentId(person.id)));
  } else {
    TRY(participants::participant(tx, ParticipantId(person.id)));
  }
  return person;
}

}  // namespace emplooi::privacy
