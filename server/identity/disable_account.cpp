#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

Outcome<v1::DisableAccountResponse> disable_account(Transaction& tx, const Actor& actor,
                                                    const v1::DisableAccountRequest& request) {
  const auto account = ActorId::of(request.actor_id());
  if (account == actor.id) return refuse(REFUSAL_ACTOR_NOT_ALLOWED, "nobody closes their own account");
  if (tx.run(sql::close_account, account, tx.now()) == 0) {
    if (!tx.one<std::int64_t>(sql::has_account, account)) return refuse(REFUSAL_ACTOR_NOT_FOUND);
    return v1::DisableAccountResponse();
  }
  tx.run(sql::revoke_sessions_except, account, SessionId());
  return v1::DisableAccountResponse();
}

}  // namespace emplooi::identity
