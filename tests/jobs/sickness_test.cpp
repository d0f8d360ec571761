#include <gtest/gtest.h>

#include "funding/story.h"

namespace emplooi::jobs {
namespace {

using testing::text;

class Sickness : public testing::StoryTest {
 protected:
  const FundingRuleId all = rule(budget("W-deel", 10'000'000), 1);
  const testing::ResidentPersona ada = town.resident("Ada");
  const testing::ParticipantPersona bram = town.participant("Bram");
  const Actor coach = town.actor(ROLE_COACH);

  JobId planned_on(const std::string& day) {
    const auto job = ask(ada);
    EXPECT_TRUE(plan(job, bram, day + "T10:00")) << day;
    return job;
  }
  std::vector<std::string> hit(const Actor& actor, const std::string& rest) {
    const auto answer = town.must(report_sick, actor, text("participant_id: % " + rest, bram.id));
    return {answer.job_ids().begin(), answer.job_ids().end()};
  }
  bool is_hit(JobId job) { return town.must(get_job, coordinator, text("job_id: %", job)).job().participant_is_sick(); }
  participants::v1::Participant file_of(const Actor& actor) {
    return town.must(participants::get_participant, actor, text("participant_id: %", bram.id)).participant();
  }
};

TEST_F(Sickness, hits_the_jobs_of_its_days_and_the_coordinator_sees_which) {
  buy(ada, 4);
  const auto today = planned_on("2026-01-05"), tomorrow = planned_on("2026-01-06"), later = planned_on("2026-01-09");
  respond(tomorrow, true);
  EXPECT_EQ(hit(bram.actor, "sick_from: '2026-01-05' sick_until: '2026-01-06'"),
            (std::vector<std::string>{to_string(today), to_string(tomorrow)}));
  EXPECT_TRUE(is_hit(today));
  EXPECT_TRUE(is_hit(tomorrow));
  EXPECT_FALSE(is_hit(later));
  EXPECT_EQ(Story::state(tomorrow), "accepted") << "until the coordinator finds somebody else";
  EXPECT_FALSE(town.must(get_job, ada.actor, text("job_id: %", today)).job().participant_is_sick())
      << "it is nobody else's business";
  EXPECT_EQ(hit(bram.actor, ""), (std::vector<std::string>{to_string(today), to_string(tomorrow), to_string(later)}))
      << "until further notice";
  EXPECT_TRUE(is_hit(later));
  const auto file = file_of(coordinator);
  EXPECT_EQ(file.sick_from(), "2026-01-05");
  EXPECT_EQ(file.sick_until(), "");
  town.must(report_recovered, bram.actor, text("participant_id: %", bram.id));
  EXPECT_FALSE(is_hit(later));
  EXPECT_EQ(file_of(coordinator).sick_from(), "");
}

TEST_F(Sickness, keeps_from_being_planned) {
  buy(ada, 4);
  hit(coordinator, "sick_from: '2026-01-06' sick_until: '2026-01-07'");
  EXPECT_REFUSED(plan(ask(ada), bram, "2026-01-06T00:00"), REFUSAL_PARTICIPANT_IS_SICK);
  EXPECT_REFUSED(plan(ask(ada), bram, "2026-01-07T23:00"), REFUSAL_PARTICIPANT_IS_SICK);
  EXPECT_TRUE(plan(ask(ada), bram, "2026-01-05T10:00"));
  EXPECT_TRUE(plan(ask(ada), bram, "2026-01-08T00:00"));
}

TEST_F(Sickness, is_over_after_its_last_day) {
  hit(coach, "sick_until: '2026-01-06'");
  town.advance_to("2026-01-06");
  EXPECT_EQ(file_of(bram.actor).sick_until(), "2026-01-06");
  town.advance_to("2026-01-07");
  EXPECT_EQ(file_of(bram.actor).sick_from(), "") << "what is over is nobody's business";
  EXPECT_REFUSED(town.call(report_recovered, bram.actor, text("participant_id: %", bram.id)),
                 REFUSAL_PARTICIPANT_NOT_SICK);
}

TEST_F(Sickness, refuses_other_days_and_other_people) {
  const auto carla = town.participant("Carla");
  const struct {
    const char* days;
    Actor actor;
    Refusal refusal;
  } table[] = {
      {"sick_from: '2025-12-21'", bram.actor, REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"sick_from: '2026-01-20'", bram.actor, REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"sick_until: '2026-01-04'", bram.actor, REFUSAL_PERIOD_IS_EMPTY},
      {"sick_until: '2027-01-07'", bram.actor, REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"sick_from: 'today'", bram.actor, REFUSAL_DATE_MALFORMED},
      {"", carla.actor, REFUSAL_ACTOR_NOT_ALLOWED},
      {"", ada.actor, REFUSAL_ACTOR_NOT_ALLOWED},
      {"", town.actor(ROLE_COACH, setting.funder), REFUSAL_ACTOR_NOT_ALLOWED},
      {"", town.stranger(ROLE_COORDINATOR), REFUSAL_PARTICIPANT_NOT_FOUND},
      {"sick_from: '2025-12-22' sick_until: '2026-12-23'", bram.actor, REFUSAL_UNSPECIFIED},
  };
  for (const auto& row : table) {
    const auto outcome = town.call(report_sick, row.actor, text(std::string("participant_id: % ") + row.days, bram.id));
    if (row.refusal == REFUSAL_UNSPECIFIED) {
      EXPECT_TRUE(outcome) << row.days;
    } else {
      EXPECT_REFUSED(outcome, row.refusal) << row.days;
    }
  }
  EXPECT_REFUSED(town.call(report_recovered, carla.actor, text("participant_id: %", bram.id)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
}

}  // namespace
}  // namespace emplooi::jobs
