// Free vouchers that were handed out wrongly.
#include <gtest/gtest.h>

#include "due_work.h"
#include "funding/story.h"
#include "reporting/reporting.h"

namespace emplooi::vouchers {
namespace {

using testing::Figures;
using testing::text;
using testing::VoucherIds;

class Reversal : public testing::StoryTest {
 protected:
  v1::ReverseCampaignRequest request(CampaignId campaign) { return text("campaign_id: %", campaign); }
  v1::ReverseCampaignResponse reverse(CampaignId campaign) {
    return town.must_approved(reverse_campaign, coordinator, request(campaign));
  }
  VoucherIds given(CampaignId campaign, HouseholdId household, int count) {
    return ids_of(give(campaign, household, count).value());
  }

  const BudgetId minima = budget("Minima", 1'000'000, "MINIMA_POLICY");
  const FundingRuleId all_of_it = rule(minima, 1);
  const testing::ResidentPersona ada = town.resident("Ada");
  const testing::ResidentPersona ben = town.resident("Ben");
};

TEST_F(Reversal, takes_back_what_is_not_spent_and_lets_the_rest_stand) {
  const auto wrong = campaign(4), right = campaign(4);
  const auto ids = given(wrong, ada.household, 4);
  const auto others = given(right, ben.household, 3);
  const auto before = figures(minima);
  EXPECT_EQ(before, (Figures{1'000'000, 1'000'000 - 7 * 1'500, 7 * 1'500, 0}));
  ASSERT_TRUE(approve(done(ada, town.participant("Piet"))));
  const auto said = reverse(wrong);
  EXPECT_EQ(said.taken_back(), 3);
  EXPECT_EQ(said.to_take_back() + said.reserved(), 0);
  EXPECT_EQ(said.spent(), 1);
  EXPECT_EQ(figures(minima), (Figures{1'000'000, 1'000'000 - 4 * 1'500, 3 * 1'500, 1'500}));
  EXPECT_EQ(state(ids[0]), "redeemed");
  EXPECT_EQ(state(ids[1]), "refunded");
  EXPECT_TRUE(allocations(ids[1]).empty());
  EXPECT_EQ(state(others[0]), "issued") << "another campaign stands";
  EXPECT_REFUSED(block(ids[1]), REFUSAL_VOUCHER_REFUNDED);
}

TEST_F(Reversal, needs_a_second_person_and_happens_once) {
  const auto wrong = campaign(2);
  given(wrong, ada.household, 2);
  EXPECT_REFUSED(town.call(reverse_campaign, coordinator, request(wrong)), REFUSAL_APPROVAL_NEEDED);
  EXPECT_REFUSED(town.call(reverse_campaign, administrator, request(wrong)), REFUSAL_APPROVAL_NEEDED);
  EXPECT_REFUSED(town.call(reverse_campaign, town.actor(ROLE_CORPORATION_BUYER, setting.corporation), request(wrong)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_EQ(figures(minima).reserved, 3'000) << "nothing was changed";
  EXPECT_EQ(reverse(wrong).taken_back(), 2);
  town.approve(coordinator, request(wrong));
  EXPECT_REFUSED(town.call(reverse_campaign, coordinator, request(wrong)), REFUSAL_CAMPAIGN_ALREADY_REVERSED);
  town.approve(coordinator, request(CampaignId(setting.funder)));
  EXPECT_REFUSED(town.call(reverse_campaign, coordinator, request(CampaignId(setting.funder))),
                 REFUSAL_CAMPAIGN_NOT_FOUND);
}

TEST_F(Reversal, hands_out_no_more) {
  const auto wrong = campaign(2);
  reverse(wrong);
  EXPECT_REFUSED(give(wrong, ada.household, 1), REFUSAL_CAMPAIGN_CLOSED);
  EXPECT_REFUSED(town.call(hand_out_campaign, coordinator, text("campaign_id: %", wrong)), REFUSAL_CAMPAIGN_CLOSED);
}

TEST_F(Reversal, of_many_vouchers_is_finished_by_due_work) {
  const auto wrong = campaign(10);
  for (int i = 0; i < 12; ++i) given(wrong, town.resident("Tenant " + std::to_string(i)).household, 10);
  const auto said = reverse(wrong);
  EXPECT_EQ(said.taken_back(), 100);
  EXPECT_EQ(said.to_take_back(), 20);
  EXPECT_EQ(figures(minima).reserved, 20 * 1'500);
  EXPECT_EQ(town.must(take_back_vouchers, system, text("limit: 5")).taken_back(), 5);
  EXPECT_EQ(do_due_work(town.town(), town.municipality()), 15);
  EXPECT_EQ(figures(minima), (Figures{1'000'000, 1'000'000, 0, 0}));
  EXPECT_EQ(do_due_work(town.town(), town.municipality()), 0);
}

TEST_F(Reversal, lets_a_voucher_that_is_set_aside_serve_its_job_or_come_back) {
  const auto wrong = campaign(2);
  given(wrong, ada.household, 2);
  const auto serves = planned(ada, town.participant("Piet"));
  const auto cancelled = ask(ada);
  ASSERT_TRUE(plan(cancelled, town.participant("Cor"), "2026-01-06T10:00"));
  const auto said = reverse(wrong);
  EXPECT_EQ(said.reserved(), 2);
  EXPECT_EQ(said.taken_back(), 0);
  town.must(jobs::cancel_job, coordinator, text("job_id: % by: PARTY_RESIDENT reason: 'ill'", cancelled));
  EXPECT_EQ(town.must(take_back_vouchers, administrator, text("")).taken_back(), 1);
  EXPECT_EQ(figures(minima).reserved, 1'500) << "for the job that goes on";
  ASSERT_TRUE(respond(serves, true));
  town.must(jobs::start_job, coordinator, text("job_id: %", serves));
  ASSERT_TRUE(hours(serves, 60));
  EXPECT_TRUE(approve(serves)) << "what was set aside is honoured";
  EXPECT_EQ(figures(minima).spent, 1'500);
}

TEST_F(Reversal, reaches_a_voucher_that_was_reissued) {
  const auto wrong = campaign(1);
  const auto lost = given(wrong, ada.household, 1).front();
  ASSERT_TRUE(block(lost));
  const auto again = town.must(reissue_voucher, coordinator, text("voucher_id: %", lost)).voucher_id();
  EXPECT_EQ(reverse(wrong).taken_back(), 1);
  EXPECT_EQ(state(VoucherId::of(again)), "refunded");
  EXPECT_EQ(figures(minima).reserved, 0);
}

TEST_F(Reversal, stands_in_the_proof_of_the_books) {
  const auto wrong = campaign(2);
  given(wrong, ada.household, 2);
  reverse(wrong);
  const auto proof = town.must(reporting::get_balance_proof, administrator, text("programme_id: %", setting.programme));
  EXPECT_TRUE(proof.holds());
  bool is_named = false;
  for (const auto& line : proof.proofs(0).right()) {
    is_named = is_named || (line.name() == "vouchers_taken_back" && line.amount_cents() == 3'000);
  }
  EXPECT_TRUE(is_named) << proof.proofs(0).DebugString();
}

}  // namespace
}  // namespace emplooi::vouchers
