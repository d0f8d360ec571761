#include "participants/track.h"

#include "base/words.h"
#include "participants/participants.sql.h"

namespace emplooi::participants {

std::optional<Track> last_track(Transaction& tx, ParticipantId participant) {
  return tx.one<Track>(sql::tracks_newest_first, participant, 1);
}

v1::Track to_message(const Track& track) {
  v1::Track message;
  message.set_track_id(to_string(track.id));
  message.set_kind(from_word<v1::TrackKind>(track.kind));
  if (track.purchase) message.set_track_purchase_id(to_string(*track.purchase));
  message.set_started_on(to_string(track.started_on));
  message.set_milestone(from_word<v1::Milestone>(track.milestone));
  if (track.ended_on) message.set_ended_on(to_string(*track.ended_on));
  return message;
}

}  // namespace emplooi::participants
