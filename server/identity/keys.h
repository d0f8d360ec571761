#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/statement.h"

namespace emplooi::identity {

/// 256 random bits that are kept outside the database: who has the database alone can try no PIN and no code.
using RootKey = std::array<std::uint8_t, 32>;

/// What a derived key is for. The numbers are part of what is stored.
enum class Purpose : std::uint64_t {
  pin = 1,
  card_code = 2,
  invitation_code = 3,
  recovery_code = 4,
  second_factor = 5,
  network_address = 6,
  provider_secret = 7,
  provider_subject = 8,
  provider_flow = 9,
  provider_sign_in = 10,
  provider_session = 11,
  provider_logout = 12,
};

/// Sets the key that all others are derived from. Without one it is random: what was made under it is worth nothing in
/// the next process. Call it before threads are started.
void set_root_key(const std::optional<RootKey>& key);

/// BLAKE2b of the text, 32 bytes, under the key of that purpose.
store::Bytes keyed_hash(Purpose purpose, std::string_view text);

using Nonce = std::array<std::uint8_t, 24>;

/// XChaCha20-Poly1305 with the nonce (random, used once) in front, bound to `context`, under the key of that purpose.
store::Bytes seal(Purpose purpose, const Nonce& nonce, std::string_view plain, std::string_view context);
/// Nothing for what was not sealed so, under this root key and for this context.
std::optional<std::string> unseal(Purpose purpose, const store::Bytes& sealed, std::string_view context);

/// The root key in systemd's credential `emplooi-identity-key` where there is one, or else in the file: 64 hexadecimal
/// digits. A file that is not there is made, for this account alone. Throws std::runtime_error for one that cannot be
/// read or holds something else.
RootKey root_key_of(const std::string& file);

}  // namespace emplooi::identity
