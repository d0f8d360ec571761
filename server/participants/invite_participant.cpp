#include "base/field_rules.h"
#include "base/timestamp.h"
#include "identity/code.h"
#include "identity/invitation.h"
#include "participants/invitations.h"
#include "participants/reach.h"

namespace emplooi::participants {

Outcome<v1::InviteParticipantResponse> invite_participant(store::Store& store, const Actor& actor,
                                                          const v1::InviteParticipantRequest& request) {
  const store::Command command{actor.municipality, CommandId(), actor.id,
                               "emplooi.participants.v1.InvitationService.InviteParticipant", canonical_bytes(request)};
  v1::InviteParticipantResponse response;
  TRY(store.write_now(command, [&](Transaction& tx) -> Outcome<std::string> {
    const auto participant = TRY(active_participant_in_reach(tx, actor, ParticipantId::of(request.participant_id())));
    const auto invitation = identity::invite_phone_of(tx, actor, participant.id);
    response.set_code(identity::in_groups(invitation.code));
    response.set_link_fragment("#" + identity::slug_of(tx) + "/" + invitation.code);
    *response.mutable_expires_at() = to_timestamp(invitation.expires_at);
    return std::string();
  }));
  return response;
}

void offer_invitations(Operations& operations) { operations.add_session(invite_participant); }

}  // namespace emplooi::participants
