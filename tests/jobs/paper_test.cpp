#include <gtest/gtest.h>

#include "funding/story.h"
#include "organisations/organisations.h"

namespace emplooi::jobs {
namespace {

using testing::text;

/// Vouchers handed over at the door, one by one.
class Paper : public testing::StoryTest {
 protected:
  const BudgetId w_deel = budget("W-deel", 100'000);
  const FundingRuleId all = rule(w_deel, 1);
  const testing::ResidentPersona ada = town.resident("Ada");
  const testing::ParticipantPersona bram = town.participant("Bram");
  const std::vector<VoucherId> vouchers = buy(ada, 6);
};

TEST_F(Paper, a_job_of_two_hours_is_approved_by_its_second_voucher) {
  const auto job = done(ada, bram, 120);
  const auto first = redeem(vouchers[0], job).value();
  EXPECT_EQ(first.face_cents(), 1'500);
  EXPECT_FALSE(first.job_approved());
  EXPECT_EQ(state(job), "done");
  EXPECT_EQ(state(vouchers[1]), "reserved");
  EXPECT_TRUE(redeem(vouchers[1], job)->job_approved());
  EXPECT_EQ(state(job), "approved");
  EXPECT_EQ(owed_to_provider(), 3'000);
}

TEST_F(Paper, a_voucher_in_the_drawer_takes_the_place_of_one_that_was_set_aside) {
  const auto job = done(ada, bram, 120);
  EXPECT_TRUE(redeem(vouchers[4], job));
  EXPECT_EQ(state(vouchers[0]), "reserved");
  EXPECT_EQ(state(vouchers[1]), "issued") << "given back";
  EXPECT_TRUE(redeem(vouchers[5], job)->job_approved());
  EXPECT_EQ(state(vouchers[0]), "issued");
}

TEST_F(Paper, the_rest_is_redeemed_when_the_resident_or_time_approves) {
  const auto job = done(ada, bram, 180);
  EXPECT_TRUE(redeem(vouchers[0], job));
  EXPECT_EQ(approve(job)->vouchers_redeemed(), 2);
  const auto other = done(ada, bram, 120);
  EXPECT_TRUE(redeem(vouchers[3], other));
  town.advance_to("2026-01-19");
  EXPECT_EQ(town.must(approve_due_jobs, system, text("")).approved(), 1);
  EXPECT_EQ(owed_to_provider(), 5 * 1'500);
}

TEST_F(Paper, a_dispute_gives_the_first_voucher_back_until_it_is_settled) {
  const auto job = done(ada, bram, 120);
  EXPECT_TRUE(redeem(vouchers[0], job));
  EXPECT_TRUE(dispute(job));
  EXPECT_EQ(state(vouchers[0]), "reserved");
  EXPECT_EQ(owed_to_provider(), 0);
  EXPECT_EQ(resolve(job, true, 60)->vouchers_redeemed(), 1);
  EXPECT_EQ(state(vouchers[0]), "redeemed");
  EXPECT_EQ(state(vouchers[1]), "issued");
}

TEST_F(Paper, is_refused_where_it_does_not_count) {
  const auto bep = town.resident("Bep");
  const auto anothers = buy(bep, 1).front();
  const auto job = done(ada, bram, 120), before = planned(ask(ada), town.participant("Carla"));
  EXPECT_TRUE(block(vouchers[3]));
  EXPECT_TRUE(refund(vouchers[4]));
  struct {
    const char* story;
    VoucherId voucher;
    JobId job;
    Refusal refusal;
  } const table[] = {
      {"another household's", anothers, job, REFUSAL_VOUCHER_OF_OTHER_HOUSEHOLD},
      {"another household's, for a job not done", anothers, before, REFUSAL_VOUCHER_OF_OTHER_HOUSEHOLD},
      {"nobody's", VoucherId(setting.funder), job, REFUSAL_VOUCHER_NOT_FOUND},
      {"for no job", vouchers[0], JobId(setting.funder), REFUSAL_JOB_NOT_FOUND},
      {"for a job that is not done", vouchers[5], before, REFUSAL_JOB_NOT_DONE},
      {"set aside for another job", vouchers[2], job, REFUSAL_VOUCHER_RESERVED_ELSEWHERE},
      {"blocked", vouchers[3], job, REFUSAL_VOUCHER_BLOCKED},
      {"refunded", vouchers[4], job, REFUSAL_VOUCHER_REFUNDED},
  };
  for (const auto& row : table) EXPECT_REFUSED(redeem(row.voucher, row.job), row.refusal) << row.story;
  EXPECT_TRUE(redeem(vouchers[0], job));
  EXPECT_REFUSED(redeem(vouchers[0], job), REFUSAL_VOUCHER_ALREADY_REDEEMED) << "twice for the same job";
  EXPECT_REFUSED(redeem(vouchers[0], before), REFUSAL_VOUCHER_ALREADY_REDEEMED) << "for another job";
  EXPECT_TRUE(redeem(vouchers[1], job));
  EXPECT_REFUSED(redeem(vouchers[5], job), REFUSAL_JOB_NEEDS_NO_MORE_VOUCHERS);
  EXPECT_REFUSED(redeem(vouchers[0], job), REFUSAL_VOUCHER_ALREADY_REDEEMED);
  EXPECT_EQ(owed_to_provider(), 3'000);
}

TEST_F(Paper, lapses_unless_it_was_set_aside_in_time) {
  town.advance_to("2027-01-05");
  const auto job = done(ada, bram);
  town.advance_to("2027-01-06");
  EXPECT_REFUSED(redeem(vouchers[1], job), REFUSAL_VOUCHER_EXPIRED);
  expire();
  EXPECT_REFUSED(redeem(vouchers[1], job), REFUSAL_VOUCHER_EXPIRED);
  EXPECT_TRUE(redeem(vouchers[0], job)->job_approved());
}

TEST_F(Paper, a_repeated_command_gets_the_first_answer) {
  const auto job = done(ada, bram, 120);
  const auto command = town.fresh_command_id();
  const auto send = [&](VoucherId voucher) {
    return town.call(redeem_voucher, ada.actor, text("voucher_id: % job_id: %", voucher, job), command);
  };
  const auto first = send(vouchers[0]);
  EXPECT_TRUE(approve(job)) << "meanwhile the kiosk approves the rest";
  const auto again = send(vouchers[0]);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_REFUSED(send(vouchers[1]), REFUSAL_COMMAND_ID_REUSED);
  EXPECT_REFUSED(town.call(redeem_voucher, coordinator, text("voucher_id: % job_id: %", vouchers[0], job), command),
                 REFUSAL_COMMAND_ID_REUSED)
      << "by somebody else";
  EXPECT_EQ(owed_to_provider(), 3'000);
}

TEST_F(Paper, of_a_household_is_spent_by_who_lives_there) {
  const auto ben = town.resident("Ben", {.household = ada.household});
  const auto job = done(ben, bram);
  EXPECT_REFUSED(
      town.call(redeem_voucher, town.resident("Bep").actor, text("voucher_id: % job_id: %", vouchers[0], job)),
      REFUSAL_JOB_NOT_FOUND);
  EXPECT_TRUE(town.call(redeem_voucher, ben.actor, text("voucher_id: % job_id: %", vouchers[0], job)));
}

TEST_F(Paper, of_another_programme_does_not_count) {
  // A second programme of the same provider, in which nothing is subsidised.
  const auto other = town.must(organisations::create_programme, administrator,
                               text("name: 'Eetpunt' starts_on: '2026-01-01' provider_id: %", setting.provider))
                         .programme_id();
  town.must(organisations::set_programme_terms, administrator,
            text("programme_id: % terms { starts_on: '2026-01-01' }", other));
  const auto ordered =
      town.must(vouchers::order_vouchers, ada.actor,
                text("programme_id: % resident_id: % count: 1 kind: VOUCHER_KIND_MARKET", other, ada.id));
  const auto foreign = ids_of(pay(ordered.order_id(), 1'500).value()).front();
  EXPECT_REFUSED(redeem(foreign, done(ada, bram)), REFUSAL_VOUCHER_OF_OTHER_PROGRAMME);
}

}  // namespace
}  // namespace emplooi::jobs
