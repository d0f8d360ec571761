#include <gtest/gtest.h>

#include "funding/story.h"

namespace emplooi::jobs {
namespace {

using testing::text;

class Planning : public testing::StoryTest {
 protected:
  const FundingRuleId all = rule(budget("W-deel", 1'000'000), 1);
  const testing::ResidentPersona ada = town.resident("Ada");
  const testing::ParticipantPersona bram = town.participant("Bram");
  const std::vector<VoucherId> vouchers = buy(ada, 6);

  void refused_as(const char* local, Refusal refusal, const testing::ParticipantPersona& helper) {
    EXPECT_REFUSED(plan(ask(ada), helper, local), refusal) << local;
  }
};

TEST_F(Planning, refuses_a_pair_that_refused_each_other) {
  const auto job = planned(ada, bram);
  EXPECT_EQ(respond(job, false)->state(), v1::JOB_STATE_REQUESTED);
  EXPECT_REFUSED(plan(job, bram), REFUSAL_PAIR_REFUSED);
  EXPECT_REFUSED(plan(ask(ada), bram), REFUSAL_PAIR_REFUSED) << "nor for any other job";
  const auto ben = town.resident("Ben", {.household = ada.household});
  EXPECT_REFUSED(plan(ask(ben), bram), REFUSAL_PAIR_REFUSED) << "nor for who lives with her";
  EXPECT_TRUE(plan(job, town.participant("Carla")));
}

TEST_F(Planning, refuses_kin_and_who_lives_there) {
  const auto case_manager = town.actor(ROLE_CASE_MANAGER);
  town.must(participants::record_kinship, case_manager,
            text("participant_id: % resident_id: % degree: 2", bram.id, ada.id));
  EXPECT_REFUSED(plan(ask(ada), bram), REFUSAL_PARTICIPANT_IS_KIN);
  const auto inmate =
      town.must(
              participants::register_participant, town.actor(ROLE_CASE_MANAGER),
              text("name: 'Huisgenoot' household_id: % provider_id: % coach_id: % case_manager_id: % weekly_hours: 20",
                   ada.household, setting.provider, town.actor(ROLE_COACH).id, case_manager.id))
          .participant_id();
  EXPECT_REFUSED(town.call(plan_job, coordinator,
                           text("job_id: % participant_id: % starts_at { local: % }", ask(ada), inmate, soon())),
                 REFUSAL_PARTICIPANT_IS_KIN);
}

TEST_F(Planning, refuses_who_is_not_assessed_as_fit_or_has_left) {
  const auto cleaning = ask(ada, 60, setting.cleaning);
  EXPECT_REFUSED(plan(cleaning, bram), REFUSAL_PARTICIPANT_NOT_FIT_FOR_SERVICE);
  const auto assess = [&](bool fit) {
    town.must(participants::assess_fitness, town.actor(ROLE_COACH),
              text("participant_id: % service_id: % fit: % assessed_on: '2026-01-05'", bram.id, setting.cleaning, fit));
  };
  assess(true);
  assess(false);
  EXPECT_REFUSED(plan(cleaning, bram), REFUSAL_PARTICIPANT_NOT_FIT_FOR_SERVICE) << "the last assessment counts";
  assess(true);
  EXPECT_TRUE(plan(cleaning, bram));
  const auto carla = town.participant("Carla");
  town.must(participants::record_outflow, town.actor(ROLE_CASE_MANAGER),
            text("participant_id: % kind: OUTFLOW_KIND_REGULAR flowed_out_on: '2026-01-05'", carla.id));
  EXPECT_REFUSED(plan(ask(ada), carla), REFUSAL_PARTICIPANT_NOT_ACTIVE);
  testing::ParticipantPersona nobody{ParticipantId(setting.funder), {}};
  EXPECT_REFUSED(plan(ask(ada), nobody), REFUSAL_PARTICIPANT_NOT_FOUND);
  EXPECT_REFUSED(plan(JobId(setting.funder), bram), REFUSAL_JOB_NOT_FOUND);
}

TEST_F(Planning, refuses_two_places_at_once) {
  EXPECT_TRUE(plan(ask(ada, 120), bram, "2026-01-06T10:00"));
  struct {
    const char* local;
    Refusal refusal;
  } const table[] = {
      {"2026-01-06T09:01", REFUSAL_PARTICIPANT_BUSY}, {"2026-01-06T10:00", REFUSAL_PARTICIPANT_BUSY},
      {"2026-01-06T11:59", REFUSAL_PARTICIPANT_BUSY}, {"2026-01-06T12:00", REFUSAL_UNSPECIFIED},
      {"2026-01-06T09:00", REFUSAL_UNSPECIFIED},
  };
  for (const auto& row : table) {
    const auto outcome = plan(ask(ada), bram, row.local);
    if (row.refusal == REFUSAL_UNSPECIFIED) {
      EXPECT_TRUE(outcome) << row.local;
    } else {
      EXPECT_REFUSED(outcome, row.refusal) << row.local;
    }
  }
  EXPECT_TRUE(plan(ask(ada), town.participant("Carla"), "2026-01-06T10:00"));
}

TEST_F(Planning, a_cancelled_job_leaves_its_hour_free) {
  const auto job = ask(ada);
  EXPECT_TRUE(plan(job, bram, "2026-01-06T10:00"));
  town.must(cancel_job, coordinator, text("job_id: % by: PARTY_RESIDENT", job));
  EXPECT_TRUE(plan(ask(ada), bram, "2026-01-06T10:00"));
}

TEST_F(Planning, is_for_a_time_that_is_to_come_and_exists) {
  refused_as("2026-01-05T08:59", REFUSAL_JOB_STARTS_IN_THE_PAST, bram);
  refused_as("2026-01-32T10:00", REFUSAL_FIELD_OUT_OF_BOUNDS, bram);
  refused_as("2026-01-06 10:00", REFUSAL_FIELD_OUT_OF_BOUNDS, bram);
  refused_as("2026-01-06T10:0", REFUSAL_FIELD_OUT_OF_BOUNDS, bram);
  EXPECT_TRUE(plan(ask(ada), bram, "2026-01-05T09:00")) << "now";
  town.advance_to("2026-10-01");
  const auto skipped = plan(ask(town.resident("Bep")), bram, "2027-03-28T02:30");
  EXPECT_REFUSED(skipped, REFUSAL_LOCAL_TIME_DOES_NOT_EXIST);
  EXPECT_EQ(skipped.error().facts.at("next_valid_time"), "2027-03-28T03:00");
}

TEST_F(Planning, knows_the_hour_that_comes_twice) {
  town.advance_to("2026-10-24");
  const auto at = [&](bool second) {
    return town.call(plan_job, coordinator,
                     text("job_id: % participant_id: % starts_at { local: '2026-10-25T02:30' second_occurrence: % }",
                          ask(ada), bram.id, second));
  };
  const auto first = at(false), second = at(true);
  ASSERT_TRUE(first);
  ASSERT_TRUE(second) << "the first hour is over when the second begins";
  EXPECT_EQ(second->starts_at().seconds() - first->starts_at().seconds(), 3'600);
  EXPECT_EQ(first->ends_at().seconds(), second->starts_at().seconds());
  EXPECT_EQ(second->ends_at().seconds() - second->starts_at().seconds(), 3'600);
}

TEST_F(Planning, sets_aside_the_vouchers_that_lapse_first_and_are_valid_on_the_day) {
  town.advance_to("2026-06-01");
  const auto later = buy(ada, 1).front();
  EXPECT_TRUE(plan(ask(ada, 120), bram, "2026-06-02T10:00"));
  EXPECT_EQ(state(vouchers[0]), "reserved");
  EXPECT_EQ(state(vouchers[1]), "reserved");
  EXPECT_EQ(state(later), "issued");
  const auto refused = plan(ask(ada, 120), bram, "2027-01-06T10:00");
  EXPECT_REFUSED(refused, REFUSAL_VOUCHERS_NOT_ENOUGH);
  EXPECT_EQ(refused.error().facts.at("needed"), "2");
  EXPECT_EQ(refused.error().facts.at("spendable"), "1") << "only the later one is valid in the next year";
  EXPECT_TRUE(plan(ask(ada), bram, "2027-01-06T10:00"));
  EXPECT_EQ(state(later), "reserved");
}

TEST_F(Planning, a_voucher_of_choice_takes_the_place_of_one_by_date) {
  const auto job = planned(ada, bram);
  const auto reserve = [&](VoucherId voucher, JobId job) {
    return town.call(reserve_voucher, ada.actor, text("voucher_id: % job_id: %", voucher, job));
  };
  EXPECT_TRUE(reserve(vouchers[3], job));
  EXPECT_EQ(state(vouchers[0]), "issued");
  EXPECT_EQ(state(vouchers[3]), "reserved");
  const auto other = planned(ask(ada), town.participant("Carla"));
  EXPECT_REFUSED(reserve(vouchers[3], other), REFUSAL_VOUCHER_RESERVED_ELSEWHERE);
  EXPECT_REFUSED(reserve(vouchers[3], job), REFUSAL_VOUCHER_RESERVED) << "it is already";
  EXPECT_REFUSED(reserve(buy(town.resident("Bep"), 1).front(), job), REFUSAL_VOUCHER_OF_OTHER_HOUSEHOLD);
  EXPECT_REFUSED(reserve(VoucherId(setting.funder), job), REFUSAL_VOUCHER_NOT_FOUND);
  EXPECT_REFUSED(reserve(vouchers[4], ask(ada)), REFUSAL_JOB_NOT_PLANNED);
  EXPECT_REFUSED(reserve(vouchers[4], JobId(setting.funder)), REFUSAL_JOB_NOT_FOUND);
  EXPECT_TRUE(block(vouchers[4]));
  EXPECT_REFUSED(reserve(vouchers[4], job), REFUSAL_VOUCHER_BLOCKED);
}

TEST_F(Planning, a_job_does_not_start_before_its_day) {
  const auto job = ask(ada);
  EXPECT_TRUE(plan(job, bram, "2026-01-06T10:00"));
  respond(job, true);
  const auto start = [&] { return town.call(start_job, bram.actor, text("job_id: %", job)); };
  EXPECT_REFUSED(start(), REFUSAL_JOB_STARTS_LATER);
  town.advance_to("2026-01-06");
  EXPECT_TRUE(start()) << "an hour early is welcome";
}

}  // namespace
}  // namespace emplooi::jobs
