#include "identity/attempts.h"
#include "identity/credentials.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/session.h"

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

}  // namespace

Outcome<v1::SignInResponse> sign_in(store::Store& store, const Actor& actor, const v1::SignInRequest& request) {
  auto attempt = TRY(Try::begin(store, actor));
  const auto account = find_account(store, parse_sign_in_name(request.sign_in_name()));
  if (!account.municipality) {
    is_hash_of(hash_of_nobody(), request.password());
    return refuse(REFUSAL_SIGN_IN_FAILED);
  }
  const Proof proof{*account.municipality,
                    account.credentials,
                    request.password(),
                    request.one_time_code(),
                    "emplooi.identity.v1.IdentityService.SignIn",
                    to_string(account.credentials ? account.credentials->actor : ActorId())};
  v1::SignInResponse response;
  const auto proven = prove(store, proof, [&](Transaction& tx, const Proven& who) -> Outcome<void> {
    const auto owner = account.credentials->actor;
    end_session_of(tx, actor);
    tell(open_session(tx,
                      {owner, std::nullopt, settings().session_idle, settings().session_lifetime, who.second_factor}),
         owner, response);
    response.set_role(who.role);
    return {};
  });
  if (proven || proven.error().refusal == REFUSAL_SECOND_FACTOR_NEEDED) attempt.succeeded();
  if (!proven) return proven.error();
  return response;
}

}  // namespace emplooi::identity
