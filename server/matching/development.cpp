#include "matching/development.h"

#include <algorithm>
#include <map>

#include "base/time.h"
#include "matching/matching.sql.h"

namespace emplooi::matching {

namespace {

struct GoalRow {
  ParticipantId participant;
  TrackId track;
  int position;
  std::string kind;
  std::string module;
  int needed;
  bool works_alone;

  using Columns = std::tuple<ParticipantId, TrackId, int, std::string, std::string, int, bool>;
};

struct Work {
  JobId job;
  ParticipantId participant;
  TrackId track;
  ServiceId service;
  std::string state;
  Time starts_at;
  int minutes;
  Date track_started_on;

  using Columns = std::tuple<JobId, ParticipantId, TrackId, ServiceId, std::string, Time, int, Date>;
};

void count(GoalState& goal, const Work& work) {
  if (std::find(goal.services.begin(), goal.services.end(), work.service) == goal.services.end()) return;
  const bool is_new = goal.seen.insert(work.service).second;
  auto& counted = work.state == "approved" ? goal.done : goal.planned;
  if (goal.kind == "see_services") counted += is_new ? 1 : 0;
  if (goal.kind == "practise_module") counted += 1;
  if (goal.kind == "minutes") counted += work.minutes;
}

}  // namespace

std::vector<GoalState> goals_of_running_tracks(Transaction& tx, std::optional<ParticipantId> participant,
                                               const std::set<JobId>& without) {
  std::vector<GoalState> goals;
  std::map<std::pair<TrackId, int>, std::size_t> number_of;
  for (const auto& row : tx.all<GoalRow>(sql::running_goals, participant)) {
    number_of[{row.track, row.position}] = goals.size();
    goals.push_back({row.participant, row.track, row.position, row.kind, row.module, row.needed});
    if (row.kind == "work_alone" && row.works_alone) goals.back().done = 1;
  }
  std::map<TrackId, std::vector<std::size_t>> of_track;
  for (std::size_t i = 0; i < goals.size(); ++i) of_track[goals[i].track].push_back(i);
  for (const auto& [track, position, service] : tx.all<TrackId, int, ServiceId>(sql::goal_services, participant)) {
    goals[number_of.at({track, position})].services.push_back(service);
  }
  // What is approved comes first: a service that was seen is not planned to be seen.
  for (const auto& work : tx.all<Work>(sql::work_of_tracks, participant)) {
    if (local_date(work.starts_at) < work.track_started_on || without.contains(work.job)) continue;
    for (const auto i : of_track[work.track]) count(goals[i], work);
  }
  return goals;
}

}  // namespace emplooi::matching
