#pragma once

#include <optional>

#include "base/id.h"
#include "emplooi/base/v1/options.pb.h"

namespace emplooi {

using base::v1::Reach;
using base::v1::Role;
using enum base::v1::Reach;
using enum base::v1::Role;

using SessionId = Id<struct SessionTag>;
using DeviceId = Id<struct DeviceTag>;

/// Who is asking: made from a session, never from a request. Whoever has not signed in has no id and no role, but may
/// ask from a device, and then in its municipality.
struct Actor {
  ActorId id;
  MunicipalityId municipality;
  Role role = ROLE_UNSPECIFIED;
  /// The resident, participant, corporation or funder that the actor is or works for; nil for the
  /// municipality's staff.
  Uuid subject;
  /// The session that this was made from; nil where there is none.
  SessionId session;
  /// The active device that signed the request; nil where none did.
  DeviceId device;
  /// The network address that the call came from, as a keyed hash; 0 where it came from none. For limits only.
  std::uint64_t origin = 0;
  /// Whose data the actor reaches through the rpc that is called, as its contract grants; nobody's until the front desk
  /// has looked.
  Reach reach = REACH_UNSPECIFIED;
  /// Staff of a municipality that asks for a second factor, signed in without one.
  bool lacks_second_factor = false;

  /// What an operation's query narrows its rows to: nothing where the actor reaches the whole municipality, otherwise the
  /// actor's own subject (for a coach the account itself, which participants name as theirs).
  std::optional<Uuid> only() const {
    if (reach == REACH_MUNICIPALITY) return std::nullopt;
    return reach == REACH_OWN_PARTICIPANTS ? Uuid(id) : subject;
  }

  bool is_staff() const {
    return role == ROLE_COORDINATOR || role == ROLE_CASE_MANAGER || role == ROLE_COACH || role == ROLE_ADMINISTRATOR ||
           role == ROLE_SYSTEM;
  }
};

/// The server itself, for due work.
inline Actor system_actor(MunicipalityId municipality) {
  return {.municipality = municipality, .role = ROLE_SYSTEM, .reach = REACH_MUNICIPALITY};
}

}  // namespace emplooi
