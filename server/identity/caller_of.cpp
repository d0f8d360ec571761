#include "base/words.h"
#include "identity/attempts.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/keys.h"
#include "identity/second_factor.h"
#include "identity/security_events.h"
#include "identity/sequences.h"
#include "identity/token.h"

namespace emplooi::identity {

namespace {

constexpr auto longest_note_after = std::chrono::microseconds(std::chrono::minutes(1));

struct LiveSession {
  SessionId id;
  ActorId actor;
  Time last_seen_at;
  std::int64_t idle_us = 0;
  std::optional<DeviceId> device;
  std::string role;
  std::optional<Uuid> subject;
  /// The municipality asks for a second factor, and the session was opened without.
  bool lacks_second_factor = false;
  using Columns = std::tuple<SessionId, ActorId, Time, std::int64_t, std::optional<DeviceId>, std::string,
                             std::optional<Uuid>, bool>;

  /// Often enough that a session lives at most a twelfth shorter than it may be silent.
  std::chrono::microseconds note_after() const {
    return std::min(longest_note_after, std::chrono::microseconds(idle_us / 12));
  }
};

/// Of requests at the same time, one notes it; the others are refused inside and leave no record.
void note_seen(store::Store& store, const Actor& actor, std::chrono::microseconds note_after) {
  store.write(
      {actor.municipality, CommandId(), actor.id, "emplooi.identity.touch_session", to_string(actor.session)},
      [actor, note_after](Transaction& tx) -> Outcome<std::string> {
        const auto noted = tx.run(sql::touch_session, actor.session, tx.now(), tx.now() - note_after);
        if (noted == 0) return refuse(REFUSAL_SESSION_NOT_FOUND);
        return std::string();
      },
      [](Outcome<std::string>) {});
}

/// What nobody waits for; as long as its source is not refused too often, so that nobody can fill the disk with it.
void note_refused_caller(store::Store& store, SecurityEventKind kind, const Actor& caller, DeviceId device) {
  if (!Try::begin(store, caller)) return;
  store.write(
      {caller.municipality, CommandId(), caller.id, "emplooi.identity.refuse_caller", to_string(device)},
      [kind, caller, device](Transaction& tx) {
        note_event(tx, kind, caller.id, device);
        return std::string();
      },
      [](Outcome<std::string>) {});
}

Outcome<void> check_state(const Device& device) {
  if (device.state == "active") return {};
  return refuse(device.state == "revoked" ? REFUSAL_DEVICE_REVOKED : REFUSAL_DEVICE_NOT_APPROVED);
}

/// The device that signed the request.
Outcome<DeviceId> signer_of(store::Store& store, const Actor& stranger, DeviceId id, const SignedRequest& request) {
  std::optional<Device> device;
  store.read(stranger.municipality, [&](Transaction& tx) { device = tx.one<Device>(sql::device, id); });
  const auto sequence = parse_sequence(request.sequence);
  if (!device || !device->public_key || !sequence || !is_signed_by(*device->public_key, request)) {
    // Nothing is noted under a device or municipality that there may not be.
    if (device) note_refused_caller(store, v1::SECURITY_EVENT_KIND_SIGNATURE_INVALID, stranger, id);
    return refuse(REFUSAL_DEVICE_SIGNATURE_INVALID);
  }
  if (auto state = check_state(*device); !state) {
    if (device->state == "revoked") note_refused_caller(store, v1::SECURITY_EVENT_KIND_DEVICE_REVOKED, stranger, id);
    return std::move(state).error();
  }
  if (auto used = sequences().use(store, stranger.municipality, *device, *sequence); !used) {
    if (used.error().refusal == REFUSAL_DEVICE_SEQUENCE_STALE) {
      note_refused_caller(store, v1::SECURITY_EVENT_KIND_SEQUENCE_STALE, stranger, id);
    }
    return std::move(used).error();
  }
  return id;
}

/// Makes the caller the actor whose session it is, if there is one.
void admit_session(store::Store& store, const Token& token, Actor& caller) {
  std::optional<LiveSession> session;
  Time now;
  store.read(token.municipality, [&](Transaction& tx) {
    session = tx.one<LiveSession>(sql::live_session, token.hash(), tx.now());
    now = tx.now();
  });
  if (!session) return;
  if (session->device && *session->device != caller.device) {
    Actor holder{session->actor, token.municipality};
    holder.origin = caller.origin;
    note_refused_caller(store, v1::SECURITY_EVENT_KIND_SESSION_ELSEWHERE, holder, *session->device);
    return;
  }
  caller.id = session->actor;
  caller.municipality = token.municipality;
  caller.role = from_word<Role>(session->role);
  caller.subject = session->subject.value_or(Uuid());
  caller.session = session->id;
  caller.lacks_second_factor = session->lacks_second_factor && may_set_second_factor(caller.role);
  if (session->last_seen_at <= now - session->note_after()) note_seen(store, caller, session->note_after());
}

std::uint64_t origin_of(std::string_view address) {
  if (address.empty()) return 0;
  const auto hash = keyed_hash(Purpose::network_address, address);
  std::uint64_t origin;
  std::memcpy(&origin, hash.value.data(), sizeof origin);
  return origin;
}

}  // namespace

Outcome<Actor> caller_of(store::Store& store, const Shown& shown) {
  Actor caller;
  caller.origin = origin_of(shown.address);
  if (shown.signature) {
    const auto name = parse_device_name(shown.signature->device);
    if (!name) return refuse(REFUSAL_DEVICE_SIGNATURE_INVALID);
    caller.municipality = name->municipality;
    caller.device = TRY(signer_of(store, caller, name->id, *shown.signature));
  }
  const auto token = parse_token(shown.token);
  const bool is_elsewhere = token && !caller.device.is_nil() && token->municipality != caller.municipality;
  if (token && !is_elsewhere) admit_session(store, *token, caller);
  return caller;
}

bool has_live_session(store::Store& store, const Actor& actor) {
  bool is_live = false;
  store.read(actor.municipality, [&](Transaction& tx) {
    is_live = tx.one<std::int64_t>(sql::is_session_live, actor.session, actor.id, tx.now()).has_value();
  });
  return is_live;
}

}  // namespace emplooi::identity
