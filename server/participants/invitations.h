#pragma once

#include "emplooi/participants/v1/invitations.pb.h"
#include "identity/operations.h"

namespace emplooi::participants {

/// Coaches invite those whom they guide, case managers everybody. The invitation before is worth nothing any more; a phone
/// that is enrolled already works on until the new one is.
/// Refuses: participant_not_found, actor_not_allowed, participant_not_active.
Outcome<v1::InviteParticipantResponse> invite_participant(store::Store&, const Actor&,
                                                          const v1::InviteParticipantRequest&);

void offer_invitations(Operations& operations);

}  // namespace emplooi::participants
