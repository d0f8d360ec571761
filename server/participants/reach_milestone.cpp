#include "base/words.h"
#include "funding/track_purchases.h"
#include "participants/participants.h"
#include "participants/participants.sql.h"
#include "participants/reach.h"
#include "participants/track.h"

namespace emplooi::participants {

namespace {

Outcome<void> check_milestone(v1::Milestone milestone) {
  if (milestone == v1::MILESTONE_HALFWAY || milestone == v1::MILESTONE_END) return {};
  return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "a track is started and flows out by operations of their own",
                 "milestone"};
}

Outcome<void> check_order(const Track& track, v1::Milestone next) {
  const auto reached = from_word<v1::Milestone>(track.milestone);
  if (reached == v1::MILESTONE_OUTFLOW) return refuse(REFUSAL_TRACK_NOT_RUNNING);
  if (next <= reached) return refuse(REFUSAL_MILESTONE_ALREADY_REACHED);
  if (next != reached + 1) return refuse(REFUSAL_MILESTONE_OUT_OF_ORDER);
  return {};
}

}  // namespace

Outcome<v1::ReachMilestoneResponse> reach_milestone(Transaction& tx, const Actor& actor,
                                                    const v1::ReachMilestoneRequest& request) {
  TRY(check_milestone(request.milestone()));
  const auto track = tx.one<Track>(sql::track, TrackId::of(request.track_id()));
  if (!track) return refuse(REFUSAL_TRACK_NOT_FOUND);
  TRY(participant_in_reach(tx, actor, track->participant));
  TRY(check_order(*track, request.milestone()));
  const bool is_end = request.milestone() == v1::MILESTONE_END;
  std::optional<std::string> ended_on;
  if (is_end) ended_on = to_string(tx.today());
  const auto moved = tx.run(sql::reach_milestone, track->id, track->milestone, word_of(request.milestone()), ended_on);
  ensure(moved == 1, "a track before a milestone reaches it");
  funding::charge_milestone(tx, track->id, is_end ? funding::Milestone::end : funding::Milestone::halfway);
  return v1::ReachMilestoneResponse();
}

}  // namespace emplooi::participants
