#include "matching/matching.h"

#include "matching/matching.sql.h"

namespace emplooi::matching {

void offer(Operations& operations) {
  operations.add_stream(propose_week_plan);
  operations.add_stream(replan);
  operations.add(get_plan);
  operations.add(list_plans);
  operations.add(accept_plan);
  operations.add(suggest_helpers);
  operations.add(suggest_times);
  operations.add(explain_job);
  operations.add(get_development);
  operations.add(set_closing_day);
  operations.add(set_plan_priorities);
  operations.add(get_plan_priorities);
}

std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::matching
