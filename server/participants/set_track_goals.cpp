#include <set>

#include "base/words.h"
#include "catalogue/catalogue.h"
#include "participants/availability.h"
#include "participants/participants.sql.h"
#include "participants/reach.h"
#include "participants/track.h"

namespace emplooi::participants {

namespace {

Outcome<void> check_goal(Transaction& tx, const v1::TrackGoal& goal, const std::string& path) {
  const auto wrong = [&](const char* field, const char* says) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, says, path + "." + field};
  };
  const auto missing = [&](const char* field, const char* says) {
    return Refused{REFUSAL_FIELD_MISSING, says, path + "." + field};
  };
  const auto& services = goal.service_ids();
  if (goal.kind() == v1::GOAL_KIND_WORK_ALONE) {
    if (!services.empty()) return wrong("service_ids", "to work alone is for all services");
    if (goal.needed() != 1) return wrong("needed", "is 1 for working alone");
    return {};
  }
  if (services.empty()) return missing("service_ids", "which services count");
  const bool is_module = goal.kind() == v1::GOAL_KIND_PRACTISE_MODULE;
  if (is_module && goal.module().empty()) return missing("module", "which module is practised");
  if (!is_module && !goal.module().empty()) return wrong("module", "only practising has a module");
  std::set<std::string> once(services.begin(), services.end());
  if (once.size() != static_cast<std::size_t>(services.size())) return wrong("service_ids", "names a service twice");
  if (goal.kind() == v1::GOAL_KIND_SEE_SERVICES && goal.needed() > services.size()) {
    return wrong("needed", "more services than are named");
  }
  for (const auto& service : services) TRY(catalogue::service(tx, ServiceId::of(service)));
  return {};
}

}  // namespace

Outcome<v1::SetTrackGoalsResponse> set_track_goals(Transaction& tx, const Actor& actor,
                                                   const v1::SetTrackGoalsRequest& request) {
  const auto track = tx.one<Track>(sql::track, TrackId::of(request.track_id()));
  if (!track) return refuse(REFUSAL_TRACK_NOT_FOUND);
  TRY(participant_in_reach(tx, actor, track->participant));
  if (track->ended_on) return refuse(REFUSAL_TRACK_NOT_RUNNING);
  for (int i = 0; i < request.goals_size(); ++i) {
    TRY(check_goal(tx, request.goals(i), "goals[" + std::to_string(i) + "]"));
  }
  tx.run(sql::drop_goal_services, track->id);
  tx.run(sql::drop_goals, track->id);
  for (int i = 0; i < request.goals_size(); ++i) {
    const auto& goal = request.goals(i);
    tx.run(sql::add_goal, track->id, i, word_of(goal.kind()), goal.module(), goal.needed());
    for (const auto& service : goal.service_ids()) {
      tx.run(sql::add_goal_service, track->id, i, ServiceId::of(service));
    }
  }
  return v1::SetTrackGoalsResponse();
}

}  // namespace emplooi::participants
