#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/id.h"
#include "store/transaction.h"

namespace emplooi::matching {

/// A goal of a running track, and how far it is.
struct GoalState {
  ParticipantId participant;
  TrackId track;
  int position = 0;
  /// As GoalKind in availability.proto, in lower case.
  std::string kind;
  std::string module;
  /// Services, visits or minutes; done by approved hours, planned by jobs that are not approved yet.
  int needed = 0;
  int done = 0;
  int planned = 0;
  std::vector<ServiceId> services;
  /// Of those services, the ones that count as done or planned.
  std::set<ServiceId> seen;
};

/// Goals of all running tracks, or of one participant's; jobs in `without` count for none of them.
std::vector<GoalState> goals_of_running_tracks(Transaction&, std::optional<ParticipantId>,
                                               const std::set<JobId>& without = {});

}  // namespace emplooi::matching
