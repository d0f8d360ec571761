#include "residents/residents.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

std::span<const store::Invariant> invariants() {
  static constexpr store::Invariant all[] = {
      {"a household lives in the neighbourhood of its complex", &sql::household_outside_its_complex},
      {"every resident is found by name", &sql::resident_whom_no_search_finds},
  };
  return all;
}

}  // namespace emplooi::residents
