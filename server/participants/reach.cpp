#include "participants/reach.h"

#include "participants/participants.sql.h"

namespace emplooi::participants {

Outcome<Participant> participant_in_reach(Transaction& tx, const Actor& actor, ParticipantId id) {
  const auto only = actor.only();
  const bool is_coach = actor.reach == REACH_OWN_PARTICIPANTS;
  if (only && !is_coach && *only != id) return refuse(REFUSAL_ACTOR_NOT_ALLOWED);
  const auto found = TRY(participant(tx, id));
  if (is_coach && found.coach != *only) return refuse(REFUSAL_ACTOR_NOT_ALLOWED);
  return found;
}

Outcome<Participant> active_participant_in_reach(Transaction& tx, const Actor& actor, ParticipantId id) {
  const auto found = TRY(participant_in_reach(tx, actor, id));
  if (!found.active) return refuse(REFUSAL_PARTICIPANT_NOT_ACTIVE);
  return found;
}

Outcome<void> check_not_to_come(Transaction& tx, const std::string& day, const char* field) {
  if (day <= to_string(tx.today())) return {};
  return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "this day is still to come", field};
}

std::string role_of_account(Transaction& tx, const std::string& actor_id) {
  return tx.one<std::string>(sql::role_of_account, ActorId::of(actor_id)).value_or("");
}

}  // namespace emplooi::participants
