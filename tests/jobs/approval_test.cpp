#include <gtest/gtest.h>

#include "funding/story.h"
#include "settlement/settlement.h"

namespace emplooi::jobs {
namespace {

using ledger::Kind;
using testing::Figures;
using testing::text;

class Approval : public testing::StoryTest {
 protected:
  const BudgetId w_deel = budget("W-deel", 100'000);
  const FundingRuleId all = rule(w_deel, 1);
  const testing::ResidentPersona ada = town.resident("Ada");
  const testing::ParticipantPersona bram = town.participant("Bram");
  const std::vector<VoucherId> vouchers = buy(ada, 4);

  void at(const char* local) { town.clock().set(parse_local_time(local, false).value().time); }
  int approve_due() { return town.must(approve_due_jobs, system, text("")).approved(); }
  int remind() { return town.must(remind_of_approval, system, text("")).reminded(); }
  int reserved() {
    int count = 0;
    for (const auto& voucher : vouchers) count += state(voucher) == "reserved";
    return count;
  }
  void close_month(Month month) {
    town.must(settlement::close_month, town.actor(ROLE_ADMINISTRATOR),
              text("programme_id: % month: %", setting.programme, month));
  }
};

TEST_F(Approval, comes_by_itself_after_five_working_days) {
  struct {
    const char* registered;
    const char* still_waiting;
    const char* approved;
  } const table[] = {
      {"2026-01-12T16:00", "2026-01-19T23:59", "2026-01-20T00:00"},
      {"2026-04-02T12:00", "2026-04-13T23:59", "2026-04-14T00:00"},  // over Good Friday and Easter Monday
      {"2026-04-30T12:00", "2026-05-08T23:59", "2026-05-09T00:00"},  // over Liberation Day
      {"2026-12-24T12:00", "2027-01-04T23:59", "2027-01-05T00:00"},  // over Christmas and New Year's Day
  };
  for (const auto& row : table) {
    at(row.registered);
    const auto job = done(ada, bram);
    at(row.still_waiting);
    EXPECT_EQ(approve_due(), 0) << row.registered;
    at(row.approved);
    EXPECT_EQ(approve_due(), 1) << row.registered;
    EXPECT_EQ(state(job), "approved");
    EXPECT_EQ(approve_due(), 0);
  }
  EXPECT_EQ(owed_to_provider(), 6'000);
}

TEST_F(Approval, is_announced_two_days_before_it_comes_by_itself_once) {
  done(ada, bram);
  done(ada, bram);
  at("2026-01-10T23:59");
  EXPECT_EQ(remind(), 0);
  at("2026-01-11T00:00");
  EXPECT_EQ(town.must(remind_of_approval, system, text("limit: 1")).reminded(), 1);
  EXPECT_EQ(remind(), 1);
  EXPECT_EQ(remind(), 0);
  EXPECT_REFUSED(town.call(remind_of_approval, coordinator, text("")), REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST_F(Approval, is_done_in_as_many_steps_as_it_takes) {
  for (int i = 0; i < 3; ++i) done(ada, bram);
  town.advance_to("2026-02-02");
  const auto some = [&] { return town.must(approve_due_jobs, system, text("limit: 2")).approved(); };
  EXPECT_EQ(some(), 2);
  EXPECT_EQ(some(), 1);
  EXPECT_EQ(some(), 0);
}

TEST_F(Approval, never_comes_by_itself_after_a_dispute) {
  const auto job = done(ada, bram);
  EXPECT_TRUE(town.call(dispute_job, ada.actor, text("job_id: % reason: 'Hij kwam niet.'", job)));
  town.advance_to("2026-03-01");
  EXPECT_EQ(approve_due(), 0);
  EXPECT_EQ(remind(), 0);
  EXPECT_EQ(state(job), "disputed");
  EXPECT_EQ(town.must(get_job, ada.actor, text("job_id: %", job)).job().reason(), "Hij kwam niet.");
  EXPECT_REFUSED(approve(job), REFUSAL_JOB_NOT_DONE);
}

TEST_F(Approval, of_a_dispute_is_for_the_minutes_that_count) {
  struct {
    int registered;
    int minutes;
    int redeemed;
  } const table[] = {{60, 0, 1}, {120, 60, 1}, {120, 61, 2}, {60, 120, 2}};
  const std::vector<VoucherId> more = buy(ada, 2);
  for (const auto& row : table) {
    const auto job = done(ada, bram, row.registered);
    EXPECT_TRUE(dispute(job));
    const auto resolved = resolve(job, true, row.minutes);
    ASSERT_TRUE(resolved) << row.minutes;
    EXPECT_EQ(resolved->vouchers_redeemed(), row.redeemed) << row.minutes;
    EXPECT_EQ(state(job), "approved");
    EXPECT_EQ(reserved(), 0);
  }
  EXPECT_EQ(owed_to_provider(), 6 * 1'500);
}

TEST_F(Approval, of_a_dispute_is_not_for_more_than_the_service_or_the_vouchers_allow) {
  const auto job = done(ada, bram, 180);
  done(ada, town.participant("Carla"));
  EXPECT_TRUE(dispute(job));
  EXPECT_REFUSED(resolve(job, true, 181), REFUSAL_JOB_TOO_LONG);
  EXPECT_TRUE(resolve(job, false));
  EXPECT_EQ(reserved(), 1);
  const auto short_job = done(ada, bram, 60);
  planned(ada, town.participant("Dirk"));
  EXPECT_TRUE(dispute(short_job));
  planned(ada, town.participant("Els"));
  EXPECT_REFUSED(resolve(short_job, true, 120), REFUSAL_VOUCHERS_NOT_ENOUGH);
  EXPECT_EQ(state(short_job), "disputed");
}

TEST_F(Approval, hours_beyond_what_was_set_aside_take_more_vouchers_or_are_refused) {
  const auto longer = started(ada, bram, 60);
  EXPECT_EQ(reserved(), 1);
  EXPECT_REFUSED(hours(longer, 181), REFUSAL_JOB_TOO_LONG);
  EXPECT_EQ(hours(longer, 180)->vouchers_needed(), 3);
  EXPECT_EQ(reserved(), 3);
  const auto too_long = started(ada, town.participant("Carla"), 60);
  EXPECT_REFUSED(hours(too_long, 61), REFUSAL_VOUCHERS_NOT_ENOUGH);
  EXPECT_EQ(state(too_long), "started");
  EXPECT_EQ(hours(too_long, 60)->vouchers_needed(), 1);
}

TEST_F(Approval, hours_below_what_was_set_aside_give_vouchers_back) {
  const auto job = started(ada, bram, 180);
  EXPECT_EQ(reserved(), 3);
  EXPECT_EQ(hours(job, 20)->vouchers_needed(), 1);
  EXPECT_EQ(reserved(), 1);
  EXPECT_EQ(state(vouchers[0]), "reserved") << "the one that lapses first";
  EXPECT_EQ(approve(job)->vouchers_redeemed(), 1);
}

TEST_F(Approval, undone_is_mirrored_and_can_be_given_again) {
  const auto job = done(ada, bram, 120);
  EXPECT_TRUE(approve(job));
  EXPECT_EQ(figures(w_deel), (Figures{100'000, 96'000, 2'000, 2'000}));
  EXPECT_EQ(undo(job)->vouchers_restored(), 2);
  EXPECT_EQ(state(job), "disputed");
  EXPECT_EQ(reserved(), 2);
  EXPECT_EQ(figures(w_deel), (Figures{100'000, 96'000, 4'000, 0}));
  EXPECT_EQ(owed_to_provider(), 0);
  EXPECT_EQ(balance(Kind::receivable_funder, w_deel), 0);
  EXPECT_EQ(voucher_float(), 2'000);
  EXPECT_REFUSED(undo(job), REFUSAL_JOB_NOT_APPROVED);
  EXPECT_EQ(resolve(job, true, 60)->vouchers_redeemed(), 1) << "approved for less";
  EXPECT_EQ(owed_to_provider(), 1'500);
  EXPECT_TRUE(undo(job));
  EXPECT_TRUE(resolve(job, false)) << "and at last not at all";
  EXPECT_EQ(reserved(), 0);
  EXPECT_EQ(figures(w_deel), (Figures{100'000, 96'000, 4'000, 0}));
}

TEST_F(Approval, undone_gives_back_to_the_rule_that_paid) {
  const auto care = budget("Welzijn", 100'000, "CARE_PARTNER");
  town.must(
      funding::add_funding_rule, administrator,
      text("budget_id: % name: 'Welzijnsdienst' rank: 1 share { cents_an_hour: 600 } conditions { service_domains: "
           "SERVICE_DOMAIN_WELFARE }",
           care));
  const auto job = done(ada, bram);
  EXPECT_TRUE(approve(job));
  EXPECT_EQ(figures(care).spent, 375) << "600 and 1000 claimed of a gap of 1000";
  EXPECT_TRUE(undo(job));
  EXPECT_EQ(figures(care).spent, 0);
  EXPECT_EQ(figures(care).reserved, 375);
  EXPECT_TRUE(resolve(job, false));
  EXPECT_EQ(state(vouchers[0]), "issued") << "and still paid for to the cent";
}

TEST_F(Approval, undone_in_a_closed_month_lands_in_the_open_one) {
  const auto job = done(ada, bram);
  EXPECT_TRUE(approve(job));
  town.advance_to("2026-02-10");
  close_month(202601);
  EXPECT_TRUE(town.must(get_job, ada.actor, text("job_id: %", job)).job().settled());
  EXPECT_TRUE(undo(job));
  static constexpr store::Statement by_month{
      "test.by_month",
      "SELECT month, CAST(SUM(amount_cents) AS BIGINT) FROM transfers WHERE municipality_id = $1 AND "
      "reason IN ('redeem', 'undo_redemption') GROUP BY month ORDER BY month"};
  using Sums = std::vector<std::tuple<Month, std::int64_t>>;
  EXPECT_EQ(town.read([&](auto& tx) { return tx.template all<Month, std::int64_t>(by_month); }),
            (Sums{{202601, 2'500}, {202602, 2'500}}));
  EXPECT_TRUE(resolve(job, true));
  EXPECT_FALSE(town.must(get_job, ada.actor, text("job_id: %", job)).job().settled()) << "approved anew, in February";
}

TEST_F(Approval, is_for_the_resident_whose_job_it_was) {
  const auto job = done(ada, bram);
  const auto ben = town.resident("Ben", {.household = ada.household});
  EXPECT_REFUSED(town.call(approve_job, town.resident("Bep").actor, text("job_id: %", job)), REFUSAL_JOB_NOT_FOUND);
  EXPECT_REFUSED(town.call(approve_job, ben.actor, text("job_id: %", job)), REFUSAL_JOB_NOT_FOUND);
  EXPECT_REFUSED(town.call(approve_job, bram.actor, text("job_id: %", job)), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(town.call(undo_approval, ada.actor, text("job_id: % reason: 'x'", job)), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_TRUE(town.call(approve_job, ada.actor, text("job_id: %", job)));
}

}  // namespace
}  // namespace emplooi::jobs
