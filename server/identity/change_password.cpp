#include "identity/credentials.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

Outcome<v1::ChangePasswordResponse> change_password(store::Store& store, const Actor& actor,
                                                    const v1::ChangePasswordRequest& request) {
  std::optional<Credentials> credentials;
  store.read(actor.municipality,
             [&](Transaction& tx) { credentials = tx.one<Credentials>(sql::credentials, actor.id); });
  const std::string new_hash = hash_of_secret(request.new_password());
  const Proof proof{actor.municipality, credentials, request.old_password(),
                    "emplooi.identity.v1.IdentityService.ChangePassword", to_string(actor.session)};
  TRY(prove(store, proof, [&](Transaction& tx, Role) -> Outcome<void> {
    tx.run(sql::set_password, actor.id, new_hash);
    tx.run(sql::revoke_sessions_except, actor.id, actor.session);
    return {};
  }));
  return v1::ChangePasswordResponse();
}

}  // namespace emplooi::identity
