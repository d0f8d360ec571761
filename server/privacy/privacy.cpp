#include "privacy/privacy.h"

#include "privacy/privacy.sql.h"

namespace emplooi::privacy {

void offer(Operations& operations) {
  operations.add(list_accesses);
  operations.add(set_bsn);
  operations.add(get_bsn);
  operations.add(find_by_bsn);
  operations.add(rotate_bsn_key);
  operations.add_session(export_person);
  operations.add(correct_person);
  operations.add(set_retention_term);
  operations.add(erase_person);
  operations.add(erase_due);
  operations.add(list_erasures);
}

std::span<const store::Invariant> invariants() {
  static constexpr store::Invariant all[] = {
      {"nothing names a person who was erased", &sql::erased_and_named},
  };
  return all;
}

std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::privacy
