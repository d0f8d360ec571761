#include "identity/attempts.h"
#include "identity/device.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/pin.h"
#include "identity/session.h"

namespace emplooi::identity {

Outcome<v1::SignInWithPinResponse> sign_in_with_pin(store::Store& store, const Actor& actor,
                                                    const v1::SignInWithPinRequest& request) {
  std::optional<ActorId> owner;
  PinProof proof{actor.municipality,
                 {},
                 v1::SECURITY_EVENT_KIND_ACCOUNT_SHUT,
                 {},
                 actor.device,
                 request.pin(),
                 "emplooi.identity.v1.DeviceService.SignInWithPin"};
  store.read(actor.municipality, [&](Transaction& tx) {
    const auto device = tx.one<Device>(sql::device, actor.device);
    if (device) owner = device->owner;
    if (!owner) return;
    proof.former_holder = *owner;
    proof.holder = tx.one<PinHolder>(sql::pin_of, *owner);
  });
  if (!owner) return refuse(REFUSAL_DEVICE_NEEDED);
  auto attempt = TRY(Try::begin(store, actor));
  v1::SignInWithPinResponse response;
  TRY(prove_pin(store, proof, [&](Transaction& tx) {
    if (!tx.one<std::int64_t>(sql::is_active_device, actor.device, "phone")) return false;
    end_session_of(tx, actor);
    tell(open_session(tx, {*owner, actor.device, settings().session_idle, settings().session_lifetime}), *owner,
         response);
    return true;
  }));
  attempt.succeeded();
  return response;
}

}  // namespace emplooi::identity
