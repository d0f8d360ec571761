#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/outcome.h"
#include "identity/actor.h"
#include "store/store.h"

namespace emplooi::identity {

/// The only time that the one-time code is known: 80 random bits as to_code() writes them.
struct Invitation {
  DeviceId device;
  std::string code;
  Time expires_at;
};

/// Invites a kiosk, which will stand at a place of that name; good for `kiosk_invitation`.
Invitation invite_kiosk_at(Transaction& tx, const Actor& by, const std::string& name);

/// Invites a phone of the participant, and makes them an account if they have none; good for `phone_invitation`. The
/// invitation before is revoked. The domain of the participants offers this as an operation; it knows who guides whom.
Invitation invite_phone_of(Transaction& tx, const Actor& by, const Uuid& participant);

/// The slug of the municipality of the transaction: what an invited device must know beside its code.
std::string slug_of(Transaction& tx);

/// Where somebody who is invited may enrol: one device of one municipality.
struct Invited {
  MunicipalityId municipality;
  DeviceId device;
  std::optional<ActorId> owner;
  store::Bytes code_hash;
};

/// Whom this code invites to enrol a device of that kind. Where it is nobody, that is noted in the municipality if there
/// is one. Refuses: invitation_invalid, whatever is wrong.
Outcome<Invited> find_invited(store::Store& store, std::string_view slug, std::string_view code, std::string_view kind);

/// Uses the code up and keeps the public key. Refuses: invitation_invalid (somebody else was faster).
Outcome<void> enrol(Transaction& tx, const Invited& invited, const std::string& public_key);

}  // namespace emplooi::identity
