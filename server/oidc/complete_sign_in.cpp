#include <jansson.h>
#include <spdlog/spdlog.h>

#include "base/words.h"
#include "identity/attempts.h"
#include "identity/identity.h"
#include "identity/keys.h"
#include "identity/security_events.h"
#include "identity/session.h"
#include "oidc/fetch.h"
#include "oidc/oidc.h"
#include "oidc/oidc.sql.h"
#include "oidc/provider.h"
#include "oidc/sign_in_secrets.h"

namespace emplooi::oidc {

namespace {

using identity::Purpose;

constexpr auto complete_rpc = "emplooi.oidc.v1.OidcService.CompleteSignIn";
constexpr std::size_t half_of_secrets = 43;

/// A sign-in that came back: it does so once.
struct Returned {
  MunicipalityId municipality;
  Provider provider;
  SignInSecrets secrets;
  Time now;
};

Outcome<Returned> take_back(store::Store& store, const v1::CompleteSignInRequest& request) {
  const auto dot = request.flow().find('.');
  const auto municipality = parse_uuid(request.flow().substr(0, dot));
  if (dot == std::string::npos || !municipality) return refuse(REFUSAL_SIGN_IN_FAILED);
  const auto flow_hash = identity::keyed_hash(Purpose::provider_flow, request.flow().substr(dot + 1));
  const auto state_hash = identity::keyed_hash(Purpose::provider_flow, request.state());
  Returned returned{MunicipalityId(*municipality), {}, {}, {}};
  TRY(store.write_now(
      {returned.municipality, CommandId(), ActorId(), complete_rpc, {}}, [&](Transaction& tx) -> Outcome<std::string> {
        const auto provider = provider_of(tx);
        const auto sealed = tx.one<store::Bytes>(sql::take_sign_in, flow_hash, state_hash, tx.now());
        const auto secrets =
            sealed ? identity::unseal(Purpose::provider_sign_in, *sealed, flow_hash.value) : std::nullopt;
        if (!provider || !secrets) return refuse(REFUSAL_SIGN_IN_FAILED);
        returned.provider = *provider;
        returned.secrets = {secrets->substr(0, half_of_secrets), secrets->substr(half_of_secrets)};
        returned.now = tx.now();
        return std::string();
      }));
  return returned;
}

/// What the provider gives for the code; nothing where it does not like it.
std::optional<std::string> redeem_code(const Returned& returned, const Metadata& metadata, const std::string& code,
                                       const Visit& visit) {
  const auto& provider = returned.provider;
  const auto secret =
      identity::unseal(Purpose::provider_secret, provider.sealed_client_secret, to_string(returned.municipality));
  if (!secret) return std::nullopt;
  const auto answer =
      fetch({metadata.token_endpoint,
             fmt::format("grant_type=authorization_code&code={}&redirect_uri={}&code_verifier={}", url_escaped(code),
                         url_escaped(provider.redirect_uri), returned.secrets.verifier),
             url_escaped(provider.client_id), url_escaped(*secret), visit.deadline()});
  if (!answer) return std::nullopt;
  const std::unique_ptr<json_t, decltype(&json_decref)> json(
      json_loadb(answer->data(), answer->size(), JSON_REJECT_DUPLICATES, nullptr), json_decref);
  const auto* token = json_object_get(json.get(), "id_token");
  if (!json_is_string(token)) return std::nullopt;
  return std::string(json_string_value(token), json_string_length(token));
}

Expected expected_of(const Returned& returned) {
  Expected expected{returned.provider.issuer, returned.provider.client_id, returned.secrets.nonce, {}, returned.now};
  for (std::string_view rest = returned.provider.acr_values; !rest.empty();) {
    const auto end = std::min(rest.find(' '), rest.size());
    expected.acr_values.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return expected;
}

/// Whom the provider names. What is wrong with its token goes to the log, without the token.
Outcome<IdToken> person_of(const Returned& returned, const Metadata& metadata, const std::string& code,
                           const Visit& visit) {
  const auto token = redeem_code(returned, metadata, code, visit);
  if (!token) return refuse(REFUSAL_SIGN_IN_FAILED);
  const auto keys = keys_for(metadata, *token, visit);
  if (!keys) return refuse(REFUSAL_IDENTITY_PROVIDER_UNAVAILABLE);
  const auto checked = check_id_token(*token, *keys, expected_of(returned));
  if (const auto* fault = std::get_if<TokenFault>(&checked)) {
    spdlog::warn(fmt::format("a token of an identity provider is refused: {}", fault->what));
    return refuse(REFUSAL_SIGN_IN_FAILED);
  }
  return std::get<IdToken>(checked);
}

/// Where the browser goes to end the session with the provider (OpenID Connect RP-Initiated Logout 1.0).
std::string sign_out_url(const Provider& provider, const Metadata& metadata) {
  if (metadata.end_session_endpoint.empty()) return {};
  auto url = metadata.end_session_endpoint + "?client_id=" + url_escaped(provider.client_id);
  if (!provider.sign_out_uri.empty()) url += "&post_logout_redirect_uri=" + url_escaped(provider.sign_out_uri);
  return url;
}

void note_refused_token(store::Store& store, MunicipalityId municipality) {
  store
      .write_now({municipality, CommandId(), ActorId(), complete_rpc, {}},
                 [](Transaction& tx) {
                   identity::note_event(tx, identity::v1::SECURITY_EVENT_KIND_TOKEN_REFUSED, ActorId(), DeviceId());
                   return std::string();
                 })
      .value();
}

/// Opens the session of the account that is linked to the person.
Outcome<v1::CompleteSignInResponse> open_linked(store::Store& store, const Actor& caller, const Returned& returned,
                                                const IdToken& person) {
  v1::CompleteSignInResponse response;
  const auto subject_hash = identity::keyed_hash(Purpose::provider_subject, person.subject);
  TRY(store.write_now(
      {returned.municipality, CommandId(), ActorId(), complete_rpc, {}}, [&](Transaction& tx) -> Outcome<std::string> {
        const auto account = tx.one<ActorId, std::string>(sql::linked_account, returned.provider.issuer, subject_hash);
        if (!account) return refuse(REFUSAL_SIGN_IN_FAILED);
        const auto& [actor, role] = *account;
        const auto& settings = identity::settings();
        identity::end_session_of(tx, caller);
        const auto session = identity::open_session(
            tx, {actor, std::nullopt, settings.session_idle, settings.session_lifetime, /*second_factor=*/true});
        identity::tell(session, actor, response);
        tx.run(sql::forget_provider_sessions, tx.now());
        tx.run(sql::add_provider_session, session.id, returned.provider.issuer, subject_hash,
               provider_session_hash(person.session), session.expires_at);
        response.set_role(from_word<Role>(role));
        return std::string();
      }));
  return response;
}

}  // namespace

Outcome<v1::CompleteSignInResponse> complete_sign_in(store::Store& store, const Actor& actor,
                                                     const v1::CompleteSignInRequest& request) {
  auto attempt = TRY(identity::Try::begin(store, actor));
  const auto returned = TRY(take_back(store, request));
  const auto visit = TRY(Visit::begin(returned.provider.issuer));
  const auto metadata = metadata_of(returned.provider.issuer, visit);
  if (!metadata) return refuse(REFUSAL_IDENTITY_PROVIDER_UNAVAILABLE);
  const auto person = person_of(returned, *metadata, request.code(), visit);
  auto response = person ? open_linked(store, actor, returned, *person) : person.error();
  if (!response) {
    if (response.error().refusal == REFUSAL_SIGN_IN_FAILED) note_refused_token(store, returned.municipality);
    return response.error();
  }
  attempt.succeeded();
  response->set_provider_sign_out_url(sign_out_url(returned.provider, *metadata));
  return response;
}

}  // namespace emplooi::oidc
