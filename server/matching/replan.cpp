#include "matching/proposal.h"

namespace emplooi::matching {

Outcome<void> replan(Stream<v1::ReplanResponse>& stream, const Actor& actor, const v1::ReplanRequest& request) {
  return propose(channel_of(stream), actor, asking_of(request, v1::PLAN_KIND_REPLAN));
}

}  // namespace emplooi::matching
