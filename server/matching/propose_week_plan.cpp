#include "matching/proposal.h"

namespace emplooi::matching {

Outcome<v1::ProposeWeekPlanResponse> propose_week_plan(store::Store& store, const Actor& actor,
                                                       const v1::ProposeWeekPlanRequest& request) {
  const auto proposed = TRY(propose(store, actor, "emplooi.matching.v1.MatchingService.ProposeWeekPlan", request,
                                    asking_of(request, v1::PLAN_KIND_WEEK)));
  v1::ProposeWeekPlanResponse response;
  response.set_plan_id(to_string(proposed.plan));
  response.set_planned(proposed.planned);
  response.set_unfilled(proposed.unfilled);
  return response;
}

}  // namespace emplooi::matching
