#include "catalogue/catalogue.h"
#include "participants/participants.h"
#include "participants/participants.sql.h"
#include "participants/reach.h"

namespace emplooi::participants {

Outcome<v1::AssessFitnessResponse> assess_fitness(Transaction& tx, const Actor& actor,
                                                  const v1::AssessFitnessRequest& request) {
  TRY(check_not_to_come(tx, request.assessed_on(), "assessed_on"));
  const auto participant = TRY(active_participant_in_reach(tx, actor, ParticipantId::of(request.participant_id())));
  const auto service = TRY(catalogue::service(tx, ServiceId::of(request.service_id())));
  tx.run(sql::assess_fitness, participant.id, service.id, request.assessed_on(), request.fit(), actor.id);
  return v1::AssessFitnessResponse();
}

}  // namespace emplooi::participants
