#include "participants/participants.h"
#include "participants/participants.sql.h"
#include "residents/residents.h"

namespace emplooi::participants {

Outcome<v1::RecordKinshipResponse> record_kinship(Transaction& tx, const Actor&,
                                                  const v1::RecordKinshipRequest& request) {
  const auto participant = TRY(participants::participant(tx, ParticipantId::of(request.participant_id())));
  const auto resident = TRY(residents::resident(tx, ResidentId::of(request.resident_id())));
  tx.run(sql::record_kinship, participant.id, resident.id, request.degree());
  return v1::RecordKinshipResponse();
}

}  // namespace emplooi::participants
