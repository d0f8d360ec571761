#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "oidc/id_token.h"
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
  using Columns = std::tuple<std::string, std::string, store::Bytes, std::string, std::string>;
};

std::optional<Provider> provider_of(Transaction& tx);

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
std::optional<Metadata> metadata_of(const std::string& issuer);

/// The keys with which the provider signs: kept for ten minutes, and fetched again, at most once in ten seconds, for a token
/// whose key is not among them, because providers change their keys. Nothing where it does not answer. Blocks.
std::shared_ptr<const KeySet> keys_for(const Metadata& metadata, std::string_view token);

}  // namespace emplooi::oidc
