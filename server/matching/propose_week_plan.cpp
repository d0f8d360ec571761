#include "matching/proposal.h"

namespace emplooi::matching {

Outcome<void> propose_week_plan(Stream<v1::ProposeWeekPlanResponse>& stream, const Actor& actor,
                                const v1::ProposeWeekPlanRequest& request) {
  return propose(channel_of(stream), actor, asking_of(request, v1::PLAN_KIND_WEEK));
}

}  // namespace emplooi::matching
