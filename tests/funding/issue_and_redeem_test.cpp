#include <gtest/gtest.h>

#include "funding/story.h"

namespace emplooi::funding {
namespace {

using testing::Figures;
using testing::text;
using Paid = std::vector<std::pair<BudgetId, std::int64_t>>;

class Funding : public testing::StoryTest {
 protected:
  v1::ExplainFundingResponse explain(const std::string& facts) {
    return town.must(explain_funding, administrator, text("programme_id: % " + facts, setting.programme));
  }
};

TEST_F(Funding, reserves_the_gap_of_every_voucher_at_issue) {
  const auto w_deel = budget("W-deel", 10'000), minima = budget("Minima", 10'000, "MINIMA_POLICY");
  rule(w_deel, 1, "cents_an_hour: 300");
  rule(minima, 2);
  const auto voucher = buy(town.resident("Ada"), 2).front();
  EXPECT_EQ(allocations(voucher), (Paid{{w_deel, 300}, {minima, 700}}));
  EXPECT_EQ(figures(w_deel), (Figures{10'000, 9'400, 600, 0}));
  EXPECT_EQ(figures(minima), (Figures{10'000, 8'600, 1'400, 0}));
  EXPECT_EQ(voucher_float(), 1'000);
}

TEST_F(Funding, exhausted_in_the_middle_of_an_order_refuses_all_of_it) {
  const auto w_deel = budget("W-deel", 2'500), closed = budget("Minima", 9'999, "MINIMA_POLICY");
  rule(w_deel, 1);
  rule(closed, 2, "remainder: true", "service_domains: SERVICE_DOMAIN_CARE");
  rule(closed, 3, "remainder: true", "voucher_kinds: VOUCHER_KIND_FREE");
  const auto ada = town.resident("Ada");
  const auto ordered = order(ada, 4);
  const auto refused = pay(ordered.order_id(), 2'000);
  EXPECT_REFUSED(refused, REFUSAL_FUNDING_EXHAUSTED);
  EXPECT_EQ(refused.error().says, "EUR 5.00 of EUR 10.00 for a voucher is not covered by any funding rule");
  const std::map<std::string, std::string> why = {
      {"rule 1", "budget_exhausted"}, {"rule 2", "other_service_domain"}, {"rule 3", "other_voucher_kind"}};
  EXPECT_EQ(refused.error().facts, why);
  EXPECT_EQ(figures(w_deel), (Figures{2'500, 2'500, 0, 0}));
  EXPECT_EQ(cash(), 0);
  EXPECT_EQ(town.must(vouchers::list_vouchers, ada.actor, text("resident_id: %", ada.id)).vouchers_size(), 0);
  town.must(change_budget_ceiling, administrator, text("budget_id: % ceiling_cents: 4000", w_deel));
  EXPECT_TRUE(pay(ordered.order_id(), 2'000)) << "the order is still open";
  EXPECT_EQ(figures(w_deel), (Figures{4'000, 0, 4'000, 0}));
}

TEST_F(Funding, exhausted_names_each_rule_also_where_two_have_one_name) {
  const auto w_deel = budget("W-deel", 1);
  for (const char* domain : {"CARE", "HOUSING"}) {
    town.must(
        add_funding_rule, administrator,
        text(std::string("budget_id: % name: 'W-deel' rank: 1 share { remainder: true } conditions { service_domains: "
                         "SERVICE_DOMAIN_") +
                 domain + " }",
             w_deel));
  }
  const auto refused = pay(order(town.resident("Ada"), 1).order_id(), 500);
  EXPECT_REFUSED(refused, REFUSAL_FUNDING_EXHAUSTED);
  EXPECT_EQ(refused.error().facts.size(), 2u);
  EXPECT_EQ(refused.error().facts.at("W-deel"), "other_service_domain");
}

TEST_F(Funding, rules_of_one_rank_on_one_budget_never_take_more_than_it_has) {
  const auto small = budget("Klein", 750), large = budget("Groot", 100'000);
  rule(small, 1);
  rule(small, 1);
  rule(large, 1);
  const auto ada = town.resident("Ada");
  const auto first = buy(ada, 1).front(), second = buy(ada, 1).front();
  EXPECT_EQ(allocations(first), (Paid{{small, 334}, {small, 333}, {large, 333}}));
  EXPECT_EQ(allocations(second), (Paid{{small, 42}, {small, 41}, {large, 917}}));
  EXPECT_EQ(figures(small), (Figures{750, 0, 750, 0}));
}

TEST_F(Funding, of_a_job_is_spent_by_the_rule_that_its_facts_match) {
  const auto care = budget("Zorg", 10'000, "CARE_PARTNER"), tracks = budget("W-deel", 10'000),
             any = budget("Minima", 10'000, "MINIMA_POLICY");
  rule(care, 1, "cents_an_hour: 400", "service_domains: SERVICE_DOMAIN_CARE");
  rule(tracks, 1, "cents_an_hour: 200", "track_kinds: TRACK_KIND_ACTIVATION track_kinds: TRACK_KIND_PLACEMENT");
  rule(any, 2);
  const auto ada = town.resident("Ada");
  const auto bram = town.participant("Bram"), carla = town.participant("Carla");
  track(bram, "ACTIVATION");
  town.must(participants::assess_fitness, town.actor(ROLE_COACH),
            text("participant_id: % service_id: % fit: true assessed_on: '2026-01-05'", bram.id, setting.cleaning));
  const auto vouchers = buy(ada, 3);
  for (const auto& voucher : vouchers) EXPECT_EQ(allocations(voucher), (Paid{{any, 1'000}}));

  EXPECT_TRUE(approve(done(planned(ask(ada, 60, setting.cleaning), bram), 60)));
  EXPECT_EQ(allocations(vouchers[0]), (Paid{{care, 400}, {tracks, 200}, {any, 400}}));
  EXPECT_TRUE(approve(done(ada, bram)));
  EXPECT_EQ(allocations(vouchers[1]), (Paid{{tracks, 200}, {any, 800}}));
  EXPECT_TRUE(approve(done(ada, carla)));
  EXPECT_EQ(allocations(vouchers[2]), (Paid{{any, 1'000}}));

  EXPECT_EQ(figures(care), (Figures{10'000, 9'600, 0, 400}));
  EXPECT_EQ(figures(tracks), (Figures{10'000, 9'600, 0, 400}));
  EXPECT_EQ(figures(any), (Figures{10'000, 7'800, 0, 2'200}));
  EXPECT_EQ(balance(ledger::Kind::receivable_funder, care), 400);
  EXPECT_EQ(owed_to_provider(), 4'500) << "three hours at the market tariff";
  EXPECT_EQ(voucher_float(), 0);
}

TEST_F(Funding, that_falls_short_at_redemption_leaves_the_reservation_as_it_stands) {
  const auto unknown = budget("Zonder taak", 10'000), care = budget("Zorg", 10'000, "CARE_PARTNER");
  const auto first = rule(unknown, 1, "remainder: true");
  const auto voucher = buy(town.resident("Ada"), 1).front();
  // From now on only part of a care job is funded, by nobody else.
  town.must(end_funding_rule, administrator, text("rule_id: % ends_on: '2026-01-05'", first));
  rule(care, 1, "cents_an_hour: 999", "service_domains: SERVICE_DOMAIN_WELFARE");
  town.advance_to("2026-01-06");
  EXPECT_TRUE(approve(done(town.resident("Ada"), town.participant("Bram"))));
  EXPECT_EQ(allocations(voucher), (Paid{{unknown, 1'000}}));
  EXPECT_EQ(figures(unknown), (Figures{10'000, 9'000, 0, 1'000}));
  EXPECT_EQ(figures(care), (Figures{10'000, 10'000, 0, 0}));
}

TEST_F(Funding, of_a_market_voucher_is_nobodys) {
  const auto w_deel = budget("W-deel", 10'000);
  rule(w_deel, 1);
  const auto rich = town.resident("Rijk", {.low_income = false});
  const auto voucher = buy(rich, 1, "MARKET").front();
  EXPECT_EQ(allocations(voucher), Paid());
  EXPECT_TRUE(approve(done(rich, town.participant("Bram"))));
  EXPECT_EQ(figures(w_deel), (Figures{10'000, 10'000, 0, 0}));
  EXPECT_EQ(owed_to_provider(), 1'500);
}

TEST_F(Funding, of_prepaid_hours_pays_free_vouchers_of_its_complexes_first) {
  const auto w_deel = budget("W-deel", 10'000);
  rule(w_deel, 2);
  const auto hours = BudgetId::of(
      town.must(
              vouchers::buy_hours, administrator,
              text("programme_id: % corporation_id: % name: 'Uren Linde' hours: 1 complex_ids: % ends_on: '2026-12-31'",
                   setting.programme, setting.corporation, setting.complex))
          .budget_id());
  const auto tenant = town.resident("Ada", {.in_complex = true}), other = town.resident("Bep");
  const auto gifts = campaign(2);
  const auto two = ids_of(give(gifts, tenant.household, 2).value()),
             one = ids_of(give(gifts, other.household, 1).value());
  EXPECT_EQ(allocations(two[0]), (Paid{{hours, 1'500}}));
  EXPECT_EQ(allocations(two[1]), (Paid{{w_deel, 1'500}})) << "one hour was bought";
  EXPECT_EQ(allocations(one[0]), (Paid{{w_deel, 1'500}}));
  EXPECT_TRUE(approve(done(tenant, town.participant("Bram"))));
  EXPECT_EQ(balance(ledger::Kind::prepaid_hours, hours), 0);
  EXPECT_EQ(balance(ledger::Kind::receivable_funder, hours), 0) << "the corporation paid before";
  EXPECT_EQ(owed_to_provider(), 1'500);
}

TEST_F(Funding, is_explained_rule_by_rule_without_changing_anything) {
  const auto w_deel = budget("W-deel", 450), care = budget("Zorg", 10'000, "CARE_PARTNER");
  rule(w_deel, 1, "basis_points_of_gap: 5000",
       "low_income: true complex_ids: '" + to_string(setting.complex) + "' neighbourhood_ids: '" +
           to_string(setting.neighbourhood) + "'");
  rule(care, 2, "remainder: true", "service_domains: SERVICE_DOMAIN_CARE track_kinds: TRACK_KIND_PLACEMENT");
  const auto place =
      "complex_id: '" + to_string(setting.complex) + "' neighbourhood_id: '" + to_string(setting.neighbourhood) + "' ";
  struct {
    std::string facts;
    std::int64_t paid, first, second, uncovered;
    const char* reason;
  } const table[] = {
      {"voucher_kind: VOUCHER_KIND_FREE", 0, 0, 0, 1'500, "not_low_income"},
      {"voucher_kind: VOUCHER_KIND_FREE low_income: true", 0, 0, 0, 1'500, "other_complex"},
      {"voucher_kind: VOUCHER_KIND_REDUCED low_income: true " + place, 500, 450, 0, 550, "budget_exhausted"},
      {"voucher_kind: VOUCHER_KIND_REDUCED low_income: true service_domain: SERVICE_DOMAIN_CARE "
       "track_kind: TRACK_KIND_PLACEMENT " +
           place,
       500, 450, 550, 0, "budget_exhausted"},
      {"voucher_kind: VOUCHER_KIND_MARKET", 1'500, 0, 0, 0, "not_low_income"},
  };
  for (const auto& row : table) {
    const auto said = explain(row.facts);
    ASSERT_EQ(said.verdicts_size(), 2) << row.facts;
    EXPECT_EQ(said.face_cents(), 1'500) << row.facts;
    EXPECT_EQ(said.paid_cents(), row.paid) << row.facts;
    EXPECT_EQ(said.verdicts(0).amount_cents(), row.first) << row.facts;
    EXPECT_EQ(said.verdicts(1).amount_cents(), row.second) << row.facts;
    EXPECT_EQ(said.uncovered_cents(), row.uncovered) << row.facts;
    EXPECT_EQ(said.verdicts(0).reason(), row.reason) << row.facts;
  }
  EXPECT_EQ(figures(w_deel), (Figures{450, 450, 0, 0}));
  EXPECT_REFUSED(town.call(explain_funding, administrator,
                           text("programme_id: % voucher_kind: VOUCHER_KIND_FREE", setting.funder)),
                 REFUSAL_PROGRAMME_NOT_FOUND);
}

}  // namespace
}  // namespace emplooi::funding
