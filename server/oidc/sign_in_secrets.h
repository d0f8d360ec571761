#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "store/statement.h"
#include "store/transaction.h"

namespace emplooi::oidc {

/// What a sign-in keeps between leaving for the provider and coming back, each 43 characters of base64url.
struct SignInSecrets {
  std::string nonce;
  std::string verifier;
};

/// 256 random bits in base64url.
std::string random_text(Transaction& tx);
/// What a session of the provider's is found by; nothing where it has no name.
std::optional<store::Bytes> provider_session_hash(const std::string& session);
/// base64url of the text's SHA-256: PKCE's S256 (RFC 7636, §4.2).
std::string challenge_of(std::string_view verifier);

}  // namespace emplooi::oidc
