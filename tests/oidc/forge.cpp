#include "oidc/forge.h"

#include <cjose/cjose.h>
#include <sodium.h>

#include "base/check.h"
#include "oidc/provider.h"

namespace emplooi::testing {

namespace {

using JwkPtr = std::shared_ptr<_cjose_jwk_int>;

JwkPtr owned(cjose_jwk_t* key) {
  ensure(key != nullptr, "a key can be made");
  return JwkPtr(key, [](cjose_jwk_t* made) { cjose_jwk_release(made); });
}

JwkPtr new_rsa() {
  cjose_err error;
  static const std::uint8_t exponent[] = {1, 0, 1};
  return owned(cjose_jwk_create_RSA_random(2048, exponent, sizeof exponent, &error));
}

JwkPtr new_ec() {
  cjose_err error;
  return owned(cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &error));
}

std::string json_of(const JwkPtr& key) {
  cjose_err error;
  const std::unique_ptr<char, decltype(&free)> json(cjose_jwk_to_json(key.get(), false, &error), free);
  ensure(json != nullptr, "a key has a JSON form");
  return json.get();
}

/// What stands in place of the secret of an HMAC: the public key, which everybody knows.
JwkPtr public_half_as_secret(const JwkPtr& rsa) {
  cjose_err error;
  const auto json = json_of(rsa);
  return owned(cjose_jwk_create_oct_spec(reinterpret_cast<const std::uint8_t*>(json.data()), json.size(), &error));
}

}  // namespace

const ForgeKey& ForgeKey::of(Kind kind) {
  static const ForgeKey rsa(new_rsa()), other(new_rsa()), third(new_rsa()), ec(new_ec());
  static const ForgeKey secret(public_half_as_secret(rsa.key_));
  switch (kind) {
    case Kind::rsa:
      return rsa;
    case Kind::other_rsa:
      return other;
    case Kind::third_rsa:
      return third;
    case Kind::ec:
      return ec;
    default:
      return secret;
  }
}

std::string ForgeKey::shown(const std::string& id) const {
  const auto json = json_of(key_);
  return R"({"kid":")" + id + R"(","use":"sig",)" + json.substr(1);
}

std::string ForgeKey::sign(const std::string& claims, const std::map<std::string, std::string>& header) const {
  cjose_err error;
  const std::unique_ptr<cjose_header_t, decltype(&cjose_header_release)> fields(cjose_header_new(&error),
                                                                                cjose_header_release);
  for (const auto& [name, value] : header) {
    const bool is_raw = value.starts_with('[');
    ensure(is_raw ? cjose_header_set_raw(fields.get(), name.c_str(), value.c_str(), &error)
                  : cjose_header_set(fields.get(), name.c_str(), value.c_str(), &error),
           "a header can be set");
  }
  const std::unique_ptr<cjose_jws_t, decltype(&cjose_jws_release)> jws(
      cjose_jws_sign(key_.get(), fields.get(), reinterpret_cast<const std::uint8_t*>(claims.data()), claims.size(),
                     &error),
      cjose_jws_release);
  ensure(jws != nullptr, "a token can be signed");
  const char* compact = nullptr;
  ensure(cjose_jws_export(jws.get(), &compact, &error), "a token can be written");
  return compact;
}

std::string base64url_of(const std::string& bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();
  return text;
}

ForgeProvider::ForgeProvider() {
  oidc::forget_providers();
  oidc::FetchSettings settings;
  settings.provider_at_hand = [this](const oidc::FetchRequest& request) { return answer(request); };
  oidc::configure_fetch(settings);
}

ForgeProvider::~ForgeProvider() {
  oidc::configure_fetch({});
  oidc::forget_providers();
}

void ForgeProvider::show_keys(const std::vector<std::string>& keys) {
  keys_ = R"({"keys":[)";
  for (const auto& key : keys) keys_ += (keys_.back() == '[' ? "" : ",") + key;
  keys_ += "]}";
}

int ForgeProvider::asked_for(const std::string& path) const {
  const auto found = asked_.find(path);
  return found == asked_.end() ? 0 : found->second;
}

std::optional<std::string> ForgeProvider::answer(const oidc::FetchRequest& request) {
  const std::string at = issuer;
  const auto path = request.url.substr(at.size());
  ++asked_[path];
  if (!request.form.empty()) last_form_ = request.form;
  if (is_silent_) return std::nullopt;
  if (path == "/keys") return keys_;
  if (path == "/token") return R"({"token_type":"Bearer","access_token":"x","id_token":")" + token_ + R"("})";
  return R"({"issuer":")" + claimed_issuer_ + R"(","authorization_endpoint":")" + at + R"(/auth","token_endpoint":")" +
         at + R"(/token","jwks_uri":")" + at + R"(/keys","end_session_endpoint":")" + at + R"(/end"})";
}

}  // namespace emplooi::testing
