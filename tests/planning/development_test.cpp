#include <gtest/gtest.h>

#include "planning/planning_story.h"

namespace emplooi::matching {
namespace {

using testing::text;

class Development : public testing::PlanningTest {
 protected:
  const testing::ResidentPersona ada = town.resident("Ada");
  const testing::VoucherIds vouchers = buy(ada, 10);
  const testing::ParticipantPersona bram = helper("Bram");
  const Actor case_manager = town.actor(ROLE_CASE_MANAGER);

  std::string service(const std::string& name) {
    return town
        .must(catalogue::define_service, administrator,
              text("name_nl: % name_en: % risk: RISK_LOW domain: SERVICE_DOMAIN_WELFARE performance_fields: 1", name,
                   name))
        .service_id();
  }
  v1::GetDevelopmentResponse development(const Actor& actor) {
    return town.must(get_development, actor, text("participant_id: %", bram.id));
  }
};

TEST_F(Development, approved_hours_move_the_goals) {
  const auto track = this->track(bram, "ORIENTATION");
  const auto shopping = service("Boodschappen");
  town.must(participants::set_track_goals, case_manager,
            text("track_id: % goals { kind: GOAL_KIND_SEE_SERVICES needed: 2 service_ids: [%, %] } "
                 "goals { kind: GOAL_KIND_MINUTES needed: 90 service_ids: % } "
                 "goals { kind: GOAL_KIND_PRACTISE_MODULE module: 'Helpen thuis' needed: 3 service_ids: % } "
                 "goals { kind: GOAL_KIND_WORK_ALONE needed: 1 }",
                 track, setting.walk, shopping, setting.walk, setting.walk));
  const auto job = done(ada, bram);
  auto now = development(case_manager);
  ASSERT_EQ(now.goals_size(), 4);
  EXPECT_EQ(now.goals(0).done(), 0);
  EXPECT_EQ(now.goals(0).planned(), 1) << "worked, and not approved yet";
  EXPECT_TRUE(approve(job));
  now = development(case_manager);
  EXPECT_EQ(now.approved_minutes(), 60);
  EXPECT_EQ(now.goals(0).done(), 1);
  EXPECT_EQ(now.goals(1).done(), 60);
  EXPECT_EQ(now.goals(2).done(), 1);
  EXPECT_TRUE(now.goals(3).reached()) << "works alone by the profile";
  EXPECT_FALSE(now.goals(1).reached());
  EXPECT_TRUE(approve(done(ada, bram)));
  now = development(bram.actor);
  EXPECT_TRUE(now.goals(1).reached());
  EXPECT_EQ(now.goals(0).done(), 1) << "the same service is seen once";
  EXPECT_EQ(development(town.actor(ROLE_COACH)).goals_size(), 4);
  set_profile(bram, "guidance: GUIDANCE_ACCOMPANIED");
  EXPECT_FALSE(development(case_manager).goals(3).reached());
}

TEST_F(Development, the_plan_favours_what_is_missing) {
  const auto shopping = service("Boodschappen");
  const auto carla = helper("Carla", "postcode: '5011 AA'");
  const auto job = request(ada, "service_id: '" + shopping + "'");
  EXPECT_EQ(line_of(propose(), job)->participant_id(), to_string(bram.id)) << "who is near";
  const auto track = this->track(carla, "ORIENTATION");
  town.must(participants::set_track_goals, town.actor(ROLE_COACH),
            text("track_id: % goals { kind: GOAL_KIND_SEE_SERVICES needed: 1 service_ids: % }", track, shopping));
  const auto plan = propose();
  const auto* line = line_of(plan, job);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->participant_id(), to_string(carla.id));
  EXPECT_EQ(line->facts(0).kind(), v1::FACT_KIND_GOAL);
  EXPECT_EQ(line->to_participant().nl(), "Deze klus helpt u verder met de doelen van uw traject.");
}

TEST_F(Development, of_nobody_without_a_track) {
  EXPECT_EQ(development(case_manager).track_id(), "");
  EXPECT_REFUSED(town.call(get_development, case_manager, text("participant_id: %", setting.funder)),
                 REFUSAL_PARTICIPANT_NOT_FOUND);
  EXPECT_REFUSED(town.call(get_development, town.participant("Carla").actor, text("participant_id: %", bram.id)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
}

}  // namespace
}  // namespace emplooi::matching
