#pragma once

#include <optional>
#include <string>
#include <tuple>

#include "base/id.h"
#include "base/time.h"
#include "emplooi/participants/v1/participants.pb.h"

namespace emplooi::participants {

/// A participant with what names them: for the answers of reads, and nowhere else.
struct Person {
  ParticipantId id;
  std::string name;
  std::optional<Date> born_on;
  std::optional<HouseholdId> household;
  ProviderId provider;
  ActorId coach;
  ActorId case_manager;
  int weekly_hours = 0;
  std::optional<std::string> outflow;
  std::optional<Date> flowed_out_on;
  std::optional<TrackId> outflow_track;
  std::optional<std::string> running_track;
  std::string coach_name;
  std::string case_manager_name;
  std::optional<Date> sick_from;
  std::optional<Date> sick_until;

  using Columns =
      std::tuple<ParticipantId, std::string, std::optional<Date>, std::optional<HouseholdId>, ProviderId, ActorId,
                 ActorId, int, std::optional<std::string>, std::optional<Date>, std::optional<TrackId>,
                 std::optional<std::string>, std::string, std::string, std::optional<Date>, std::optional<Date>>;
};

/// A sickness that is over on `today` is nobody's business any more.
v1::Participant to_message(const Person& person, Date today);

}  // namespace emplooi::participants
