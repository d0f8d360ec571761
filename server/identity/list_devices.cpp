#include "base/paging.h"
#include "base/timestamp.h"
#include "base/words.h"
#include "identity/device.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

namespace {

v1::Device device_message(const Device& device) {
  v1::Device message;
  message.set_device_id(to_string(device.id));
  message.set_kind(from_word<v1::DeviceKind>(device.kind));
  message.set_state(from_word<v1::DeviceState>(device.state));
  message.set_name(device.name);
  if (device.owner) message.set_owner_id(to_string(*device.owner));
  if (device.public_key) message.set_fingerprint(fingerprint_of(device.public_key->value));
  *message.mutable_invited_at() = to_timestamp(device.invited_at);
  return message;
}

}  // namespace

Outcome<v1::ListDevicesResponse> list_devices(Transaction& tx, const Actor&, const v1::ListDevicesRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  std::string kind;
  if (request.kind() != v1::DEVICE_KIND_UNSPECIFIED) kind = word_of(request.kind());
  auto rows = tx.all<Device>(sql::devices_after, paging.after, kind, paging.limit());
  v1::ListDevicesResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const Device& row) { return row.id; }));
  for (const auto& row : rows) *response.add_devices() = device_message(row);
  return response;
}

}  // namespace emplooi::identity
