#pragma once

#include <optional>
#include <tuple>

#include "base/id.h"
#include "base/time.h"
#include "emplooi/participants/v1/participants.pb.h"
#include "store/transaction.h"

namespace emplooi::participants {

/// Runs until its end, or an outflow before that. Milestones come in order: start, halfway, end, outflow; an outflow
/// may come early.
struct Track {
  TrackId id;
  ParticipantId participant;
  std::string kind;
  std::optional<TrackPurchaseId> purchase;
  Date started_on;
  /// The last one reached: 'start', 'halfway', 'end', 'outflow'.
  std::string milestone;
  std::optional<Date> ended_on;

  using Columns = std::tuple<TrackId, ParticipantId, std::string, std::optional<TrackPurchaseId>, Date, std::string,
                             std::optional<Date>>;
};

/// The track that began last, running or not.
std::optional<Track> last_track(Transaction& tx, ParticipantId participant);

v1::Track to_message(const Track& track);

}  // namespace emplooi::participants
