#include "identity/session.h"

#include "identity/identity.sql.h"
#include "identity/token.h"

namespace emplooi::identity {

namespace {

Token new_token(Transaction& tx) {
  Token token{tx.municipality(), {}};
  tx.randomise(token.secret);
  return token;
}

}  // namespace

OpenedSession open_session(Transaction& tx, const NewSession& session) {
  const auto token = new_token(tx);
  const Time expires_at = tx.now() + session.lifetime;
  const auto id = tx.new_id<SessionId>();
  tx.run(sql::forget_old_sessions, session.actor, tx.now());
  tx.run(sql::add_session, token.hash(), id, session.actor, tx.now(), expires_at,
         std::int64_t{std::chrono::microseconds(session.idle).count()}, session.device, session.second_factor);
  return {id, token.text(), expires_at};
}

void end_session_of(Transaction& tx, const Actor& actor) {
  if (actor.session.is_nil() || actor.municipality != tx.municipality()) return;
  tx.run(sql::revoke_session, actor.id, actor.session);
}

std::optional<std::string> change_token(Transaction& tx, const Actor& actor) {
  const auto token = new_token(tx);
  if (tx.run(sql::change_token, actor.id, actor.session, token.hash()) == 0) return std::nullopt;
  return token.text();
}

}  // namespace emplooi::identity
