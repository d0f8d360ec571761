#include "participants/availability.h"
#include "participants/participants.sql.h"
#include "participants/reach.h"

namespace emplooi::participants {

Outcome<v1::SetGuidanceCapacityResponse> set_guidance_capacity(Transaction& tx, const Actor&,
                                                               const v1::SetGuidanceCapacityRequest& request) {
  if (role_of_account(tx, request.coach_id()) != "coach") {
    return Refused{REFUSAL_ACTOR_NOT_FOUND, "no coach has this id", "coach_id"};
  }
  tx.run(sql::set_guidance_capacity, ActorId::of(request.coach_id()), request.minutes_a_day());
  return v1::SetGuidanceCapacityResponse();
}

}  // namespace emplooi::participants
