#include "participants/participants.h"
#include "participants/participants.sql.h"

namespace emplooi::participants {

std::span<const store::Invariant> invariants() {
  static constexpr store::Invariant all[] = {
      {"who has left follows no track", &sql::running_track_after_outflow},
      {"an outflow is the participant's own, and its track says so", &sql::outflow_of_another_track},
      {"a bought track is paid out of its purchase", &sql::bought_track_without_reservation},
  };
  return all;
}

}  // namespace emplooi::participants
