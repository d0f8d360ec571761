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
  /// As asked for: a Monday.
  std::string week_starts_on;
  v1::PlanKind kind = v1::PLAN_KIND_WEEK;
  /// For the search and for trying the changes that it tells.
  std::chrono::seconds time{10};
};

/// What a request to plan asks, for ten seconds unless it says otherwise.
template <class Request>
Asking asking_of(const Request& request, v1::PlanKind kind) {
  Asking asking{ProgrammeId::of(request.programme_id()), request.week_starts_on(), kind};
  if (request.seconds() > 0) asking.time = std::chrono::seconds(request.seconds());
  return asking;
}

/// Which jobs are new, move or stay without anybody.
struct Proposed {
  PlanId plan;
  int planned = 0;
  int moved = 0;
  int unfilled = 0;
};

/// Reads a week, plans it and keeps the plan. The observer hears of progress from the thread that searches, and may end the
/// search; then the best plan so far is kept. Refuses: as propose_week_plan().
Outcome<Proposed> propose(store::Store&, const Actor&, const std::string& rpc, const google::protobuf::Message& request,
                          const Asking&, const Observer& = {});

/// What is asked of a week in which nothing may move. Refuses: programme_not_found, programme_not_running.
Outcome<WeekQuestion> question_of(Transaction&, ProgrammeId, Date monday);

/// The request's `week_starts_on`, a Monday of this week or a later one; empty for this week. Refuses: field_out_of_bounds.
Outcome<Date> monday_of(Transaction&, const std::string& day);

}  // namespace emplooi::matching
