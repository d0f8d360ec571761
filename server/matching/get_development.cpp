#include "base/words.h"
#include "matching/development.h"
#include "matching/matching.h"
#include "matching/matching.sql.h"
#include "participants/participants.h"
#include "participants/reach.h"
#include "participants/track.h"

namespace emplooi::matching {

Outcome<v1::GetDevelopmentResponse> get_development(Transaction& tx, const Actor& actor,
                                                    const v1::GetDevelopmentRequest& request) {
  const auto id = TRY(participants::participant_in_reach(tx, actor, ParticipantId::of(request.participant_id()))).id;
  v1::GetDevelopmentResponse response;
  const auto track = participants::last_track(tx, id);
  if (!track || track->ended_on) return response;
  response.set_track_id(to_string(track->id));
  response.set_kind(from_word<participants::v1::TrackKind>(track->kind));
  response.set_approved_minutes(tx.one<int>(sql::approved_since, id, start_of_day(track->started_on)).value_or(0));
  for (const auto& goal : goals_of_running_tracks(tx, id)) {
    auto& progress = *response.add_goals();
    progress.mutable_goal()->set_kind(from_word<participants::v1::GoalKind>(goal.kind));
    progress.mutable_goal()->set_module(goal.module);
    progress.mutable_goal()->set_needed(goal.needed);
    for (const auto& service : goal.services) progress.mutable_goal()->add_service_ids(to_string(service));
    progress.set_done(goal.done);
    progress.set_planned(goal.planned);
    progress.set_reached(goal.done >= goal.needed);
  }
  return response;
}

}  // namespace emplooi::matching
