#include "base/field_rules.h"
#include "identity/attempts.h"
#include "identity/device.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/invitation.h"
#include "identity/pin.h"
#include "identity/session.h"

namespace emplooi::identity {

Outcome<v1::EnrolPhoneResponse> enrol_phone(store::Store& store, const Actor& actor,
                                            const v1::EnrolPhoneRequest& request) {
  if (!is_public_key(request.public_key())) {
    return Refused{REFUSAL_PUBLIC_KEY_MALFORMED, "65 bytes: 0x04 || x || y", "public_key"};
  }
  auto attempt = TRY(Try::begin(store, actor));
  const auto invited = TRY(find_invited(store, request.municipality_slug(), request.code(), "phone"));
  const auto pin_hash = TRY(hash_of_pin(request.pin()));
  const auto owner = *invited.owner;
  const store::Command command{invited.municipality, CommandId(), owner, "emplooi.identity.v1.DeviceService.EnrolPhone",
                               canonical_bytes(request)};
  v1::EnrolPhoneResponse response;
  TRY(store.write_now(command, [&](Transaction& tx) -> Outcome<std::string> {
    TRY(enrol(tx, invited, request.public_key()));
    tx.run(sql::revoke_phones, owner, invited.device, tx.now());
    tx.run(sql::revoke_sessions_except, owner, SessionId());
    tx.run(sql::set_pin, owner, pin_hash);
    tell(open_session(tx, {owner, invited.device, settings().session_idle, settings().session_lifetime}), owner,
         response);
    return std::string();
  }));
  attempt.succeeded();
  response.set_device_id(to_string(invited.device));
  response.set_municipality_id(to_string(invited.municipality));
  return response;
}

}  // namespace emplooi::identity
