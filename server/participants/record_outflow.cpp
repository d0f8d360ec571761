#include "base/words.h"
#include "funding/track_purchases.h"
#include "participants/participants.h"
#include "participants/participants.sql.h"
#include "participants/reach.h"
#include "participants/track.h"

namespace emplooi::participants {

namespace {

Outcome<void> check_day(Transaction& tx, const std::optional<Track>& track, const std::string& day) {
  TRY(check_not_to_come(tx, day, "flowed_out_on"));
  if (!track || day >= to_string(track->started_on)) return {};
  return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "this day precedes the track", "flowed_out_on"};
}

void flow_out(Transaction& tx, const Track& track, const std::string& day) {
  ensure(tx.run(sql::flow_out, track.id, day) == 1, "a track flows out once");
  funding::charge_milestone(tx, track.id, funding::Milestone::outflow);
  funding::release_track(tx, track.id);
}

}  // namespace

Outcome<v1::RecordOutflowResponse> record_outflow(Transaction& tx, const Actor&,
                                                  const v1::RecordOutflowRequest& request) {
  const auto participant = TRY(participants::participant(tx, ParticipantId::of(request.participant_id())));
  if (!participant.active) return refuse(REFUSAL_OUTFLOW_ALREADY_RECORDED);
  const auto track = last_track(tx, participant.id);
  TRY(check_day(tx, track, request.flowed_out_on()));
  std::optional<TrackId> led_by;
  if (track) led_by = track->id;
  const auto recorded =
      tx.run(sql::record_outflow, participant.id, word_of(request.kind()), request.flowed_out_on(), led_by);
  ensure(recorded == 1, "an active participant's outflow can be recorded");
  v1::RecordOutflowResponse response;
  if (track) {
    flow_out(tx, *track, request.flowed_out_on());
    response.set_track_id(to_string(track->id));
  }
  return response;
}

}  // namespace emplooi::participants
