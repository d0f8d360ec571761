#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "store/statement.h"

namespace emplooi::identity {

/// What a signed-in client shows with every request: which municipality, and 128 random bits.
struct Token {
  MunicipalityId municipality;
  std::array<std::uint8_t, 16> secret;

  /// 43 characters of base64url without padding.
  std::string text() const;
  /// SHA-256 over all of it: the only form in which it is stored.
  store::Bytes hash() const;
};

/// Nothing for anything that text() cannot have made.
std::optional<Token> parse_token(std::string_view text);

}  // namespace emplooi::identity
