#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

std::span<const store::Invariant> invariants() {
  static constexpr store::Invariant all[] = {
      {"a closed account has no open session", &sql::open_session_of_closed_account},
  };
  return all;
}

}  // namespace emplooi::identity
