#include "identity/device.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

Outcome<v1::RevokeDeviceResponse> revoke_device(Transaction& tx, const Actor&, const v1::RevokeDeviceRequest& request) {
  const auto id = DeviceId::of(request.device_id());
  if (tx.run(sql::revoke_device, id, tx.now()) == 0) {
    if (!tx.one<Device>(sql::device, id)) return refuse(REFUSAL_DEVICE_NOT_FOUND);
    return v1::RevokeDeviceResponse();
  }
  tx.run(sql::revoke_sessions_on_device, id);
  return v1::RevokeDeviceResponse();
}

}  // namespace emplooi::identity
