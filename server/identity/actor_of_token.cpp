#include "base/words.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/token.h"

namespace emplooi::identity {

namespace {

constexpr auto note_after = std::chrono::minutes(1);

struct LiveSession {
  SessionId id;
  ActorId actor;
  Time last_seen_at;
  std::string role;
  std::optional<Uuid> subject;
  using Columns = std::tuple<SessionId, ActorId, Time, std::string, std::optional<Uuid>>;
};

/// Of requests at the same time, one notes it; the others are refused inside and leave no record.
void note_seen(store::Store& store, const Actor& actor) {
  store.write(
      {actor.municipality, CommandId(), actor.id, "emplooi.identity.touch_session", to_string(actor.session)},
      [actor](Transaction& tx) -> Outcome<std::string> {
        const auto noted = tx.run(sql::touch_session, actor.session, tx.now(), tx.now() - note_after);
        if (noted == 0) return refuse(REFUSAL_SESSION_NOT_FOUND);
        return std::string();
      },
      [](Outcome<std::string>) {});
}

}  // namespace

std::optional<Actor> actor_of_token(store::Store& store, std::string_view text) {
  const auto token = parse_token(text);
  if (!token) return std::nullopt;
  std::optional<LiveSession> session;
  bool is_due = false;
  store.read(token->municipality, [&](Transaction& tx) {
    session = tx.one<LiveSession>(sql::live_session, token->hash(), tx.now(), tx.now() - settings().session_idle);
    is_due = session && session->last_seen_at <= tx.now() - note_after;
  });
  if (!session) return std::nullopt;
  const Actor actor{session->actor, token->municipality, from_word<Role>(session->role),
                    session->subject.value_or(Uuid()), session->id};
  if (is_due) note_seen(store, actor);
  return actor;
}

}  // namespace emplooi::identity
