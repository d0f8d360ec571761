#include "reporting/reporting.h"

#include "reporting/reporting.sql.h"

namespace emplooi::reporting {

void offer(Operations& operations) {
  operations.add(get_tracks_report);
  operations.add(get_hours_report);
  operations.add(get_voucher_funnel);
  operations.add(get_fairness_report);
  operations.add(get_budget_burn);
  operations.add(get_balance_proof);
  operations.add(publish_figures);
}

std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::reporting
