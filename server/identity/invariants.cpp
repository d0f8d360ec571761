#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

std::span<const store::Invariant> invariants() {
  static constexpr store::Invariant all[] = {
      {"a closed account has no open session", &sql::open_session_of_closed_account},
      {"a session is bound to an active device, if to any", &sql::open_session_on_revoked_device},
      {"a card in use has a PIN", &sql::live_card_without_pin},
  };
  return all;
}

}  // namespace emplooi::identity
