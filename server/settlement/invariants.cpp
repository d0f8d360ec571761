#include "settlement/settlement.h"
#include "settlement/settlement.sql.h"

namespace emplooi::settlement {

std::span<const store::Invariant> invariants() {
  static constexpr store::Invariant all[] = {
      {"nothing is booked in a month after it was closed", &sql::booked_after_closing},
      {"months are closed in order", &sql::closed_out_of_order},
      {"the books are closed by a closing, with its statements", &sql::closed_without_statements},
      {"a statement's total is the sum of its lines", &sql::lines_differ_from_total},
      {"a statement's total is what the ledger booked for its party", &sql::differs_from_ledger},
      {"what was paid on a statement is its total", &sql::paid_otherwise},
  };
  return all;
}

}  // namespace emplooi::settlement
