#include "oidc/provider.h"

#include <jansson.h>

#include <map>
#include <mutex>

#include "oidc/fetch.h"
#include "oidc/oidc.sql.h"

namespace emplooi::oidc {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kept_for = std::chrono::minutes(10);
constexpr auto fetched_again_after = std::chrono::seconds(10);
constexpr std::size_t kept_bound = 64;

template <class Value>
class Cache {
 public:
  struct Kept {
    Value value;
    Clock::time_point at;
  };
  std::optional<Kept> find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(key);
    if (found == kept_.end() || found->second.at + kept_for < Clock::now()) return std::nullopt;
    return found->second;
  }
  void keep(const std::string& key, Value value) {
    const std::lock_guard lock(mutex_);
    if (kept_.size() >= kept_bound && kept_.count(key) == 0) kept_.clear();
    kept_[key] = {std::move(value), Clock::now()};
  }

 private:
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
};

std::string text_of(const json_t* object, const char* name) {
  const auto* value = json_object_get(object, name);
  return json_is_string(value) ? std::string(json_string_value(value), json_string_length(value)) : std::string();
}

std::optional<Metadata> parse_metadata(const std::string& text, const std::string& issuer) {
  const std::unique_ptr<json_t, decltype(&json_decref)> json(
      json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES, nullptr), json_decref);
  Metadata metadata{text_of(json.get(), "authorization_endpoint"), text_of(json.get(), "token_endpoint"),
                    text_of(json.get(), "jwks_uri"), text_of(json.get(), "end_session_endpoint")};
  const bool is_whole = text_of(json.get(), "issuer") == issuer && is_plain_https(metadata.authorization_endpoint) &&
                        is_plain_https(metadata.token_endpoint) && is_plain_https(metadata.jwks_uri);
  if (!is_whole) return std::nullopt;
  if (!is_plain_https(metadata.end_session_endpoint)) metadata.end_session_endpoint.clear();
  return metadata;
}

Cache<Metadata>& metadata_cache() {
  static Cache<Metadata> only;
  return only;
}

Cache<std::shared_ptr<const KeySet>>& key_cache() {
  static Cache<std::shared_ptr<const KeySet>> only;
  return only;
}

}  // namespace

std::optional<Provider> provider_of(Transaction& tx) { return tx.one<Provider>(sql::provider); }

std::optional<Metadata> metadata_of(const std::string& issuer) {
  if (const auto kept = metadata_cache().find(issuer)) return kept->value;
  const auto slash = issuer.ends_with('/') ? "" : "/";
  const auto text = fetch({issuer + slash + ".well-known/openid-configuration", {}, {}, {}});
  auto metadata = text ? parse_metadata(*text, issuer) : std::nullopt;
  if (metadata) metadata_cache().keep(issuer, *metadata);
  return metadata;
}

std::shared_ptr<const KeySet> keys_for(const Metadata& metadata, std::string_view token) {
  const auto kept = key_cache().find(metadata.jwks_uri);
  const bool is_recent = kept && kept->at + fetched_again_after > Clock::now();
  if (kept && (is_recent || !needs_newer_keys(token, *kept->value))) return kept->value;
  const auto text = fetch({metadata.jwks_uri, {}, {}, {}});
  auto keys = text ? KeySet::parse(*text) : std::nullopt;
  if (!keys) return kept ? kept->value : nullptr;
  auto shared = std::make_shared<const KeySet>(*std::move(keys));
  key_cache().keep(metadata.jwks_uri, shared);
  return shared;
}

}  // namespace emplooi::oidc
