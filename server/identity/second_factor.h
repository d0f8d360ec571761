#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "identity/actor.h"
#include "store/transaction.h"

namespace emplooi::identity {

/// Staff, and whoever works for a corporation or a funder: those who sign in with a password.
inline bool may_set_second_factor(Role role) { return role != ROLE_RESIDENT && role != ROLE_PARTICIPANT; }

/// What a one-time code proves beside the password.
enum class SecondFactor {
  /// The account has none.
  not_set,
  /// It has one, and no code was given.
  needed,
  right,
  /// Right, but a recovery code: it is gone now.
  recovered,
  wrong,
};

/// Checks the code and uses it up: neither it nor an earlier one passes again.
SecondFactor use_second_factor(Transaction& tx, ActorId actor, std::string_view code);

/// Gives the account a new secret that waits for its first code; false where it has a second factor already.
bool begin_secret(Transaction& tx, ActorId actor, const std::string& secret);

/// If this is a code of the secret that waits, the account asks for one from now on. `right`, `wrong`, or `not_set` where
/// none waits.
SecondFactor confirm_secret(Transaction& tx, ActorId actor, std::string_view code);

/// Replaces the account's recovery codes by eight new ones of 80 random bits each, which are known only now.
std::vector<std::string> new_recovery_codes(Transaction& tx, ActorId actor);

/// False where there was none.
bool remove_secret(Transaction& tx, ActorId actor);

}  // namespace emplooi::identity
