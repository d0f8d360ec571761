#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "identity/actor.h"
#include "identity/security_events.h"
#include "store/store.h"

namespace emplooi::identity {

/// argon2id over a keyed hash of the PIN: a million guesses are soon made, but not by whoever has the database alone.
/// Takes as long as hash_of_secret(): never call it inside a transaction. Refuses: pin_too_simple.
Outcome<std::string> hash_of_pin(const std::string& pin);

/// Whose PIN it must be.
struct PinHolder {
  ActorId actor;
  std::string pin_hash;
  using Columns = std::tuple<ActorId, std::string>;
};

/// Who must prove to be whom by a PIN.
struct PinProof {
  MunicipalityId municipality;
  /// Nothing where the card or phone is nobody's: the same work is done all the same.
  std::optional<PinHolder> holder;
  /// What is noted where there is no holder, and whose card it was, if anybody's.
  SecurityEventKind without_holder;
  ActorId former_holder;
  DeviceId device;
  std::string pin;
  /// For the journal.
  std::string rpc;
};

/// What a proven holder came for. False: what was true when the proof was prepared is not any more.
using PinAdmitted = std::function<bool(Transaction&)>;

/// Checks the PIN on the calling thread. If it fits and is not locked, `admitted` runs in the transaction that clears its
/// count of failures; if not, the failure is counted, and noted, in one that looks the same from outside. After
/// `wrong_pins_to_lock` it is locked until somebody unlocks it. Refuses: sign_in_failed, whatever is wrong.
Outcome<void> prove_pin(store::Store& store, const PinProof& proof, const PinAdmitted& admitted);

}  // namespace emplooi::identity
