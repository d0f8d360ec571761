#pragma once

#include "emplooi/matching/v1/matching.pb.h"
#include "matching/matching.h"
#include "matching/solver/reasons.h"
#include "matching/solver/solve.h"
#include "matching/week.h"

namespace emplooi::matching {

/// What a plan is proposed from.
struct Asking {
  ProgrammeId programme;
  Date monday;
  v1::PlanKind kind = v1::PLAN_KIND_WEEK;
  /// For the search and for trying the changes that it tells.
  std::chrono::seconds time{10};
};

/// Which jobs are new, move or stay without anybody.
struct Proposed {
  PlanId plan;
  int planned = 0;
  int moved = 0;
  int unfilled = 0;
};

/// Reads a week, plans it and keeps the plan. The observer hears of progress from the thread that searches, and may end the
/// search; then the best plan so far is kept. Refuses: as propose_week_plan().
Outcome<Proposed> propose(store::Store&, const Actor&, const std::string& rpc, const Asking&, const Observer& = {});

/// The Monday and its programme, as the week is asked for. Refuses: programme_not_found, programme_not_running,
/// field_out_of_bounds.
Outcome<WeekQuestion> question_of(Transaction&, ProgrammeId, Date monday);

/// A day of the request that has to be a Monday, of this week or a later one. Refuses: field_out_of_bounds.
Outcome<Date> monday_of(Transaction&, const std::string& day);

}  // namespace emplooi::matching
