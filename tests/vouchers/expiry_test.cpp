#include <gtest/gtest.h>

#include "funding/story.h"

namespace emplooi::vouchers {
namespace {

using ledger::Kind;
using testing::Figures;
using testing::text;

class Expiry : public testing::StoryTest {
 protected:
  const BudgetId w_deel = budget("W-deel", 10'000), minima = budget("Minima", 10'000, "MINIMA_POLICY");
  const FundingRuleId first = rule(w_deel, 1, "cents_an_hour: 300"), second = rule(minima, 2);
  const testing::ResidentPersona ada = town.resident("Ada");

  int warn() { return town.must(warn_of_expiry, system, text("")).warned(); }
};

TEST_F(Expiry, gives_each_cent_back_to_whom_it_came_from) {
  const auto voucher = buy(ada, 2).front();
  town.advance_to("2027-01-05");
  EXPECT_EQ(expire(), 0) << "the last day counts";
  town.advance_to("2027-01-06");
  EXPECT_EQ(expire(), 2);
  EXPECT_EQ(expire(), 0);
  EXPECT_EQ(state(voucher), "expired");
  EXPECT_TRUE(allocations(voucher).empty());
  EXPECT_EQ(figures(w_deel), (Figures{10'000, 10'000, 0, 0}));
  EXPECT_EQ(figures(minima), (Figures{10'000, 10'000, 0, 0}));
  EXPECT_EQ(voucher_float(), 0);
  EXPECT_EQ(balance(Kind::payable_payer, ada.household), 1'000);
  EXPECT_EQ(cash(), 1'000) << "until it is paid out";
}

TEST(ExpiryOnOtherTerms, what_was_paid_may_stay_in_the_programme) {
  testing::Story story("expired_paid_part: PAID_PART_GOES_TO_PROGRAMME");
  story.rule(story.budget("W-deel", 10'000), 1);
  const auto ada = story.town.resident("Ada");
  story.buy(ada, 1);
  story.town.advance_to("2027-01-06");
  EXPECT_EQ(story.expire(), 1);
  EXPECT_EQ(story.balance(Kind::income, story.setting.programme), 500);
  EXPECT_EQ(story.balance(Kind::payable_payer, ada.household), 0);
}

TEST_F(Expiry, of_a_blocked_voucher_gives_back_what_was_paid_unless_it_was_reissued) {
  const auto bought = buy(ada, 2);
  EXPECT_TRUE(block(bought[0]));
  EXPECT_TRUE(block(bought[1]));
  EXPECT_TRUE(reissue(bought[1]));
  town.advance_to("2027-01-06");
  EXPECT_EQ(expire(), 2) << "the blocked one and the new one";
  EXPECT_EQ(state(bought[0]), "expired");
  EXPECT_EQ(state(bought[1]), "blocked");
  EXPECT_EQ(balance(Kind::payable_payer, ada.household), 1'000);
  EXPECT_EQ(voucher_float(), 0);
}

TEST_F(Expiry, waits_for_the_job_that_a_voucher_is_set_aside_for) {
  const auto voucher = buy(ada, 1).front();
  town.advance_to("2027-01-05");
  const auto job = done(ada, town.participant("Bram"));
  town.advance_to("2027-01-06");
  EXPECT_EQ(expire(), 0);
  EXPECT_TRUE(approve(job)) << "the hour was worked in time";
  EXPECT_EQ(state(voucher), "redeemed");
}

TEST_F(Expiry, takes_a_voucher_whose_job_came_to_nothing) {
  buy(ada, 1);
  town.advance_to("2027-01-05");
  const auto job = done(ada, town.participant("Bram"));
  town.advance_to("2027-01-20");
  EXPECT_TRUE(dispute(job));
  EXPECT_EQ(expire(), 0);
  EXPECT_TRUE(resolve(job, false));
  EXPECT_EQ(expire(), 1);
  EXPECT_EQ(figures(w_deel), (Figures{10'000, 10'000, 0, 0}));
}

TEST_F(Expiry, is_done_in_as_many_steps_as_it_takes) {
  buy(ada, 5);
  town.advance_to("2027-02-01");
  const auto some = [&] { return town.must(expire_vouchers, system, text("limit: 2")).expired(); };
  EXPECT_EQ(some(), 2);
  EXPECT_EQ(some(), 2);
  EXPECT_EQ(some(), 1);
  EXPECT_EQ(some(), 0);
  EXPECT_REFUSED(town.call(expire_vouchers, coordinator, text("")), REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST_F(Expiry, of_a_closed_budgets_voucher_gives_back_too) {
  buy(ada, 1);
  town.must(funding::close_budget, administrator, text("budget_id: %", w_deel));
  town.advance_to("2028-06-01");
  EXPECT_EQ(expire(), 1);
  EXPECT_EQ(figures(w_deel), (Figures{10'000, 10'000, 0, 0}));
}

TEST_F(Expiry, is_announced_six_and_three_weeks_before_once_each) {
  const auto bought = buy(ada, 3);
  EXPECT_TRUE(block(bought[2]));
  struct {
    const char* day;
    int warned;
  } const table[] = {
      {"2026-11-23", 0}, {"2026-11-24", 2}, {"2026-11-25", 0}, {"2026-12-14", 0},
      {"2026-12-15", 2}, {"2026-12-16", 0}, {"2027-01-05", 0}, {"2027-01-06", 0},
  };
  for (const auto& row : table) {
    town.advance_to(row.day);
    EXPECT_EQ(warn(), row.warned) << row.day;
  }
}

TEST_F(Expiry, is_announced_within_the_limit_of_a_call) {
  buy(ada, 3);
  town.advance_to("2026-12-20");
  const auto some = [&] { return town.must(warn_of_expiry, system, text("limit: 2")).warned(); };
  EXPECT_EQ(some() + some() + some(), 6) << "both steps at once, if nobody warned before";
  EXPECT_EQ(some(), 0);
}

TEST_F(Expiry, does_not_take_the_vouchers_of_the_dead_from_those_who_live_on) {
  const auto ben = town.resident("Ben", {.household = ada.household});
  const auto voucher = buy(ada, 1).front();
  town.must(residents::record_death, coordinator, text("resident_id: % deceased_on: '2026-01-05'", ada.id));
  EXPECT_EQ(town.must(list_vouchers, ben.actor, text("resident_id: % spendable_only: true", ben.id)).vouchers_size(),
            1);
  EXPECT_TRUE(approve(done(ben, town.participant("Bram"))));
  EXPECT_EQ(state(voucher), "redeemed");
}

TEST_F(Expiry, of_a_household_that_died_out_is_owed_to_its_heirs) {
  buy(ada, 1);
  town.must(residents::record_death, coordinator, text("resident_id: % deceased_on: '2026-01-05'", ada.id));
  town.advance_to("2027-01-06");
  EXPECT_EQ(expire(), 1);
  EXPECT_EQ(balance(Kind::payable_payer, ada.household), 500);
}

}  // namespace
}  // namespace emplooi::vouchers
