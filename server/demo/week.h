#pragma once

#include <array>
#include <optional>
#include <utility>

#include "demo/cast.h"
#include "emplooi/participants/v1/participants.pb.h"

namespace emplooi::demo {

/// From which minute after midnight until which, Monday first.
using WeekHours = std::array<std::optional<std::pair<int, int>>, 7>;

/// Gives a participant hours, a profile and the goals of their track: all that it takes to be planned.
WeekHours let_be_planned(Stage& stage, const Cast& cast, ParticipantId who, const std::string& track_id,
                         participants::v1::TrackKind kind);

/// Every third resident says how they like to be helped.
void like(Stage& stage, ResidentId who);

/// So many minutes of accompanied work a day for the coach.
void guide(Stage& stage, int minutes_a_day);

}  // namespace emplooi::demo
