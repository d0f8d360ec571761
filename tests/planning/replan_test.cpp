#include <gtest/gtest.h>

#include "planning/planning_story.h"

namespace emplooi::matching {
namespace {

using testing::text;

class Replanning : public testing::PlanningTest {
 protected:
  const testing::ResidentPersona ada = town.resident("Ada"), bep = town.resident("Bep");
  const testing::ParticipantPersona bram = helper("Bram"), carla = helper("Carla");

  void SetUp() override {
    buy(ada, 10);
    buy(bep, 10);
  }
  JobId told(const testing::ResidentPersona& who, const testing::ParticipantPersona& helper, const char* at) {
    const auto job = request(who);
    EXPECT_TRUE(plan(job, helper, at));
    EXPECT_TRUE(respond(job, true));
    return job;
  }
  jobs::v1::Job file(JobId job) { return town.must(jobs::get_job, coordinator, text("job_id: %", job)).job(); }
};

TEST_F(Replanning, after_a_sick_call_moves_what_it_must_and_nothing_else) {
  const auto of_bram = told(ada, bram, "2026-01-13T10:00"), of_carla = told(bep, carla, "2026-01-13T10:00");
  const auto later = told(ada, bram, "2026-01-15T10:00");
  EXPECT_EQ(replan().lines_size(), 0) << "nothing has changed";
  absent(bram, "2026-01-13", "2026-01-13");
  const auto plan = replan();
  EXPECT_EQ(plan.plan().kind(), v1::PLAN_KIND_REPLAN);
  ASSERT_EQ(plan.lines_size(), 1);
  const auto* line = line_of(plan, of_bram);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->participant_before_id(), to_string(bram.id));
  EXPECT_EQ(local(line->starts_before()), "2026-01-13T10:00");
  EXPECT_FALSE(line_of(plan, of_carla));
  EXPECT_FALSE(line_of(plan, later));
  EXPECT_EQ(file(of_bram).participant_id(), to_string(bram.id)) << "listed before it is accepted";
  const auto accepted = accept(plan);
  ASSERT_TRUE(accepted);
  EXPECT_EQ(accepted->moved(), 1);
  EXPECT_EQ(file(of_bram).participant_id(), line->participant_id());
  EXPECT_EQ(state(of_bram), "planned") << "whoever comes now has not accepted yet";
  EXPECT_EQ(state(of_carla), "accepted");
}

TEST_F(Replanning, leaves_what_the_coordinator_planned_around_noon) {
  for (const char* at : {"2026-01-13T11:30", "2026-01-14T12:00", "2026-01-15T12:30", "2026-01-16T13:00"}) {
    told(ada, bram, at);
  }
  EXPECT_EQ(replan().lines_size(), 0) << "half an hour off is found beside them";
}

TEST_F(Replanning, leaves_what_is_locked) {
  const auto job = told(ada, bram, "2026-01-13T10:00");
  town.must(jobs::lock_job, coordinator, text("job_id: % locked: true", job));
  EXPECT_TRUE(file(job).locked());
  absent(bram, "2026-01-13", "2026-01-13");
  EXPECT_EQ(replan().lines_size(), 0);
  town.must(jobs::lock_job, coordinator, text("job_id: % locked: false", job));
  EXPECT_EQ(replan().lines_size(), 1);
  EXPECT_REFUSED(town.call(jobs::lock_job, coordinator, text("job_id: % locked: true", request(bep))),
                 REFUSAL_JOB_NOT_PLANNED);
}

TEST_F(Replanning, opens_a_job_again_that_nobody_can_take_over) {
  const auto job = told(ada, bram, "2026-01-13T10:00");
  absent(bram, "2026-01-12", "2026-01-18");
  absent(carla, "2026-01-12", "2026-01-18");
  const auto plan = replan();
  EXPECT_EQ(plan.lines_size(), 0);
  ASSERT_TRUE(unfilled_of(plan, job));
  EXPECT_TRUE(unfilled_of(plan, job)->was_planned());
  EXPECT_EQ(accept(plan)->reopened(), 1);
  EXPECT_EQ(state(job), "requested");
}

TEST_F(Replanning, a_refused_pair_does_not_return) {
  const auto job = request(ada, window("2026-01-13T10:00", "2026-01-13T11:00"));
  const auto first = propose();
  ASSERT_TRUE(line_of(first, job));
  const auto who = line_of(first, job)->participant_id();
  ASSERT_TRUE(accept(first));
  ASSERT_TRUE(respond(job, false));
  const auto second = propose();
  ASSERT_TRUE(line_of(second, job));
  EXPECT_NE(line_of(second, job)->participant_id(), who);
  town.must(jobs::set_pair_refused, coordinator,
            text("resident_id: % participant_id: % refused: true", ada.id, line_of(second, job)->participant_id()));
  EXPECT_TRUE(unfilled_of(propose(), job));
  town.must(jobs::set_pair_refused, coordinator,
            text("resident_id: % participant_id: % refused: false", ada.id, line_of(second, job)->participant_id()));
  EXPECT_TRUE(line_of(propose(), job));
}

/// What changes between a proposal and its acceptance, and what the refusal names.
TEST_F(Replanning, an_outdated_line_is_refused_and_named) {
  const auto job = request(ada, window("2026-01-13T10:00", "2026-01-13T11:00"));
  const auto proposal = propose();
  ASSERT_TRUE(line_of(proposal, job));
  const auto is_bram = line_of(proposal, job)->participant_id() == to_string(bram.id);
  const auto& who = is_bram ? bram : carla;
  const auto& other = is_bram ? carla : bram;
  const auto refused_with = [&](const char* changed) {
    const auto refused = accept(proposal);
    EXPECT_REFUSED(refused, REFUSAL_PLAN_OUTDATED);
    if (refused) return;
    EXPECT_EQ(refused.error().facts.at("changed"), changed);
    EXPECT_EQ(refused.error().facts.at("job_id"), to_string(job));
    EXPECT_EQ(state(job), changed == std::string("planned") ? "planned" : "requested") << "nothing has changed";
  };
  absent(who, "2026-01-13", "2026-01-13");
  refused_with("outside_shift");
  town.must(participants::set_days, who.actor,
            text("participant_id: % starts_on: '2026-01-13' ends_on: '2026-01-13' as_usual: true", who.id));
  const auto elsewhere = request(bep);
  ASSERT_TRUE(plan(elsewhere, who, "2026-01-13T10:30"));
  refused_with("outside_shift");
  town.must(jobs::cancel_job, coordinator, text("job_id: % by: PARTY_RESIDENT", elsewhere));
  const auto pair = [&](bool refused) {
    town.must(jobs::set_pair_refused, coordinator,
              text("resident_id: % participant_id: % refused: %", ada.id, who.id, refused));
  };
  pair(true);
  refused_with("banned");
  pair(false);
  ASSERT_TRUE(plan(job, other, "2026-01-13T10:00"));
  refused_with("planned");
}

TEST_F(Replanning, a_job_that_moved_meanwhile_is_not_moved_again) {
  const auto job = told(ada, bram, "2026-01-13T10:00");
  absent(bram, "2026-01-13", "2026-01-13");
  const auto one = replan(), other = replan();
  ASSERT_TRUE(accept(one));
  const auto refused = accept(other);
  EXPECT_REFUSED(refused, REFUSAL_PLAN_OUTDATED);
  EXPECT_EQ(refused.error().facts.at("job_id"), to_string(job));
}

}  // namespace
}  // namespace emplooi::matching
