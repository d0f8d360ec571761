#include "base/field_rules.h"
#include "base/timestamp.h"
#include "identity/code.h"
#include "identity/identity.h"
#include "identity/invitation.h"

namespace emplooi::identity {

Outcome<v1::InviteKioskResponse> invite_kiosk(store::Store& store, const Actor& actor,
                                              const v1::InviteKioskRequest& request) {
  const store::Command command{actor.municipality, CommandId(), actor.id,
                               "emplooi.identity.v1.DeviceService.InviteKiosk", canonical_bytes(request)};
  v1::InviteKioskResponse response;
  TRY(store.write_now(command, [&](Transaction& tx) -> Outcome<std::string> {
    const auto invitation = invite_kiosk_at(tx, actor, request.name());
    response.set_device_id(to_string(invitation.device));
    response.set_code(in_groups(invitation.code));
    *response.mutable_expires_at() = to_timestamp(invitation.expires_at);
    return std::string();
  }));
  return response;
}

}  // namespace emplooi::identity
