#include "base/field_rules.h"
#include "identity/keys.h"
#include "oidc/fetch.h"
#include "oidc/oidc.h"
#include "oidc/oidc.sql.h"

namespace emplooi::oidc {

namespace {

Refused refuse_field(std::string field, std::string says) {
  return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, std::move(says), std::move(field)};
}

Outcome<std::string> acr_values_of(const v1::DefineProviderRequest& request) {
  std::string all;
  for (const auto& acr : request.acr_values()) {
    if (acr.find(' ') != std::string::npos) return refuse_field("acr_values", "a value holds no space");
    all += (all.empty() ? "" : " ") + acr;
  }
  return all;
}

}  // namespace

Outcome<v1::DefineProviderResponse> define_provider(store::Store& store, const Actor& actor,
                                                    const v1::DefineProviderRequest& request) {
  if (!is_plain_https(request.issuer())) return refuse_field("issuer", "https:// without query and fragment");
  if (!is_plain_https(request.redirect_uri()))
    return refuse_field("redirect_uri", "https:// without query and fragment");
  if (!request.sign_out_uri().empty() && !is_plain_https(request.sign_out_uri())) {
    return refuse_field("sign_out_uri", "https:// without query and fragment");
  }
  const auto acr_values = TRY(acr_values_of(request));
  const store::Command command{actor.municipality, CommandId(), actor.id, "emplooi.oidc.v1.OidcService.DefineProvider",
                               canonical_bytes(request)};
  TRY(store.write_now(command, [&](Transaction& tx) -> Outcome<std::string> {
    identity::Nonce nonce;
    tx.randomise(nonce);
    const auto sealed = identity::seal(identity::Purpose::provider_secret, nonce, request.client_secret(),
                                       to_string(tx.municipality()));
    tx.run(sql::define_provider, request.issuer(), request.client_id(), sealed, request.redirect_uri(), acr_values,
           request.sign_out_uri());
    return std::string();
  }));
  return v1::DefineProviderResponse();
}

}  // namespace emplooi::oidc
