#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

Outcome<v1::SignOutResponse> sign_out(store::Store& store, const Actor& actor, const v1::SignOutRequest&) {
  const store::Command command{actor.municipality, CommandId(), actor.id, "emplooi.identity.v1.IdentityService.SignOut",
                               to_string(actor.session)};
  TRY(store.write_now(command, [&](Transaction& tx) -> Outcome<std::string> {
    tx.run(sql::revoke_session, actor.id, actor.session);
    return std::string();
  }));
  return v1::SignOutResponse();
}

}  // namespace emplooi::identity
