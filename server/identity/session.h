#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/timestamp.h"
#include "identity/actor.h"
#include "store/transaction.h"

namespace emplooi::identity {

/// For whom, where, and for how long a session is opened.
struct NewSession {
  ActorId actor;
  /// Its token opens nothing without this device's signature.
  std::optional<DeviceId> device;
  std::chrono::seconds idle;
  std::chrono::seconds lifetime;
  /// Opened with a second factor, or by a provider that asks for its own.
  bool second_factor = false;
};

/// The only time that the token is known.
struct OpenedSession {
  SessionId id;
  std::string token;
  Time expires_at;
};

/// Opens a session under a token that nobody knew before.
OpenedSession open_session(Transaction& tx, const NewSession& session);

/// Ends the session that a call which signs in was made with: whoever planted its token gains nothing.
void end_session_of(Transaction& tx, const Actor& actor);

/// Gives the actor's session a new token, because it may do more from now on or its password is another one; the old
/// token ends. Nothing where the actor has no session, or it is over.
std::optional<std::string> change_token(Transaction& tx, const Actor& actor);

/// What every answer that opens a session says.
template <class Response>
void tell(const OpenedSession& session, ActorId actor, Response& response) {
  response.set_token(session.token);
  *response.mutable_expires_at() = to_timestamp(session.expires_at);
  response.set_actor_id(to_string(actor));
}

}  // namespace emplooi::identity
