#pragma once

#include "identity/actor.h"
#include "participants/participants.h"

namespace emplooi::participants {

/// The participant, if the actor may read and guide them: participants reach themselves, coaches those whom they guide.
/// Refuses: actor_not_allowed, participant_not_found.
Outcome<Participant> participant_in_reach(Transaction& tx, const Actor& actor, ParticipantId id);

/// As participant_in_reach(). Refuses also: participant_not_active.
Outcome<Participant> active_participant_in_reach(Transaction& tx, const Actor& actor, ParticipantId id);

/// A day of which something is recorded afterwards. Refuses: field_out_of_bounds (it is still to come).
Outcome<void> check_not_to_come(Transaction& tx, const std::string& day, const char* field);

/// The role of an account that is not closed; empty if there is none.
std::string role_of_account(Transaction& tx, const std::string& actor_id);

}  // namespace emplooi::participants
