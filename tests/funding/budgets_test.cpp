#include <gtest/gtest.h>

#include "funding/story.h"

namespace emplooi::funding {
namespace {

using testing::Figures;
using testing::text;

class Budgets : public testing::StoryTest {
 protected:
  Outcome<v1::ChangeBudgetCeilingResponse> ceiling(BudgetId budget, std::int64_t cents) {
    return town.call(change_budget_ceiling, administrator, text("budget_id: % ceiling_cents: %", budget, cents));
  }
  Outcome<v1::CloseBudgetResponse> close(BudgetId budget) {
    return town.call(close_budget, administrator, text("budget_id: %", budget));
  }
  Outcome<v1::EndFundingRuleResponse> end(FundingRuleId rule, const char* day) {
    return town.call(end_funding_rule, administrator, text("rule_id: % ends_on: %", rule, day));
  }
  BudgetId prepaid() {
    return BudgetId::of(town.must(vouchers::buy_hours, administrator,
                                  text("programme_id: % corporation_id: % name: 'Uren' hours: 10 complex_ids: % "
                                       "ends_on: '2026-12-31'",
                                       setting.programme, setting.corporation, setting.complex))
                            .budget_id());
  }
  v1::ListBudgetsResponse list(const Actor& actor, const std::string& page = "") {
    return town.must(list_budgets, actor, text("programme_id: % " + page, setting.programme));
  }
};

TEST_F(Budgets, are_opened_for_a_funder_and_a_period) {
  struct {
    Uuid programme;
    Uuid funder;
    const char* rest;
    Refusal refusal;
  } const table[] = {
      {setting.funder, setting.funder, "", REFUSAL_PROGRAMME_NOT_FOUND},
      {setting.programme, setting.programme, "", REFUSAL_FUNDER_NOT_FOUND},
      {setting.programme, setting.funder, "ends_on: '2025-12-31'", REFUSAL_PERIOD_IS_EMPTY},
      {setting.programme, setting.funder, "ends_on: '31-12-2026'", REFUSAL_DATE_MALFORMED},
      {setting.programme, setting.funder, "ceiling_cents: 0", REFUSAL_FIELD_MISSING},
      {setting.programme, setting.funder, "ceiling_cents: -1", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {setting.programme, setting.funder, "ceiling_cents: 9223372036854775807", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {setting.programme, setting.funder, "source: SOURCE_PREPAID_HOURS", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {setting.programme, setting.funder, "name: 'W-deel 2026'", REFUSAL_NAME_TAKEN},
  };
  budget("W-deel 2026", 100);
  for (const auto& row : table) {
    v1::OpenBudgetRequest request = text(
        "programme_id: % funder_id: % name: 'Minima' source: SOURCE_MINIMA_POLICY "
        "ceiling_cents: 100 starts_on: '2026-01-01' ends_on: '2026-12-31'",
        row.programme, row.funder);
    ASSERT_TRUE(google::protobuf::TextFormat::MergeFromString(row.rest, &request));
    EXPECT_REFUSED(town.call(open_budget, administrator, request), row.refusal) << row.rest;
  }
  EXPECT_EQ(list(administrator).budgets_size(), 1);
}

TEST_F(Budgets, are_their_funders_own) {
  const auto own = budget("W-deel", 100'000);
  const auto officer = town.actor(ROLE_FUNDER_FINANCE, setting.funder);
  const auto other = town.actor(ROLE_FUNDER_FINANCE, setting.corporation);
  const auto request = text(
      "programme_id: % funder_id: % name: 'Innovatie' source: SOURCE_INNOVATION ceiling_cents: 1 "
      "starts_on: '2026-01-01' ends_on: '2026-12-31'",
      setting.programme, setting.funder);
  EXPECT_REFUSED(town.call(open_budget, other, request), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_TRUE(town.call(open_budget, officer, request));
  const auto to_five = text("budget_id: % ceiling_cents: 5", own);
  EXPECT_REFUSED(town.call(change_budget_ceiling, other, to_five), REFUSAL_BUDGET_NOT_FOUND);
  EXPECT_REFUSED(town.call(change_budget_ceiling, town.stranger(ROLE_ADMINISTRATOR), to_five),
                 REFUSAL_BUDGET_NOT_FOUND);
  EXPECT_REFUSED(town.call(close_budget, other, text("budget_id: %", own)), REFUSAL_BUDGET_NOT_FOUND);
  EXPECT_TRUE(town.call(change_budget_ceiling, officer, to_five));
  EXPECT_EQ(list(officer).budgets_size(), 2);
  EXPECT_EQ(list(other).budgets_size(), 0);
  EXPECT_EQ(list(town.actor(ROLE_AUDITOR)).budgets_size(), 2);
}

TEST_F(Budgets, are_listed_with_what_is_available_reserved_and_spent) {
  rule(budget("W-deel", 5'000), 1);
  const auto ada = town.resident("Ada");
  buy(ada, 3);
  EXPECT_TRUE(approve(done(ada, town.participant("Bram"))));
  budget("Minima", 900);
  const auto first = list(administrator, "page { size: 1 }");
  ASSERT_EQ(first.budgets_size(), 1);
  const auto& budget = first.budgets(0);
  EXPECT_EQ(budget.name(), "W-deel");
  EXPECT_EQ(budget.source(), v1::SOURCE_RE_INTEGRATION);
  EXPECT_EQ((Figures{budget.ceiling_cents(), budget.available_cents(), budget.reserved_cents(), budget.spent_cents()}),
            (Figures{5'000, 2'000, 2'000, 1'000}));
  const auto second = list(administrator, "page { size: 1 token: '" + first.next_page_token() + "' }");
  ASSERT_EQ(second.budgets_size(), 1);
  EXPECT_EQ(second.budgets(0).name(), "Minima");
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_REFUSED(town.call(list_budgets, administrator, text("programme_id: % page { token: 'x' }", setting.programme)),
                 REFUSAL_PAGE_TOKEN_INVALID);
}

TEST_F(Budgets, can_be_lowered_to_what_is_promised_and_no_further) {
  const auto w_deel = budget("W-deel", 10'000);
  rule(w_deel, 1);
  const auto ada = town.resident("Ada");
  buy(ada, 3);
  EXPECT_TRUE(approve(done(ada, town.participant("Bram"))));
  const auto refused = ceiling(w_deel, 2'999);
  EXPECT_REFUSED(refused, REFUSAL_CEILING_BELOW_COMMITMENTS);
  EXPECT_EQ(refused.error().facts.at("committed_cents"), "3000");
  EXPECT_EQ(ceiling(w_deel, 3'000)->available_cents(), 0);
  EXPECT_EQ(figures(w_deel), (Figures{3'000, 0, 2'000, 1'000}));
  EXPECT_EQ(ceiling(w_deel, 3'000)->available_cents(), 0) << "the same again";
  EXPECT_TRUE(approve(done(ada, town.participant("Bram")))) << "an issued voucher is always honoured";
  EXPECT_EQ(figures(w_deel), (Figures{3'000, 0, 1'000, 2'000}));
  EXPECT_EQ(ceiling(w_deel, 5'000)->available_cents(), 2'000);
  EXPECT_EQ(figures(w_deel), (Figures{5'000, 2'000, 1'000, 2'000}));
}

TEST_F(Budgets, when_closed_honour_what_they_promised_and_promise_no_more) {
  const auto w_deel = budget("W-deel", 10'000);
  rule(w_deel, 1);
  const auto ada = town.resident("Ada");
  buy(ada, 2);
  EXPECT_EQ(close(w_deel)->reserved_cents(), 2'000);
  EXPECT_REFUSED(close(w_deel), REFUSAL_BUDGET_CLOSED);
  EXPECT_REFUSED(town.call(add_funding_rule, administrator,
                           text("budget_id: % name: 'Nog een' rank: 1 share { remainder: true }", w_deel)),
                 REFUSAL_BUDGET_CLOSED);
  const auto refused = pay(order(ada, 1).order_id(), 500);
  EXPECT_REFUSED(refused, REFUSAL_FUNDING_EXHAUSTED);
  EXPECT_EQ(refused.error().facts.at("rule 1"), "budget_closed");
  EXPECT_TRUE(approve(done(ada, town.participant("Bram"))));
  EXPECT_EQ(figures(w_deel), (Figures{10'000, 8'000, 1'000, 1'000}));
}

TEST_F(Budgets, outside_their_period_promise_nothing_and_honour_what_they_promised) {
  const auto early = budget("W-deel", 10'000);
  rule(early, 1);
  const auto ada = town.resident("Ada");
  town.advance_to("2027-12-31");
  buy(ada, 1);
  town.advance_to("2028-01-01");
  EXPECT_REFUSED(pay(order(ada, 1).order_id(), 500), REFUSAL_FUNDING_EXHAUSTED);
  EXPECT_TRUE(approve(done(ada, town.participant("Bram"))));
  EXPECT_EQ(figures(early), (Figures{10'000, 9'000, 0, 1'000}));
}

TEST_F(Budgets, of_prepaid_hours_are_what_was_paid_for_them) {
  const auto hours = prepaid();
  EXPECT_EQ(figures(hours), (Figures{15'000, 15'000, 0, 0}));
  for (const std::int64_t other : {0, 14'999, 15'001, 30'000}) {
    EXPECT_REFUSED(ceiling(hours, other), REFUSAL_FIELD_OUT_OF_BOUNDS) << other;
  }
  EXPECT_EQ(balance(ledger::Kind::prepaid_hours, hours), 15'000);
}

TEST_F(Budgets, rules_need_a_share_and_places_that_exist) {
  const auto w_deel = budget("W-deel", 100);
  struct {
    Uuid budget;
    const char* share;
    const char* conditions;
    Refusal refusal;
  } const table[] = {
      {setting.funder, "remainder: true", "", REFUSAL_BUDGET_NOT_FOUND},
      {w_deel, "", "", REFUSAL_FIELD_MISSING},
      {w_deel, "remainder: false", "", REFUSAL_FIELD_MISSING},
      {w_deel, "basis_points_of_gap: 10001", "", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {w_deel, "remainder: true", "complex_ids: '019b8b3d-7c00-7abc-8def-0123456789ab'", REFUSAL_COMPLEX_NOT_FOUND},
      {w_deel, "remainder: true", "neighbourhood_ids: '019b8b3d-7c00-7abc-8def-0123456789ab'",
       REFUSAL_NEIGHBOURHOOD_NOT_FOUND},
      {w_deel, "remainder: true", "complex_ids: ''", REFUSAL_FIELD_MISSING},
      {w_deel, "remainder: true", "track_kinds: TRACK_KIND_UNSPECIFIED", REFUSAL_FIELD_MISSING},
  };
  for (const auto& row : table) {
    const auto request = text(std::string("budget_id: % name: 'Regel' rank: 1 share { ") + row.share +
                                  " } conditions { " + row.conditions + " }",
                              row.budget);
    EXPECT_REFUSED(town.call(add_funding_rule, administrator, request), row.refusal) << row.share << row.conditions;
  }
}

TEST_F(Budgets, rules_end_after_their_last_day) {
  const auto w_deel = budget("W-deel", 100'000);
  const auto first = rule(w_deel, 1);
  const auto ada = town.resident("Ada");
  EXPECT_REFUSED(end(first, "2026-01-04"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(end(FundingRuleId(setting.funder), "2026-01-05"), REFUSAL_FUNDING_RULE_NOT_FOUND);
  EXPECT_TRUE(end(first, "2026-01-06"));
  EXPECT_TRUE(end(first, "2026-01-05")) << "sooner";
  EXPECT_REFUSED(end(first, "2026-01-05"), REFUSAL_FUNDING_RULE_ENDED);
  EXPECT_REFUSED(end(first, "2026-02-01"), REFUSAL_FUNDING_RULE_ENDED);
  buy(ada, 1);
  town.advance_to("2026-01-06");
  EXPECT_REFUSED(pay(order(ada, 1).order_id(), 500), REFUSAL_FUNDING_EXHAUSTED);
  EXPECT_TRUE(approve(done(ada, town.participant("Bram")))) << "issued while the rule held";
  EXPECT_EQ(figures(w_deel), (Figures{100'000, 99'000, 0, 1'000}));
}

}  // namespace
}  // namespace emplooi::funding
