#include "participants/availability.h"

#include <gtest/gtest.h>

#include "participants/participants.h"
#include "support/town.h"

namespace emplooi::participants {
namespace {

using testing::text;

class Availability : public ::testing::Test {
 protected:
  testing::TestTown town;
  const testing::Setting setting = town.setting();
  const Actor case_manager = town.actor(ROLE_CASE_MANAGER), coordinator = town.actor(ROLE_COORDINATOR);
  const testing::ParticipantPersona bram = town.participant("Bram"), carla = town.participant("Carla");

  v1::Availability file() {
    return town.must(get_participant, bram.actor, text("participant_id: %", bram.id)).availability();
  }
  Outcome<v1::SetWeekPatternResponse> week(const Actor& actor, const std::string& hours) {
    return town.call(set_week_pattern, actor, text("participant_id: % " + hours, bram.id));
  }
  Outcome<v1::SetDaysResponse> days(const std::string& request) {
    return town.call(set_days, bram.actor, text("participant_id: % " + request, bram.id));
  }
  Outcome<v1::SetProfileResponse> profile(const std::string& more) {
    return town.call(
        set_profile, coordinator,
        text("participant_id: % profile { travel_mode: TRAVEL_MODE_FOOT longest_leg_minutes: 20 " + more + "}",
             bram.id));
  }
};

TEST_F(Availability, a_week_is_replaced_as_a_whole) {
  ASSERT_TRUE(week(bram.actor,
                   "hours { weekday: 1 hours { from_minute: 540 until_minute: 720 } } "
                   "hours { weekday: 1 hours { from_minute: 720 until_minute: 780 } } "
                   "hours { weekday: 7 hours { from_minute: 1320 until_minute: 1800 } }"));
  EXPECT_EQ(file().week_size(), 3);
  EXPECT_EQ(file().week(2).hours().until_minute(), 1'800) << "into the next day";
  ASSERT_TRUE(week(town.actor(ROLE_COACH), "hours { weekday: 2 hours { from_minute: 0 until_minute: 60 } }"));
  ASSERT_EQ(file().week_size(), 1);
  EXPECT_EQ(file().week(0).weekday(), 2);
  ASSERT_TRUE(week(coordinator, ""));
  EXPECT_EQ(file().week_size(), 0);
}

TEST_F(Availability, refuses_hours_that_contradict_each_other) {
  struct {
    const char* hours;
    Refusal refusal;
  } const table[] = {
      {"hours { weekday: 1 hours { from_minute: 540 until_minute: 540 } }", REFUSAL_HOURS_OVERLAP},
      {"hours { weekday: 1 hours { from_minute: 540 until_minute: 500 } }", REFUSAL_HOURS_OVERLAP},
      {"hours { weekday: 1 hours { from_minute: 540 until_minute: 720 } } "
       "hours { weekday: 1 hours { from_minute: 600 until_minute: 660 } }",
       REFUSAL_HOURS_OVERLAP},
      {"hours { weekday: 1 hours { from_minute: 540 until_minute: 720 } } "
       "hours { weekday: 1 hours { from_minute: 540 until_minute: 600 } }",
       REFUSAL_HOURS_OVERLAP},
      {"hours { weekday: 8 hours { from_minute: 540 until_minute: 720 } }", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"hours { weekday: 1 hours { from_minute: 1440 until_minute: 1500 } }", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"hours { weekday: 1 hours { from_minute: 0 until_minute: 2161 } }", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"hours { weekday: 1 }", REFUSAL_FIELD_MISSING},
  };
  ASSERT_TRUE(week(bram.actor, "hours { weekday: 3 hours { from_minute: 540 until_minute: 720 } }"));
  for (const auto& row : table) EXPECT_REFUSED(week(bram.actor, row.hours), row.refusal) << row.hours;
  EXPECT_EQ(file().week_size(), 1) << "nothing has changed";
  EXPECT_REFUSED(town.call(set_week_pattern, carla.actor, text("participant_id: %", bram.id)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST_F(Availability, some_days_are_not_as_usual) {
  ASSERT_TRUE(days("starts_on: '2026-02-02' ends_on: '2026-02-06'"));
  ASSERT_TRUE(days("starts_on: '2026-02-04' ends_on: '2026-02-04' hours { from_minute: 600 until_minute: 660 }"));
  ASSERT_EQ(file().days_size(), 5);
  EXPECT_EQ(file().days(2).hours_size(), 1);
  EXPECT_EQ(file().days(3).hours_size(), 0);
  ASSERT_TRUE(days("starts_on: '2026-02-05' ends_on: '2026-02-28' as_usual: true"));
  EXPECT_EQ(file().days_size(), 3);
  EXPECT_REFUSED(days("starts_on: '2026-02-05' ends_on: '2026-02-04'"), REFUSAL_PERIOD_IS_EMPTY);
  EXPECT_REFUSED(days("starts_on: '2026-01-01' ends_on: '2026-04-04'"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_TRUE(days("starts_on: '2026-01-01' ends_on: '2026-04-03'")) << "93 days";
  EXPECT_REFUSED(days("starts_on: '2026-02-05' ends_on: '2026-02-05' as_usual: true "
                      "hours { from_minute: 600 until_minute: 660 }"),
                 REFUSAL_FIELD_OUT_OF_BOUNDS);
  town.advance_to("2026-04-02");
  EXPECT_EQ(file().days_size(), 2) << "from today on";
}

TEST_F(Availability, a_profile_is_replaced_as_a_whole) {
  const auto walk = to_string(setting.walk), buddy = to_string(carla.id);
  ASSERT_TRUE(
      profile("wanted_hours: 12 guidance: GUIDANCE_BUDDY buddy_id: '" + buddy +
              "' capabilities: ['tillen', 'lopen'] languages: 'tr' avoided_pets: PET_DOG wished_service_ids: '" + walk +
              "' postcode: '5042 ab'"));
  auto now = file().profile();
  EXPECT_EQ(now.postcode(), "5042AB");
  EXPECT_EQ(now.capabilities_size(), 2);
  EXPECT_EQ(now.avoided_pets(0), residents::v1::PET_DOG);
  EXPECT_EQ(now.wished_service_ids(0), walk);
  EXPECT_EQ(now.buddy_id(), buddy);
  ASSERT_TRUE(profile("guidance: GUIDANCE_ALONE"));
  now = file().profile();
  EXPECT_EQ(now.capabilities_size() + now.languages_size() + now.avoided_pets_size() + now.wished_service_ids_size(),
            0);
  struct {
    std::string more;
    Refusal refusal;
  } const table[] = {
      {"", REFUSAL_FIELD_MISSING},
      {"guidance: GUIDANCE_BUDDY", REFUSAL_FIELD_MISSING},
      {"guidance: GUIDANCE_ALONE buddy_id: '" + buddy + "'", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"guidance: GUIDANCE_BUDDY buddy_id: '" + to_string(bram.id) + "'", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"guidance: GUIDANCE_BUDDY buddy_id: '" + walk + "'", REFUSAL_PARTICIPANT_NOT_FOUND},
      {"guidance: GUIDANCE_ALONE wished_service_ids: '" + buddy + "'", REFUSAL_SERVICE_NOT_FOUND},
      {"guidance: GUIDANCE_ALONE languages: ['tr', 'tr']", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"guidance: GUIDANCE_ALONE languages: 'turks'", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"guidance: GUIDANCE_ALONE postcode: '0042AB'", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"guidance: GUIDANCE_ALONE wanted_hours: 41", REFUSAL_FIELD_OUT_OF_BOUNDS},
  };
  for (const auto& row : table) EXPECT_REFUSED(profile(row.more), row.refusal) << row.more;
}

TEST_F(Availability, exemptions_have_their_ground) {
  const auto record = [&](const std::string& more) {
    return town.call(record_exemption, case_manager,
                     text("participant_id: % starts_on: '2026-01-01' ends_on: '2026-06-30' " + more, bram.id));
  };
  const std::string care = "kind: EXEMPTION_KIND_INFORMAL_CARE ";
  EXPECT_REFUSED(record(care + "weekly_hours: 19 care_indication: true"), REFUSAL_EXEMPTION_NOT_GROUNDED);
  EXPECT_REFUSED(record(care + "weekly_hours: 20"), REFUSAL_EXEMPTION_NOT_GROUNDED);
  EXPECT_TRUE(record(care + "weekly_hours: 20 care_indication: true"));
  EXPECT_TRUE(record("kind: EXEMPTION_KIND_VOLUNTARY_WORK weekly_hours: 4"));
  EXPECT_REFUSED(town.call(record_exemption, case_manager,
                           text("participant_id: % kind: EXEMPTION_KIND_OTHER weekly_hours: 4 starts_on: '2026-02-01' "
                                "ends_on: '2026-01-31'",
                                bram.id)),
                 REFUSAL_PERIOD_IS_EMPTY);
  EXPECT_EQ(file().exemptions_size(), 2);
  town.advance_to("2026-07-01");
  EXPECT_EQ(file().exemptions_size(), 0) << "they are over";
}

TEST_F(Availability, goals_belong_to_a_running_track) {
  const auto track =
      town.must(start_track, case_manager, text("participant_id: % kind: TRACK_KIND_ORIENTATION", bram.id)).track_id();
  const auto goals = [&](const Actor& actor, const std::string& list) {
    return town.call(set_track_goals, actor, text("track_id: % " + list, track));
  };
  const std::string walk = "service_ids: '" + to_string(setting.walk) + "' ";
  EXPECT_TRUE(goals(case_manager, "goals { kind: GOAL_KIND_SEE_SERVICES needed: 1 " + walk + "}"));
  EXPECT_TRUE(goals(town.actor(ROLE_COACH), "goals { kind: GOAL_KIND_MINUTES needed: 600 " + walk + "}"));
  EXPECT_TRUE(goals(case_manager, "goals { kind: GOAL_KIND_WORK_ALONE needed: 1 }"));
  struct {
    std::string goal;
    Refusal refusal;
    const char* field;
  } const table[] = {
      {"kind: GOAL_KIND_SEE_SERVICES needed: 2 " + walk, REFUSAL_FIELD_OUT_OF_BOUNDS, "goals[0].needed"},
      {"kind: GOAL_KIND_SEE_SERVICES needed: 1 " + walk + walk, REFUSAL_FIELD_OUT_OF_BOUNDS, "goals[0].service_ids"},
      {"kind: GOAL_KIND_MINUTES needed: 60", REFUSAL_FIELD_MISSING, "goals[0].service_ids"},
      {"kind: GOAL_KIND_MINUTES needed: 60 module: 'A' " + walk, REFUSAL_FIELD_OUT_OF_BOUNDS, "goals[0].module"},
      {"kind: GOAL_KIND_PRACTISE_MODULE needed: 1 " + walk, REFUSAL_FIELD_MISSING, "goals[0].module"},
      {"kind: GOAL_KIND_WORK_ALONE needed: 2", REFUSAL_FIELD_OUT_OF_BOUNDS, "goals[0].needed"},
      {"kind: GOAL_KIND_WORK_ALONE needed: 1 " + walk, REFUSAL_FIELD_OUT_OF_BOUNDS, "goals[0].service_ids"},
      {"kind: GOAL_KIND_MINUTES needed: 60 service_ids: '" + track + "'", REFUSAL_SERVICE_NOT_FOUND, ""},
  };
  for (const auto& row : table) {
    const auto refused = goals(case_manager, "goals { " + row.goal + " }");
    EXPECT_REFUSED(refused, row.refusal) << row.goal;
    EXPECT_EQ(refused.error().field, row.field) << row.goal;
  }
  EXPECT_REFUSED(town.call(set_track_goals, case_manager, text("track_id: %", bram.id)), REFUSAL_TRACK_NOT_FOUND);
  town.must(reach_milestone, case_manager, text("track_id: % milestone: MILESTONE_HALFWAY", track));
  town.must(reach_milestone, case_manager, text("track_id: % milestone: MILESTONE_END", track));
  EXPECT_REFUSED(goals(case_manager, ""), REFUSAL_TRACK_NOT_RUNNING);
}

TEST_F(Availability, guidance_is_a_coachs) {
  EXPECT_TRUE(
      town.call(set_guidance_capacity, coordinator, text("coach_id: % minutes_a_day: 0", town.actor(ROLE_COACH).id)));
  EXPECT_REFUSED(town.call(set_guidance_capacity, coordinator, text("coach_id: % minutes_a_day: 60", coordinator.id)),
                 REFUSAL_ACTOR_NOT_FOUND);
}

TEST_F(Availability, goes_with_the_person) {
  ASSERT_TRUE(profile("guidance: GUIDANCE_ALONE capabilities: 'tillen' postcode: '5042AB'"));
  ASSERT_TRUE(week(bram.actor, "hours { weekday: 1 hours { from_minute: 540 until_minute: 720 } }"));
  ASSERT_TRUE(days("starts_on: '2026-02-02' ends_on: '2026-02-06' hours { from_minute: 600 until_minute: 660 }"));
  ASSERT_TRUE(town.call(record_exemption, case_manager,
                        text("participant_id: % kind: EXEMPTION_KIND_OTHER weekly_hours: 4 starts_on: '2026-01-01' "
                             "ends_on: '2026-12-31'",
                             bram.id)));
  ASSERT_TRUE(town.call(set_profile, coordinator,
                        text("participant_id: % profile { travel_mode: TRAVEL_MODE_FOOT longest_leg_minutes: 20 "
                             "guidance: GUIDANCE_BUDDY buddy_id: % }",
                             carla.id, bram.id)));
  const auto erased = town.store().write_now({town.municipality(), CommandId(), case_manager.id, "test", ""},
                                             [&](Transaction& tx) -> Outcome<std::string> {
                                               erase(tx, bram.id);
                                               return std::string();
                                             });
  ASSERT_TRUE(erased);
  EXPECT_EQ(file().ByteSizeLong(), 0U);
  const auto left = town.must(get_participant, coordinator, text("participant_id: %", carla.id)).availability();
  EXPECT_EQ(left.profile().guidance(), v1::GUIDANCE_GROUP);
  EXPECT_EQ(left.profile().buddy_id(), "");
}

}  // namespace
}  // namespace emplooi::participants
