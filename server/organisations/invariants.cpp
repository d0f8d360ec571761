#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

std::span<const store::Invariant> invariants() {
  static constexpr store::Invariant all[] = {
      {"every programme has its book in the ledger", &sql::programme_without_book},
      {"a later tier of a programme costs more", &sql::tiers_that_do_not_rise},
  };
  return all;
}

}  // namespace emplooi::organisations
