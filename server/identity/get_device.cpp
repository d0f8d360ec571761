#include "base/words.h"
#include "identity/device.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

Outcome<v1::GetDeviceResponse> get_device(Transaction& tx, const Actor& actor, const v1::GetDeviceRequest&) {
  if (actor.device.is_nil()) return refuse(REFUSAL_DEVICE_NEEDED);
  const auto device = tx.one<Device>(sql::device, actor.device);
  const auto municipality_name = tx.one<std::string>(sql::municipality_name, tx.municipality());
  ensure(device && municipality_name, "an active device is in a municipality");
  v1::GetDeviceResponse response;
  response.set_device_id(to_string(device->id));
  response.set_kind(from_word<v1::DeviceKind>(device->kind));
  response.set_name(device->name);
  response.set_municipality_name(*municipality_name);
  return response;
}

}  // namespace emplooi::identity
