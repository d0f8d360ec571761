#include "base/field_rules.h"
#include "identity/attempts.h"
#include "identity/device.h"
#include "identity/identity.h"
#include "identity/invitation.h"

namespace emplooi::identity {

Outcome<v1::EnrolKioskResponse> enrol_kiosk(store::Store& store, const Actor& actor,
                                            const v1::EnrolKioskRequest& request) {
  if (!is_public_key(request.public_key())) {
    return Refused{REFUSAL_PUBLIC_KEY_MALFORMED, "65 bytes: 0x04 || x || y", "public_key"};
  }
  auto attempt = TRY(Try::begin(store, actor));
  const auto invited = TRY(find_invited(store, request.municipality_slug(), request.code(), "kiosk"));
  const store::Command command{invited.municipality, CommandId(), ActorId(),
                               "emplooi.identity.v1.DeviceService.EnrolKiosk", canonical_bytes(request)};
  TRY(store.write_now(command, [&](Transaction& tx) -> Outcome<std::string> {
    TRY(enrol(tx, invited, request.public_key()));
    return std::string();
  }));
  attempt.succeeded();
  v1::EnrolKioskResponse response;
  response.set_device_id(to_string(invited.device));
  response.set_municipality_id(to_string(invited.municipality));
  response.set_fingerprint(fingerprint_of(request.public_key()));
  return response;
}

}  // namespace emplooi::identity
