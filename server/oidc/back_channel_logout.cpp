#include <spdlog/spdlog.h>

#include "identity/attempts.h"
#include "identity/keys.h"
#include "identity/security_events.h"
#include "oidc/oidc.h"
#include "oidc/oidc.sql.h"
#include "oidc/provider.h"
#include "oidc/sign_in_secrets.h"

namespace emplooi::oidc {

namespace {

using identity::Purpose;

constexpr auto logout_rpc = "emplooi.oidc.v1.OidcService.BackChannelLogout";

/// What the provider says, or nothing where the token does not count; why goes to the log, without the token.
Outcome<std::optional<LogoutToken>> read_logout(const Provider& provider, const std::string& token, Time now) {
  const auto visit = TRY(Visit::begin(provider.issuer));
  const auto metadata = metadata_of(provider.issuer, visit);
  const auto keys = metadata ? keys_for(*metadata, token, visit) : nullptr;
  if (!keys) return refuse(REFUSAL_IDENTITY_PROVIDER_UNAVAILABLE);
  const auto checked = check_logout_token(token, *keys, {provider.issuer, provider.client_id, {}, {}, now});
  if (const auto* fault = std::get_if<TokenFault>(&checked)) {
    spdlog::warn(fmt::format("a logout token of an identity provider is refused: {}", fault->what));
    return std::optional<LogoutToken>();
  }
  return std::optional(std::get<LogoutToken>(checked));
}

/// False for a token that was used before.
bool end_sessions(Transaction& tx, const Provider& provider, const LogoutToken& logout) {
  tx.run(sql::forget_logout_tokens, tx.now());
  const auto used = identity::keyed_hash(Purpose::provider_logout, provider.issuer + " " + logout.id);
  if (tx.run(sql::use_logout_token, used, tx.now() + 2 * oldest_logout) == 0) return false;
  std::optional<store::Bytes> subject;
  if (!logout.subject.empty()) subject = identity::keyed_hash(Purpose::provider_subject, logout.subject);
  tx.run(sql::end_provider_sessions, provider.issuer, subject, provider_session_hash(logout.session));
  return true;
}

}  // namespace

Outcome<v1::BackChannelLogoutResponse> back_channel_logout(store::Store& store, const Actor& actor,
                                                           const v1::BackChannelLogoutRequest& request) {
  auto attempt = TRY(identity::Try::begin(store, actor));
  const auto [municipality, provider] = TRY(provider_of_slug(store, request.municipality_slug()));
  Time now;
  store.read(municipality, [&](Transaction& tx) { now = tx.now(); });
  const auto logout = TRY(read_logout(provider, request.logout_token(), now));
  const auto& known = provider;
  bool is_done = false;
  TRY(store.write_now({municipality, CommandId(), ActorId(), logout_rpc, {}}, [&](Transaction& tx) {
    is_done = logout && end_sessions(tx, known, *logout);
    if (!is_done) {
      identity::note_event(tx, identity::v1::SECURITY_EVENT_KIND_TOKEN_REFUSED, ActorId(), DeviceId());
    }
    return std::string();
  }));
  if (!is_done) return refuse(REFUSAL_LOGOUT_TOKEN_INVALID);
  attempt.succeeded();
  return v1::BackChannelLogoutResponse();
}

}  // namespace emplooi::oidc
