#include "demo/week.h"

#include "participants/availability.h"
#include "residents/residents.h"

namespace emplooi::demo {

namespace {

constexpr const char* capabilities[] = {"bukken",    "klussen",  "koken",  "lezen",     "schrijven",  "lopen",
                                        "luisteren", "strijken", "tillen", "uitleggen", "schoonmaken"};

WeekHours set_hours(Stage& stage, const std::string& id) {
  WeekHours given;
  participants::v1::SetWeekPatternRequest week;
  week.set_participant_id(id);
  for (int weekday = 1; weekday <= 5; ++weekday) {
    if (stage.chance(30)) continue;
    auto& hours = *week.add_hours();
    hours.set_weekday(weekday);
    hours.mutable_hours()->set_from_minute(60 * (8 + stage.pick(3)));
    hours.mutable_hours()->set_until_minute(60 * (13 + stage.pick(6)));
    given[static_cast<std::size_t>(weekday - 1)] = {hours.hours().from_minute(), hours.hours().until_minute()};
  }
  stage.must(participants::set_week_pattern, stage.actor("coordinator"), week);
  return given;
}

void set_profile(Stage& stage, const Cast& cast, const std::string& id) {
  participants::v1::SetProfileRequest request;
  request.set_participant_id(id);
  auto& profile = *request.mutable_profile();
  profile.set_travel_mode(stage.chance(65) ? participants::v1::TRAVEL_MODE_BIKE : participants::v1::TRAVEL_MODE_FOOT);
  profile.set_longest_leg_minutes(20 + 5 * stage.pick(6));
  profile.set_wanted_hours(8 + 2 * stage.pick(5));
  profile.set_guidance(stage.chance(75)   ? participants::v1::GUIDANCE_ALONE
                       : stage.chance(60) ? participants::v1::GUIDANCE_ACCOMPANIED
                                          : participants::v1::GUIDANCE_GROUP);
  for (const auto* capability : capabilities) {
    if (stage.chance(60)) profile.add_capabilities(capability);
  }
  if (stage.chance(25)) profile.add_languages("tr");
  if (stage.chance(10)) profile.add_avoided_pets(residents::v1::PET_CAT);
  const auto home = static_cast<std::size_t>(stage.pick(int(cast.postcodes.size())));
  profile.set_postcode(cast.postcodes[home] + " A" + static_cast<char>('A' + stage.pick(20)));
  stage.must(participants::set_profile, stage.actor("coordinator"), request);
}

/// Orientation sees several services, activation practises its module, placement gathers hours (seed 1, §2.2).
void set_goals(Stage& stage, const Cast& cast, const std::string& track_id, participants::v1::TrackKind kind) {
  participants::v1::SetTrackGoalsRequest request;
  request.set_track_id(track_id);
  auto& goal = *request.add_goals();
  const auto first = static_cast<std::size_t>(stage.pick(int(cast.services.size())));
  for (std::size_t i = 0; i < 6; ++i) {
    goal.add_service_ids(to_string(cast.services[(first + i) % cast.services.size()]));
  }
  if (kind == participants::v1::TRACK_KIND_ORIENTATION) {
    goal.set_kind(participants::v1::GOAL_KIND_SEE_SERVICES);
    goal.set_needed(5);
  } else if (kind == participants::v1::TRACK_KIND_ACTIVATION) {
    goal.set_kind(participants::v1::GOAL_KIND_PRACTISE_MODULE);
    goal.set_module("Helpen bij mensen thuis (demo)");
    goal.set_needed(20);
  } else {
    goal.set_kind(participants::v1::GOAL_KIND_MINUTES);
    goal.set_needed(120 * 60);
  }
  stage.must(participants::set_track_goals, stage.actor("consulent"), request);
}

}  // namespace

WeekHours let_be_planned(Stage& stage, const Cast& cast, ParticipantId who, const std::string& track_id,
                         participants::v1::TrackKind kind) {
  const auto hours = set_hours(stage, to_string(who));
  set_profile(stage, cast, to_string(who));
  set_goals(stage, cast, track_id, kind);
  return hours;
}

void like(Stage& stage, ResidentId who) {
  if (!stage.chance(33)) return;
  residents::v1::SetPreferencesRequest request;
  request.set_resident_id(to_string(who));
  auto& preferences = *request.mutable_preferences();
  preferences.set_same_helper(stage.chance(60));
  if (stage.chance(20)) preferences.add_languages("tr");
  if (stage.chance(20)) preferences.add_pets(residents::v1::PET_CAT);
  if (stage.chance(50)) {
    auto& welcome = *preferences.add_welcome();
    welcome.set_weekday(1 + stage.pick(5));
    welcome.mutable_hours()->set_from_minute(60 * (9 + stage.pick(4)));
    welcome.mutable_hours()->set_until_minute(60 * 16);
  }
  stage.must(residents::set_preferences, stage.actor("coordinator"), request);
}

void guide(Stage& stage, int minutes_a_day) {
  participants::v1::SetGuidanceCapacityRequest request;
  request.set_coach_id(to_string(stage.actor("coach").id));
  request.set_minutes_a_day(minutes_a_day);
  stage.must(participants::set_guidance_capacity, stage.actor("coordinator"), request);
}

}  // namespace emplooi::demo
