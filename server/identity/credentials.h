#pragma once

#include <string>

#include "identity/account.h"
#include "store/store.h"

namespace emplooi::identity {

/// Who must prove to be whom, and for which rpc.
struct Proof {
  MunicipalityId municipality;
  /// Nothing where the name is nobody's: the same work is done all the same.
  std::optional<Credentials> credentials;
  std::string_view password;
  /// What proves the second factor, if the account has one; nothing where the session has proven it already.
  std::optional<std::string_view> one_time_code;
  /// For the journal.
  std::string rpc;
  std::string content;
};

/// Who has proven to be who they are.
struct Proven {
  Role role;
  /// With a one-time code or a recovery code.
  bool second_factor = false;
};

/// What a proven actor came for.
using Admitted = std::function<Outcome<void>(Transaction&, const Proven&)>;

/// Checks the password on the calling thread. If it fits an account that is neither locked nor closed, and so does the
/// second factor, `admitted` runs in the transaction that clears its count of failures; if not, the failure is counted,
/// and noted, in one that looks the same from outside. Refuses: sign_in_failed, second_factor_needed (the password is
/// right).
Outcome<void> prove(store::Store& store, const Proof& proof, const Admitted& admitted);

}  // namespace emplooi::identity
