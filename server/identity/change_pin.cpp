#include "identity/attempts.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/pin.h"
#include "identity/session.h"

namespace emplooi::identity {

Outcome<v1::ChangePinResponse> change_pin(store::Store& store, const Actor& actor,
                                          const v1::ChangePinRequest& request) {
  if (actor.device.is_nil()) return refuse(REFUSAL_DEVICE_NEEDED);
  const auto new_hash = TRY(hash_of_pin(request.new_pin()));
  auto attempt = TRY(Try::begin(store, actor));
  PinProof proof{actor.municipality,
                 {},
                 v1::SECURITY_EVENT_KIND_ACCOUNT_SHUT,
                 actor.id,
                 actor.device,
                 request.old_pin(),
                 "emplooi.identity.v1.DeviceService.ChangePin"};
  store.read(actor.municipality, [&](Transaction& tx) { proof.holder = tx.one<PinHolder>(sql::pin_of, actor.id); });
  v1::ChangePinResponse response;
  TRY(prove_pin(store, proof, [&](Transaction& tx) {
    auto token = change_token(tx, actor);
    if (!token) return false;
    tx.run(sql::set_pin, actor.id, new_hash);
    tx.run(sql::revoke_sessions_except, actor.id, actor.session);
    response.set_token(*std::move(token));
    return true;
  }));
  attempt.succeeded();
  return response;
}

}  // namespace emplooi::identity
