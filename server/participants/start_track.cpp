#include "base/words.h"
#include "funding/track_purchases.h"
#include "participants/participants.h"
#include "participants/participants.sql.h"
#include "participants/track.h"

namespace emplooi::participants {

Outcome<v1::StartTrackResponse> start_track(Transaction& tx, const Actor&, const v1::StartTrackRequest& request) {
  const auto participant = TRY(active_participant(tx, ParticipantId::of(request.participant_id())));
  const auto before = last_track(tx, participant.id);
  if (before && !before->ended_on) return refuse(REFUSAL_TRACK_ALREADY_RUNNING);
  const auto id = tx.new_id<TrackId>();
  const auto& kind = word_of(request.kind());
  std::optional<TrackPurchaseId> purchase;
  if (!request.track_purchase_id().empty()) {
    purchase = TrackPurchaseId::of(request.track_purchase_id());
    TRY(funding::begin_track(tx, *purchase, id, kind));
  }
  // An outflow from now on is the new track's: what was kept for one of the track before is free again.
  if (before) funding::release_track(tx, before->id);
  tx.run(sql::add_track, id, participant.id, kind, purchase, to_string(tx.today()));
  v1::StartTrackResponse response;
  response.set_track_id(to_string(id));
  return response;
}

}  // namespace emplooi::participants
