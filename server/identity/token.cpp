#include "identity/token.h"

#include <sodium.h>

#include <algorithm>

namespace emplooi::identity {

namespace {

constexpr std::size_t half_bytes = 16;
constexpr std::size_t text_length = 43;
constexpr int base64url = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

using Raw = std::array<std::uint8_t, 2 * half_bytes>;

Raw raw_bytes(const Token& token) {
  Raw raw;
  std::copy(token.municipality.bytes.begin(), token.municipality.bytes.end(), raw.begin());
  std::copy(token.secret.begin(), token.secret.end(), raw.begin() + half_bytes);
  return raw;
}

}  // namespace

std::string Token::text() const {
  const Raw raw = raw_bytes(*this);
  std::array<char, text_length + 1> encoded;
  sodium_bin2base64(encoded.data(), encoded.size(), raw.data(), raw.size(), base64url);
  return encoded.data();
}

store::Bytes Token::hash() const {
  const Raw raw = raw_bytes(*this);
  store::Bytes digest{std::string(crypto_hash_sha256_BYTES, '\0')};
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.value.data()), raw.data(), raw.size());
  return digest;
}

std::optional<Token> parse_token(std::string_view text) {
  Raw raw;
  std::size_t length = 0;
  const bool decoded = text.size() == text_length && sodium_base642bin(raw.data(), raw.size(), text.data(), text.size(),
                                                                       nullptr, &length, nullptr, base64url) == 0;
  if (!decoded || length != raw.size()) return std::nullopt;
  Token token;
  std::copy_n(raw.begin(), half_bytes, token.municipality.bytes.begin());
  std::copy_n(raw.begin() + half_bytes, half_bytes, token.secret.begin());
  return token;
}

}  // namespace emplooi::identity
