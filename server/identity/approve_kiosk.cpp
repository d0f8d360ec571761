#include "identity/code.h"
#include "identity/device.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

Outcome<v1::ApproveKioskResponse> approve_kiosk(Transaction& tx, const Actor& actor,
                                                const v1::ApproveKioskRequest& request) {
  const auto device = tx.one<Device>(sql::device, DeviceId::of(request.device_id()));
  if (!device || device->kind != "kiosk") return refuse(REFUSAL_DEVICE_NOT_FOUND);
  if (device->state != "enrolled") return refuse(REFUSAL_DEVICE_NOT_ENROLLED);
  if (read_code(request.fingerprint()) != read_code(fingerprint_of(device->public_key->value))) {
    return refuse(REFUSAL_FINGERPRINT_DIFFERS);
  }
  const auto approved = tx.run(sql::approve_device, device->id, *device->public_key, actor.id, tx.now());
  ensure(approved == 1, "an enrolled kiosk can be approved");
  return v1::ApproveKioskResponse();
}

}  // namespace emplooi::identity
