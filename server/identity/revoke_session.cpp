#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

Outcome<v1::RevokeSessionResponse> revoke_session(Transaction& tx, const Actor& actor,
                                                  const v1::RevokeSessionRequest& request) {
  const auto session = SessionId::of(request.session_id());
  if (tx.run(sql::revoke_session, actor.id, session) == 0) return refuse(REFUSAL_SESSION_NOT_FOUND);
  return v1::RevokeSessionResponse();
}

}  // namespace emplooi::identity
