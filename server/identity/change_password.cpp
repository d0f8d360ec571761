#include "identity/common_passwords.h"
#include "identity/credentials.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/session.h"

namespace emplooi::identity {

Outcome<v1::ChangePasswordResponse> change_password(store::Store& store, const Actor& actor,
                                                    const v1::ChangePasswordRequest& request) {
  TRY(check_not_common(request.new_password(), "new_password"));
  std::optional<Credentials> credentials;
  store.read(actor.municipality,
             [&](Transaction& tx) { credentials = tx.one<Credentials>(sql::credentials, actor.id); });
  const std::string new_hash = hash_of_secret(request.new_password());
  v1::ChangePasswordResponse response;
  const Proof proof{actor.municipality,
                    credentials,
                    request.old_password(),
                    std::nullopt,
                    "emplooi.identity.v1.IdentityService.ChangePassword",
                    to_string(actor.session)};
  TRY(prove(store, proof, [&](Transaction& tx, const Proven&) -> Outcome<void> {
    tx.run(sql::set_password, actor.id, new_hash);
    tx.run(sql::revoke_sessions_except, actor.id, actor.session);
    if (auto token = change_token(tx, actor)) response.set_token(*std::move(token));
    return {};
  }));
  return response;
}

}  // namespace emplooi::identity
