#pragma once

#include <optional>
#include <string>
#include <tuple>

#include "base/id.h"

namespace emplooi::participants {

/// What the other domains need to know of a person who does jobs; nothing that names anybody.
struct Participant {
  ParticipantId id;
  /// Where they live, if it is a household that the town knows.
  std::optional<HouseholdId> household;
  ProviderId provider;
  ActorId coach;
  ActorId case_manager;
  int weekly_hours = 0;
  /// False once the outflow is recorded.
  bool active = false;

  using Columns = std::tuple<ParticipantId, std::optional<HouseholdId>, ProviderId, ActorId, ActorId, int, bool>;
};

using CertificateId = Id<struct CertificateTag>;

struct RunningTrack {
  TrackId id;
  /// 'orientation', 'activation' or 'placement'.
  std::string kind;

  using Columns = std::tuple<TrackId, std::string>;
};

}  // namespace emplooi::participants
