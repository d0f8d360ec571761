#include "identity/attempts.h"
#include "identity/keys.h"
#include "oidc/fetch.h"
#include "oidc/oidc.h"
#include "oidc/oidc.sql.h"
#include "oidc/provider.h"
#include "oidc/sign_in_secrets.h"

namespace emplooi::oidc {

namespace {

using identity::Purpose;

constexpr auto sign_in_within = std::chrono::minutes(10);

/// What goes to the browser: the flow that its page keeps, and the address, which holds the state.
v1::BeginSignInResponse begin_flow(Transaction& tx, const Provider& provider, const Metadata& metadata) {
  const auto flow = random_text(tx), state = random_text(tx);
  const SignInSecrets secrets{random_text(tx), random_text(tx)};
  identity::Nonce nonce;
  tx.randomise(nonce);
  const auto flow_hash = identity::keyed_hash(Purpose::provider_flow, flow);
  tx.run(sql::forget_sign_ins, tx.now());
  tx.run(sql::begin_sign_in, flow_hash, identity::keyed_hash(Purpose::provider_flow, state),
         identity::seal(Purpose::provider_sign_in, nonce, secrets.nonce + secrets.verifier, flow_hash.value),
         tx.now() + sign_in_within);
  v1::BeginSignInResponse response;
  // The municipality goes with the flow: the browser that comes back has no session yet.
  response.set_flow(to_string(tx.municipality()) + "." + flow);
  response.set_authorization_url(
      fmt::format("{}?response_type=code&scope=openid&client_id={}&redirect_uri={}&acr_values={}&state={}&nonce={}"
                  "&code_challenge_method=S256&code_challenge={}",
                  metadata.authorization_endpoint, url_escaped(provider.client_id), url_escaped(provider.redirect_uri),
                  url_escaped(provider.acr_values), state, secrets.nonce, challenge_of(secrets.verifier)));
  return response;
}

}  // namespace

Outcome<v1::BeginSignInResponse> begin_sign_in(store::Store& store, const Actor& actor,
                                               const v1::BeginSignInRequest& request) {
  // Counted whether it succeeds or not: everybody may call it, and it asks the provider and writes.
  TRY(identity::Try::begin(store, actor));
  const auto [municipality, provider] = TRY(provider_of_slug(store, request.municipality_slug()));
  const auto visit = TRY(Visit::begin(provider.issuer));
  const auto metadata = metadata_of(provider.issuer, visit);
  if (!metadata) return refuse(REFUSAL_IDENTITY_PROVIDER_UNAVAILABLE);
  v1::BeginSignInResponse response;
  const auto& known = provider;
  TRY(store.write_now({municipality, CommandId(), ActorId(), "emplooi.oidc.v1.OidcService.BeginSignIn", {}},
                      [&](Transaction& tx) {
                        response = begin_flow(tx, known, *metadata);
                        return std::string();
                      }));
  return response;
}

}  // namespace emplooi::oidc
