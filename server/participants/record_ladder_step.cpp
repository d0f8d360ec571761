#include "participants/participants.h"
#include "participants/participants.sql.h"
#include "participants/reach.h"

namespace emplooi::participants {

namespace {

/// Coaches and case managers assess.
Outcome<ActorId> assessor_of(Transaction& tx, const Actor& actor, const std::string& assessor_id) {
  if (assessor_id.empty()) return actor.id;
  const auto role = role_of_account(tx, assessor_id);
  if (role == "coach" || role == "case_manager") return ActorId::of(assessor_id);
  return Refused{REFUSAL_ACTOR_NOT_FOUND, "no coach or case manager has this id", "assessor_id"};
}

}  // namespace

Outcome<v1::RecordLadderStepResponse> record_ladder_step(Transaction& tx, const Actor& actor,
                                                         const v1::RecordLadderStepRequest& request) {
  TRY(check_not_to_come(tx, request.assessed_on(), "assessed_on"));
  const auto participant = TRY(active_participant_in_reach(tx, actor, ParticipantId::of(request.participant_id())));
  const auto assessor = TRY(assessor_of(tx, actor, request.assessor_id()));
  tx.run(sql::record_ladder_step, participant.id, request.assessed_on(), request.step(), assessor);
  return v1::RecordLadderStepResponse();
}

}  // namespace emplooi::participants
