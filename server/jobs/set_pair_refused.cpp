#include "jobs/jobs.h"
#include "jobs/jobs.sql.h"
#include "participants/participants.h"
#include "residents/residents.h"

namespace emplooi::jobs {

Outcome<v1::SetPairRefusedResponse> set_pair_refused(Transaction& tx, const Actor&,
                                                     const v1::SetPairRefusedRequest& request) {
  const auto household = TRY(residents::resident(tx, ResidentId::of(request.resident_id()))).household;
  const auto participant = TRY(participants::participant(tx, ParticipantId::of(request.participant_id()))).id;
  tx.run(request.refused() ? sql::refuse_pair : sql::allow_pair, household, participant);
  return v1::SetPairRefusedResponse();
}

}  // namespace emplooi::jobs
