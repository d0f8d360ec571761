#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/outcome.h"
#include "oidc/id_token.h"
#include "store/store.h"
#include "store/transaction.h"

namespace emplooi::oidc {

/// A municipality's identity provider, as its administrator named it.
struct Provider {
  std::string issuer;
  std::string client_id;
  store::Bytes sealed_client_secret;
  std::string redirect_uri;
  /// Separated by spaces.
  std::string acr_values;
  /// Where the browser is sent back to after signing out there; empty: nowhere.
  std::string sign_out_uri;
  using Columns = std::tuple<std::string, std::string, store::Bytes, std::string, std::string, std::string>;
};

std::optional<Provider> provider_of(Transaction& tx);

/// A municipality and its provider.
struct MunicipalityProvider {
  MunicipalityId municipality;
  Provider provider;
};
/// Refuses: identity_provider_not_found (no such municipality, or it has none).
Outcome<MunicipalityProvider> provider_of_slug(store::Store& store, const std::string& slug);

/// A call's time with a provider: ten seconds in all, and no more than three calls with one provider at once, so that one that
/// hangs takes no thread from the others.
class Visit {
 public:
  /// Refuses: identity_provider_unavailable (three are waiting for it).
  static Outcome<Visit> begin(const std::string& issuer);
  Visit(Visit&& other) noexcept : issuer_(std::exchange(other.issuer_, {})), deadline_(other.deadline_) {}
  Visit& operator=(Visit&&) = delete;
  ~Visit();

  std::chrono::steady_clock::time_point deadline() const { return deadline_; }

 private:
  explicit Visit(std::string issuer);

  std::string issuer_;
  std::chrono::steady_clock::time_point deadline_;
};

/// What the provider says of itself (OpenID Connect Discovery 1.0).
struct Metadata {
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
  /// Empty where it offers none.
  std::string end_session_endpoint;
};

/// Kept for ten minutes, for 64 issuers at most. Nothing where the provider does not answer, or answers for another issuer.
/// Blocks.
std::optional<Metadata> metadata_of(const std::string& issuer, const Visit& visit);

/// The keys with which the provider signs: kept for ten minutes, and fetched again, at most once in ten seconds, for a token
/// whose key is not among them, because providers change their keys. Nothing where it does not answer. Blocks.
std::shared_ptr<const KeySet> keys_for(const Metadata& metadata, std::string_view token, const Visit& visit);

/// Forgets what is kept of all providers.
void forget_providers();

}  // namespace emplooi::oidc
