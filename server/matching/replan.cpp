#include "matching/proposal.h"

namespace emplooi::matching {

Outcome<v1::ReplanResponse> replan(store::Store& store, const Actor& actor, const v1::ReplanRequest& request) {
  const auto proposed = TRY(propose(store, actor, "emplooi.matching.v1.MatchingService.Replan", request,
                                    asking_of(request, v1::PLAN_KIND_REPLAN)));
  v1::ReplanResponse response;
  response.set_plan_id(to_string(proposed.plan));
  response.set_changed(proposed.planned + proposed.moved);
  response.set_unfilled(proposed.unfilled);
  return response;
}

}  // namespace emplooi::matching
