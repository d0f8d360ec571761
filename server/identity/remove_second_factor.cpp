#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/second_factor.h"

namespace emplooi::identity {

Outcome<v1::RemoveSecondFactorResponse> remove_second_factor(Transaction& tx, const Actor& actor,
                                                             const v1::RemoveSecondFactorRequest& request) {
  const auto account = ActorId::of(request.actor_id());
  if (account == actor.id) return refuse(REFUSAL_ACTOR_NOT_ALLOWED, "another administrator takes it away");
  if (!tx.one<std::int64_t>(sql::has_account, account)) return refuse(REFUSAL_ACTOR_NOT_FOUND);
  if (!remove_secret(tx, account)) return refuse(REFUSAL_SECOND_FACTOR_NOT_SET);
  tx.run(sql::revoke_sessions_except, account, SessionId());
  return v1::RemoveSecondFactorResponse();
}

}  // namespace emplooi::identity
