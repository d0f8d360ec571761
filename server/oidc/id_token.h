#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.h"

struct _cjose_jwk_int;

namespace emplooi::oidc {

/// The keys with which a provider signs (RFC 7517); those of kinds that are not taken are left out.
class KeySet {
 public:
  /// Nothing for text that is no set of keys. At most 32 keys are kept.
  static std::optional<KeySet> parse(std::string_view json);

  struct Key {
    std::string id;
    std::shared_ptr<_cjose_jwk_int> key;
  };
  const std::vector<Key>& keys() const { return keys_; }

 private:
  std::vector<Key> keys_;
};

/// What a token must say (OpenID Connect Core 1.0, §3.1.3.7).
struct Expected {
  std::string issuer;
  std::string client_id;
  std::string nonce;
  std::vector<std::string> acr_values;
  Time now;
};

/// Why a token does not count; for the log, never for the caller.
struct TokenFault {
  std::string_view what;
};

struct IdToken {
  /// The provider's name for the person.
  std::string subject;
  /// Its name for the session that the person has with it; empty where it gives none.
  std::string session;
};

/// Whose sessions are to end: the person's, those of the provider's session, or both at once.
struct LogoutToken {
  /// Empty where the other is not.
  std::string subject;
  std::string session;
  /// The token's own name, used once.
  std::string id;
};

/// Whether the token's key is not among these, but may be among those that the provider shows now.
bool needs_newer_keys(std::string_view token, const KeySet& keys);

/// Checks signature (RS256, PS256, ES256 and nothing else), issuer, audience, times (a minute of grace), nonce and acr.
std::variant<IdToken, TokenFault> check_id_token(std::string_view token, const KeySet& keys, const Expected& expected);

/// How long ago a logout token may have been issued.
constexpr std::chrono::seconds oldest_logout = std::chrono::minutes(10);

/// As check_id_token(), for what ends sessions (OpenID Connect Back-Channel Logout 1.0, §2.6): typed `logout+jwt`, without nonce,
/// and with an event that says so. `expected.nonce` and `expected.acr_values` are not looked at.
std::variant<LogoutToken, TokenFault> check_logout_token(std::string_view token, const KeySet& keys,
                                                         const Expected& expected);

}  // namespace emplooi::oidc
