#include "base/field_rules.h"
#include "base/timestamp.h"
#include "identity/credentials.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/token.h"

namespace emplooi::identity {

namespace {

/// Where somebody wants to sign in, and as whom; both may not exist.
struct Account {
  std::optional<MunicipalityId> municipality;
  std::optional<Credentials> credentials;
};

Account find_account(store::Store& store, const SignInName& name) {
  Account account;
  store.read(MunicipalityId(), [&](Transaction& tx) {
    account.municipality = tx.one<MunicipalityId>(sql::municipality_by_slug, name.slug);
  });
  if (!account.municipality) return account;
  store.read(*account.municipality,
             [&](Transaction& tx) { account.credentials = tx.one<Credentials>(sql::credentials_by_name, name.name); });
  return account;
}

v1::SignInResponse open_session(Transaction& tx, ActorId actor, Role role) {
  Token token{tx.municipality(), {}};
  tx.randomise(token.secret);
  const Time expires_at = tx.now() + settings().session_lifetime;
  tx.run(sql::forget_old_sessions, actor, tx.now());
  tx.run(sql::add_session, token.hash(), tx.new_id<SessionId>(), actor, tx.now(), expires_at);
  v1::SignInResponse response;
  response.set_token(token.text());
  *response.mutable_expires_at() = to_timestamp(expires_at);
  response.set_actor_id(to_string(actor));
  response.set_role(role);
  return response;
}

}  // namespace

Outcome<v1::SignInResponse> sign_in(store::Store& store, const Actor&, const v1::SignInRequest& request) {
  const auto account = find_account(store, parse_sign_in_name(request.sign_in_name()));
  if (!account.municipality) {
    is_hash_of(hash_of_nobody(), request.password());
    return refuse(REFUSAL_SIGN_IN_FAILED);
  }
  const Proof proof{*account.municipality, account.credentials, request.password(),
                    "emplooi.identity.v1.IdentityService.SignIn", canonical_bytes(request)};
  v1::SignInResponse response;
  TRY(prove(store, proof, [&](Transaction& tx, Role role) -> Outcome<void> {
    response = open_session(tx, account.credentials->actor, role);
    return {};
  }));
  return response;
}

}  // namespace emplooi::identity
