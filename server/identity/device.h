#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "identity/actor.h"
#include "store/statement.h"

namespace emplooi::identity {

/// A kiosk or a participant's phone.
struct Device {
  DeviceId id;
  /// 'kiosk' or 'phone'.
  std::string kind;
  /// 'invited', 'enrolled', 'active', 'revoked'.
  std::string state;
  std::string name;
  std::optional<ActorId> owner;
  std::optional<store::Bytes> public_key;
  std::int64_t sequence_bound = 0;
  Time invited_at;
  using Columns = std::tuple<DeviceId, std::string, std::string, std::string, std::optional<ActorId>,
                             std::optional<store::Bytes>, std::int64_t, Time>;
};

/// A request as its sender signed it, each part as sent.
struct SignedRequest {
  /// `<municipality id>.<device id>`
  std::string_view device;
  std::string_view sequence;
  std::string_view signature;
  /// The request's target: `/rpc/...`.
  std::string_view target;
  std::string_view body;
};

/// What stands in the header of a device's requests.
struct DeviceName {
  MunicipalityId municipality;
  DeviceId id;
};
std::optional<DeviceName> parse_device_name(std::string_view text);

/// 1 to 2^53, in decimal without leading zeros; nothing for other text.
std::optional<std::int64_t> parse_sequence(std::string_view text);

/// Whether these 65 bytes are an uncompressed point of P-256, other than the one at infinity.
bool is_public_key(std::string_view public_key);

/// Whether the holder of the private key signed the request (proto/emplooi/identity/v1/devices.proto says what is
/// signed). ECDSA is malleable, r || -s passes as well: single use comes from the sequence, not from the signature.
bool is_signed_by(const store::Bytes& public_key, const SignedRequest& request);

/// Sixty bits of the key's SHA-256 as three groups of four characters, for people to compare.
std::string fingerprint_of(std::string_view public_key);

}  // namespace emplooi::identity
