#include "reporting/reporting.h"

#include "reporting/reporting.sql.h"

namespace emplooi::reporting {

void offer(Operations& operations) {
  operations.add_report(get_tracks_report);
  operations.add_report(get_hours_report);
  operations.add_report(get_voucher_funnel);
  operations.add_report(get_fairness_report);
  operations.add_report(get_budget_burn);
  operations.add_report(get_balance_proof);
  operations.add(publish_figures);
}

std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::reporting
