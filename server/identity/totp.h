#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace emplooi::identity {

/// The number of 30-second steps since 1970 (RFC 6238, T0 = 0).
std::int64_t totp_step(Time now);

/// The six digits of that step: HOTP with HMAC-SHA-1 (RFC 4226, §5.3), which every authenticator speaks.
std::string totp_code(std::string_view secret, std::int64_t step);

/// The step, at most one away from now, whose code this is; nothing if it is none.
std::optional<std::int64_t> step_of_code(std::string_view secret, std::string_view code, Time now);

/// RFC 4648, without padding: how authenticators take the secret.
std::string base32(std::string_view bytes);

}  // namespace emplooi::identity
