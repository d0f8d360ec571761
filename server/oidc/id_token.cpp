#include "oidc/id_token.h"

#include <cjose/cjose.h>
#include <jansson.h>
#include <sodium.h>

#include <algorithm>

namespace emplooi::oidc {

namespace {

constexpr std::size_t keys_bound = 32;
constexpr std::size_t token_bound = 16 * 1024;
constexpr std::int64_t grace_s = 60;
/// A sign-in takes minutes; what was issued longer ago belongs to another.
constexpr std::int64_t oldest_s = oldest_logout.count();
constexpr std::size_t name_bound = 255;
constexpr auto logout_event = "http://schemas.openid.net/event/backchannel-logout";

struct Release {
  void operator()(json_t* json) const { json_decref(json); }
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
};
using Json = std::unique_ptr<json_t, Release>;
using Jws = std::unique_ptr<cjose_jws_t, Release>;

std::string_view text_in(const json_t* object, const char* name) {
  const auto* value = json_object_get(object, name);
  if (!json_is_string(value)) return {};
  return {json_string_value(value), json_string_length(value)};
}

std::optional<std::int64_t> number_in(const json_t* object, const char* name) {
  const auto* value = json_object_get(object, name);
  if (!json_is_integer(value)) return std::nullopt;
  return json_integer_value(value);
}

/// What a key may be used for: its kind decides, never the token alone.
bool fits(cjose_jwk_kty_t kind, std::string_view algorithm) {
  if (kind == CJOSE_JWK_KTY_RSA) return algorithm == "RS256" || algorithm == "PS256";
  return kind == CJOSE_JWK_KTY_EC && algorithm == "ES256";
}

Jws parse_jws(std::string_view token) {
  cjose_err error;
  if (token.size() > token_bound) return nullptr;
  return Jws(cjose_jws_import(token.data(), token.size(), &error));
}

std::string header_of(cjose_jws_t* jws, const char* name) {
  cjose_err error;
  const char* value = cjose_header_get(cjose_jws_get_protected(jws), name, &error);
  return value ? value : "";
}

const KeySet::Key* key_of(cjose_jws_t* jws, const KeySet& keys) {
  const auto id = header_of(jws, CJOSE_HDR_KID);
  const auto algorithm = header_of(jws, CJOSE_HDR_ALG);
  const KeySet::Key* found = nullptr;
  for (const auto& key : keys.keys()) {
    cjose_err error;
    if (!fits(cjose_jwk_get_kty(key.key.get(), &error), algorithm) || (!id.empty() && key.id != id)) continue;
    // Without an id there must be no choice.
    if (found) return nullptr;
    found = &key;
  }
  return found;
}

bool is_for(const json_t* claims, const std::string& client) {
  const auto* audience = json_object_get(claims, "aud");
  const auto party = text_in(claims, "azp");
  if (!party.empty() && party != client) return false;
  if (json_is_string(audience)) return text_in(claims, "aud") == client;
  bool is_named = false;
  for (std::size_t i = 0; i < json_array_size(audience); ++i) {
    const auto* one = json_array_get(audience, i);
    is_named = is_named || (json_is_string(one) && json_string_value(one) == client);
  }
  return is_named && (json_array_size(audience) == 1 || party == client);
}

bool is_same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

/// What every token of the provider's must say.
std::optional<TokenFault> fault_of_origin(const json_t* claims, const Expected& expected) {
  const auto now_s = to_us(expected.now) / 1'000'000;
  const auto expires_at = number_in(claims, "exp");
  const auto issued_at = number_in(claims, "iat");
  const auto not_before = number_in(claims, "nbf");
  if (text_in(claims, "iss") != expected.issuer) return TokenFault{"another issuer"};
  if (!is_for(claims, expected.client_id)) return TokenFault{"another audience"};
  if (!expires_at || *expires_at + grace_s <= now_s) return TokenFault{"expired"};
  if (!issued_at || *issued_at > now_s + grace_s) return TokenFault{"issued in the future"};
  if (*issued_at < now_s - oldest_s) return TokenFault{"issued long ago"};
  if (not_before && *not_before > now_s + grace_s) return TokenFault{"not valid yet"};
  return std::nullopt;
}

std::variant<IdToken, TokenFault> check_claims(const json_t* claims, const Expected& expected) {
  const auto acr = text_in(claims, "acr");
  const auto& enough = expected.acr_values;
  if (const auto fault = fault_of_origin(claims, expected)) return *fault;
  if (expected.nonce.empty() || !is_same(text_in(claims, "nonce"), expected.nonce)) return TokenFault{"another nonce"};
  if (std::find(enough.begin(), enough.end(), acr) == enough.end()) return TokenFault{"too low a level of assurance"};
  const auto subject = text_in(claims, "sub");
  if (subject.empty() || subject.size() > name_bound) return TokenFault{"no subject"};
  const auto session = text_in(claims, "sid");
  if (session.size() > name_bound) return TokenFault{"a session with a long name"};
  return IdToken{std::string(subject), std::string(session)};
}

std::variant<LogoutToken, TokenFault> check_logout_claims(const json_t* claims, const Expected& expected) {
  if (const auto fault = fault_of_origin(claims, expected)) return *fault;
  const auto* event = json_object_get(json_object_get(claims, "events"), logout_event);
  if (!json_is_object(event)) return TokenFault{"no logout"};
  if (json_object_get(claims, "nonce")) return TokenFault{"a nonce, so it is no logout"};
  LogoutToken logout{std::string(text_in(claims, "sub")), std::string(text_in(claims, "sid")),
                     std::string(text_in(claims, "jti"))};
  if (logout.subject.empty() && logout.session.empty()) return TokenFault{"nobody's logout"};
  if (logout.id.empty()) return TokenFault{"no name of its own"};
  for (const auto* name : {&logout.subject, &logout.session, &logout.id}) {
    if (name->size() > name_bound) return TokenFault{"a long name"};
  }
  return logout;
}

/// Whether the token's header, which is signed with it, says that it is one: no other token passes for it.
bool is_typed_as_logout(std::string_view token) {
  const auto jws = parse_jws(token);
  return jws && header_of(jws.get(), "typ") == "logout+jwt";
}

/// The claims of a token that one of the keys has signed.
std::variant<Json, TokenFault> signed_claims(std::string_view token, const KeySet& keys) {
  const auto jws = parse_jws(token);
  if (!jws) return TokenFault{"no signed token"};
  cjose_err error;
  const std::unique_ptr<char, decltype(&free)> critical(
      cjose_header_get_raw(cjose_jws_get_protected(jws.get()), "crit", &error), free);
  if (critical) return TokenFault{"something critical that is not understood"};
  const auto* key = key_of(jws.get(), keys);
  if (!key) return TokenFault{"no key of this kind for it"};
  if (!cjose_jws_verify(jws.get(), key->key.get(), &error)) return TokenFault{"a wrong signature"};
  std::uint8_t* plain = nullptr;
  std::size_t length = 0;
  if (!cjose_jws_get_plaintext(jws.get(), &plain, &length, &error)) return TokenFault{"no content"};
  Json claims(json_loadb(reinterpret_cast<const char*>(plain), length, JSON_REJECT_DUPLICATES, nullptr));
  if (!json_is_object(claims.get())) return TokenFault{"no claims"};
  return claims;
}

}  // namespace

std::optional<KeySet> KeySet::parse(std::string_view text) {
  const Json json(json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES, nullptr));
  const auto* all = json_object_get(json.get(), "keys");
  if (!json_is_array(all)) return std::nullopt;
  KeySet set;
  for (std::size_t i = 0; i < json_array_size(all) && set.keys_.size() < keys_bound; ++i) {
    const auto* one = json_array_get(all, i);
    const auto use = text_in(one, "use");
    if (!use.empty() && use != "sig") continue;
    char* encoded = json_dumps(one, 0);
    if (!encoded) continue;
    cjose_err error;
    std::shared_ptr<_cjose_jwk_int> key(cjose_jwk_import(encoded, std::char_traits<char>::length(encoded), &error),
                                        [](cjose_jwk_t* released) {
                                          if (released) cjose_jwk_release(released);
                                        });
    free(encoded);
    if (key) set.keys_.push_back({std::string(text_in(one, "kid")), std::move(key)});
  }
  return set;
}

bool needs_newer_keys(std::string_view token, const KeySet& keys) {
  const auto jws = parse_jws(token);
  return jws && key_of(jws.get(), keys) == nullptr;
}

std::variant<IdToken, TokenFault> check_id_token(std::string_view token, const KeySet& keys, const Expected& expected) {
  const auto claims = signed_claims(token, keys);
  if (const auto* fault = std::get_if<TokenFault>(&claims)) return *fault;
  return check_claims(std::get<Json>(claims).get(), expected);
}

std::variant<LogoutToken, TokenFault> check_logout_token(std::string_view token, const KeySet& keys,
                                                         const Expected& expected) {
  if (!is_typed_as_logout(token)) return TokenFault{"not typed as a logout"};
  const auto claims = signed_claims(token, keys);
  if (const auto* fault = std::get_if<TokenFault>(&claims)) return *fault;
  return check_logout_claims(std::get<Json>(claims).get(), expected);
}

}  // namespace emplooi::oidc
