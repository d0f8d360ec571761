#include "oidc/provider.h"

#include <jansson.h>

#include <map>
#include <mutex>

#include "identity/account.h"
#include "oidc/fetch.h"
#include "oidc/oidc.sql.h"

namespace emplooi::oidc {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kept_for = std::chrono::minutes(10);
constexpr auto fetched_again_after = std::chrono::seconds(10);
constexpr std::size_t kept_bound = 64;
constexpr auto visit_within = std::chrono::seconds(10);
constexpr int visits_at_once = 3;

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
  void clear() {
    const std::lock_guard lock(mutex_);
    kept_.clear();
  }

 private:
  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
};

/// How many calls are with each provider.
struct Visits {
  std::mutex mutex;
  std::map<std::string, int> by_issuer;
};

Visits& visits() {
  static Visits only;
  return only;
}

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

Outcome<MunicipalityProvider> provider_of_slug(store::Store& store, const std::string& slug) {
  std::optional<MunicipalityId> municipality;
  std::optional<Provider> provider;
  store.read(MunicipalityId(), [&](Transaction& tx) {
    municipality = tx.one<MunicipalityId>(sql::municipality_by_slug, identity::in_lower_case(slug));
  });
  if (municipality) store.read(*municipality, [&](Transaction& tx) { provider = provider_of(tx); });
  if (!provider) return refuse(REFUSAL_IDENTITY_PROVIDER_NOT_FOUND);
  return MunicipalityProvider{*municipality, *std::move(provider)};
}

Visit::Visit(std::string issuer) : issuer_(std::move(issuer)), deadline_(Clock::now() + visit_within) {}

Outcome<Visit> Visit::begin(const std::string& issuer) {
  const std::lock_guard lock(visits().mutex);
  auto& count = visits().by_issuer[issuer];
  if (count >= visits_at_once) return refuse(REFUSAL_IDENTITY_PROVIDER_UNAVAILABLE);
  ++count;
  return Visit(issuer);
}

Visit::~Visit() {
  if (issuer_.empty()) return;
  const std::lock_guard lock(visits().mutex);
  if (--visits().by_issuer[issuer_] == 0) visits().by_issuer.erase(issuer_);
}

std::optional<Metadata> metadata_of(const std::string& issuer, const Visit& visit) {
  if (const auto kept = metadata_cache().find(issuer)) return kept->value;
  const auto slash = issuer.ends_with('/') ? "" : "/";
  const auto text = fetch({issuer + slash + ".well-known/openid-configuration", {}, {}, {}, visit.deadline()});
  auto metadata = text ? parse_metadata(*text, issuer) : std::nullopt;
  if (metadata) metadata_cache().keep(issuer, *metadata);
  return metadata;
}

std::shared_ptr<const KeySet> keys_for(const Metadata& metadata, std::string_view token, const Visit& visit) {
  const auto kept = key_cache().find(metadata.jwks_uri);
  const bool is_recent = kept && kept->at + fetched_again_after > Clock::now();
  if (kept && (is_recent || !needs_newer_keys(token, *kept->value))) return kept->value;
  const auto text = fetch({metadata.jwks_uri, {}, {}, {}, visit.deadline()});
  auto keys = text ? KeySet::parse(*text) : std::nullopt;
  if (!keys) return kept ? kept->value : nullptr;
  auto shared = std::make_shared<const KeySet>(*std::move(keys));
  key_cache().keep(metadata.jwks_uri, shared);
  return shared;
}

void forget_providers() {
  metadata_cache().clear();
  key_cache().clear();
}

}  // namespace emplooi::oidc
