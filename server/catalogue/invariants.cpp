#include "catalogue/catalogue.h"
#include "catalogue/catalogue.sql.h"

namespace emplooi::catalogue {

std::span<const store::Invariant> invariants() {
  static constexpr store::Invariant all[] = {
      {"every service serves a performance field", &sql::service_without_performance_field},
  };
  return all;
}

}  // namespace emplooi::catalogue
