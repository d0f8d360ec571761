#include "oidc/sign_in_secrets.h"

#include <sodium.h>

#include "identity/keys.h"

namespace emplooi::oidc {

namespace {

std::string base64url(const std::array<std::uint8_t, 32>& bytes) {
  char text[44];
  sodium_bin2base64(text, sizeof text, bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text;
}

}  // namespace

std::string random_text(Transaction& tx) {
  std::array<std::uint8_t, 32> bytes;
  tx.randomise(bytes);
  return base64url(bytes);
}

std::optional<store::Bytes> provider_session_hash(const std::string& session) {
  if (session.empty()) return std::nullopt;
  return identity::keyed_hash(identity::Purpose::provider_session, session);
}

std::string challenge_of(std::string_view verifier) {
  std::array<std::uint8_t, crypto_hash_sha256_BYTES> digest;
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size());
  return base64url(digest);
}

}  // namespace emplooi::oidc
