#include "funding/waterfall.h"

#include <gtest/gtest.h>

#include "base/check.h"

namespace emplooi::funding {
namespace {

using Amounts = std::vector<std::int64_t>;

/// Ids in the order of their numbers.
template <class SomeId>
SomeId numbered(int number) {
  SomeId id;
  id.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}

Conditions no_conditions() { return {}; }

struct RuleRow {
  int rank;
  ShareKind share;
  std::int64_t value;
  int budget;
  Conditions conditions = no_conditions();
};

constexpr auto an_hour = ShareKind::cents_an_hour;
constexpr auto points = ShareKind::basis_points_of_gap;
constexpr auto remainder = ShareKind::remainder;

std::vector<Rule> rules_of(const std::vector<RuleRow>& rows) {
  std::vector<Rule> rules;
  for (const auto& row : rows) {
    const int number = static_cast<int>(rules.size()) + 1;
    rules.push_back({numbered<FundingRuleId>(number), numbered<BudgetId>(row.budget), "rule " + std::to_string(number),
                     row.rank, row.share, row.value, row.conditions});
  }
  return rules;
}

/// Budget 1 has the first amount, budget 2 the second.
Available budgets_of(const Amounts& amounts) {
  Available available;
  for (std::size_t i = 0; i < amounts.size(); ++i)
    available[numbered<BudgetId>(static_cast<int>(i) + 1)] = {amounts[i]};
  return available;
}

/// What each rule gives, in the order of the rules, and what nobody gives.
Amounts amounts_of(const Funded& funded, const std::vector<Rule>& rules) {
  Amounts amounts(rules.size() + 1);
  for (const auto& allocation : funded.allocations) amounts[allocation.rule.bytes[15] - 1u] += allocation.amount.value;
  amounts.back() = funded.uncovered.value;
  return amounts;
}

struct Row {
  const char* story;
  std::int64_t gap;
  int minutes;
  std::vector<RuleRow> rules;
  Amounts available;
  /// Of each rule, and last what is uncovered.
  Amounts given;
};

void check(const std::vector<Row>& table) {
  for (const auto& row : table) {
    const auto rules = rules_of(row.rules);
    const auto funded = waterfall({row.gap}, row.minutes, rules, {"free"}, budgets_of(row.available));
    EXPECT_EQ(amounts_of(funded, rules), row.given) << row.story;
  }
}

TEST(Waterfall, rules_of_one_rank_share_by_largest_remainder) {
  check({
      {"a euro over three",
       100,
       60,
       {{1, remainder, 0, 1}, {1, remainder, 0, 2}, {1, remainder, 0, 3}},
       {1000, 1000, 1000},
       {34, 33, 33, 0}},
      {"two euros over three",
       200,
       60,
       {{1, remainder, 0, 1}, {1, remainder, 0, 2}, {1, remainder, 0, 3}},
       {1000, 1000, 1000},
       {67, 67, 66, 0}},
      {"a cent over three",
       1,
       60,
       {{1, remainder, 0, 1}, {1, remainder, 0, 2}, {1, remainder, 0, 3}},
       {1000, 1000, 1000},
       {1, 0, 0, 0}},
      {"an uneven half goes to the first",
       99,
       60,
       {{1, points, 5000, 1}, {1, points, 5000, 2}},
       {1000, 1000},
       {50, 49, 0}},
      {"thirds in basis points leave a cent",
       100,
       60,
       {{1, points, 3333, 1}, {1, points, 3333, 2}, {1, points, 3333, 3}},
       {1000, 1000, 1000},
       {33, 33, 33, 1}},
      {"the larger remainder comes first, whatever its place",
       101,
       60,
       {{1, points, 2500, 1}, {1, points, 7500, 2}},
       {1000, 1000},
       {25, 76, 0}},
      {"claims beyond the gap are cut in proportion",
       1000,
       60,
       {{1, an_hour, 500, 1}, {1, an_hour, 1500, 2}},
       {9999, 9999},
       {250, 750, 0}},
  });
}

TEST(Waterfall, shares_are_cents_an_hour_points_of_the_gap_or_what_is_left) {
  check({
      {"an hour", 1500, 60, {{1, an_hour, 400, 1}}, {9999}, {400, 1100}},
      {"three quarters of an hour", 1500, 45, {{1, an_hour, 400, 1}}, {9999}, {300, 1200}},
      {"an hour and a half", 1500, 90, {{1, an_hour, 400, 1}}, {9999}, {600, 900}},
      {"no part of a cent is given", 1500, 45, {{1, an_hour, 333, 1}}, {9999}, {249, 1251}},
      {"a share is never more than the gap", 300, 60, {{1, an_hour, 400, 1}}, {9999}, {300, 0}},
      {"points count from the whole gap",
       1000,
       60,
       {{1, points, 2500, 1}, {2, points, 2500, 2}, {3, remainder, 0, 3}},
       {9999, 9999, 9999},
       {250, 250, 500, 0}},
      {"a hundredth of a percent of a cent", 1, 60, {{1, points, 1, 1}, {2, remainder, 0, 2}}, {9999, 9999}, {0, 1, 0}},
      {"a lower rank gets what is left",
       1000,
       60,
       {{1, an_hour, 600, 1}, {2, an_hour, 600, 2}},
       {9999, 9999},
       {600, 400, 0}},
      {"no gap, no gift", 0, 60, {{1, an_hour, 600, 1}, {2, remainder, 0, 2}}, {9999, 9999}, {0, 0, 0}},
      {"no rules", 1000, 60, {}, {}, {1000}},
  });
}

TEST(Waterfall, a_budget_gives_no_more_than_it_has) {
  check({
      {"the next rank takes over", 1000, 60, {{1, remainder, 0, 1}, {2, remainder, 0, 2}}, {300, 9999}, {300, 700, 0}},
      {"others of the rank take over as far as their share",
       1000,
       60,
       {{1, an_hour, 500, 1}, {1, an_hour, 600, 2}},
       {100, 9999},
       {100, 600, 300}},
      {"others of the rank share what one cannot",
       900,
       60,
       {{1, remainder, 0, 1}, {1, remainder, 0, 2}, {1, remainder, 0, 3}},
       {100, 9999, 9999},
       {100, 400, 400, 0}},
      {"one after another runs dry",
       900,
       60,
       {{1, remainder, 0, 1}, {1, remainder, 0, 2}, {1, remainder, 0, 3}},
       {100, 350, 9999},
       {100, 350, 450, 0}},
      {"all run dry", 900, 60, {{1, remainder, 0, 1}, {1, remainder, 0, 2}}, {100, 200}, {100, 200, 600}},
      {"an empty budget", 900, 60, {{1, remainder, 0, 1}, {2, an_hour, 900, 2}}, {0, 9999}, {0, 900, 0}},
      {"a closed budget is not there", 900, 60, {{1, remainder, 0, 2}, {2, an_hour, 900, 1}}, {9999}, {0, 900, 0}},
  });
}

TEST(Waterfall, rules_on_one_budget_share_what_it_has) {
  check({
      {"two rules of a rank", 1000, 60, {{1, remainder, 0, 1}, {1, remainder, 0, 1}}, {700}, {350, 350, 300}},
      {"two ranks", 1000, 60, {{1, an_hour, 400, 1}, {2, remainder, 0, 1}}, {700}, {400, 300, 300}},
      {"the richer neighbour takes the rest",
       300,
       60,
       {{1, remainder, 0, 1}, {1, remainder, 0, 1}, {1, remainder, 0, 2}},
       {150, 1000},
       {75, 75, 150, 0}},
      {"also when it stands between them",
       300,
       60,
       {{1, remainder, 0, 1}, {1, remainder, 0, 2}, {1, remainder, 0, 1}},
       {150, 1000},
       {75, 150, 75, 0}},
      {"an odd cent of the budget",
       300,
       60,
       {{1, remainder, 0, 1}, {1, remainder, 0, 1}, {1, remainder, 0, 2}},
       {151, 1000},
       {76, 75, 149, 0}},
  });
}

struct ConditionRow {
  const char* story;
  Conditions conditions;
  Facts facts;
  /// Empty where the rule pays.
  const char* reason;
};

TEST(Waterfall, a_rule_asks_for_facts_and_says_which_one_is_missing) {
  const auto linde = numbered<ComplexId>(1), eik = numbered<ComplexId>(2);
  const auto noord = numbered<NeighbourhoodId>(1), reeshof = numbered<NeighbourhoodId>(2);
  const Facts tenant{"free", false, linde, noord, "care", "activation"};
  const Facts poor_neighbour{"reduced", true, {}, reeshof, {}, {}};
  const ConditionRow table[] = {
      {"nothing asked", {}, tenant, ""},
      {"voucher kind", {.voucher_kinds = {"free", "reduced"}}, poor_neighbour, ""},
      {"other voucher kind", {.voucher_kinds = {"free"}}, poor_neighbour, "other_voucher_kind"},
      {"low income", {.low_income = true}, poor_neighbour, ""},
      {"not low income", {.low_income = true}, tenant, "not_low_income"},
      {"complex", {.complexes = {to_string(eik), to_string(linde)}}, tenant, ""},
      {"other complex", {.complexes = {to_string(eik)}}, tenant, "other_complex"},
      {"no complex at all", {.complexes = {to_string(linde)}}, poor_neighbour, "other_complex"},
      {"neighbourhood", {.neighbourhoods = {to_string(noord)}}, tenant, ""},
      {"other neighbourhood", {.neighbourhoods = {to_string(noord)}}, poor_neighbour, "other_neighbourhood"},
      {"service domain", {.service_domains = {"care"}}, tenant, ""},
      {"other service domain", {.service_domains = {"welfare"}}, tenant, "other_service_domain"},
      {"job still unknown", {.service_domains = {"care"}}, poor_neighbour, "other_service_domain"},
      {"track", {.track_kinds = {"orientation", "activation"}}, tenant, ""},
      {"other track", {.track_kinds = {"placement"}}, tenant, "other_track"},
      {"track still unknown", {.track_kinds = {"activation"}}, poor_neighbour, "other_track"},
      {"the first that is missing is named",
       {.low_income = true, .track_kinds = {"placement"}},
       tenant,
       "not_low_income"},
  };
  for (const auto& row : table) {
    const auto rules = rules_of({{1, remainder, 0, 1, row.conditions}});
    const auto funded = waterfall(1000_cents, 60, rules, row.facts, budgets_of({9999}));
    const std::string expected = *row.reason ? row.reason : "gave_its_share";
    EXPECT_EQ(funded.verdicts.at(0).reason, expected) << row.story;
    EXPECT_EQ(funded.uncovered, *row.reason ? 1000_cents : 0_cents) << row.story;
  }
}

TEST(Waterfall, says_of_every_rule_what_it_gave_and_why_not_more) {
  const auto rules = rules_of({{1, remainder, 0, 9},
                               {1, an_hour, 300, 1},
                               {2, remainder, 0, 2},
                               {3, an_hour, 300, 3},
                               {4, remainder, 0, 4},
                               {5, remainder, 0, 3}});
  const auto funded = waterfall(1000_cents, 60, rules, {"free"}, budgets_of({9999, 400, 9999, 0}));
  std::vector<std::pair<std::string, std::string_view>> said;
  for (const auto& verdict : funded.verdicts) said.emplace_back(verdict.name, verdict.reason);
  const decltype(said) expected = {{"rule 1", "budget_closed"},    {"rule 2", "gave_its_share"},
                                   {"rule 3", "budget_exhausted"}, {"rule 4", "gave_its_share"},
                                   {"rule 5", "budget_exhausted"}, {"rule 6", "gap_is_closed"}};
  EXPECT_EQ(said, expected);
}

TEST(Waterfall, bears_the_largest_amounts_and_refuses_what_no_voucher_costs) {
  constexpr std::int64_t most = 100'000'000'000;
  check({
      {"a thousand million euros over three",
       most,
       480,
       {{1, points, 10000, 1}, {1, an_hour, most, 2}, {1, remainder, 0, 3}},
       {most, most, most},
       {10'000'000'000, 80'000'000'000, 10'000'000'000, 0}},
  });
  EXPECT_THROW(waterfall({most + 1}, 60, {}, {"free"}, {}), Defect);
  EXPECT_THROW(waterfall({-1}, 60, {}, {"free"}, {}), Defect);
  EXPECT_THROW(waterfall({std::numeric_limits<std::int64_t>::max()}, 60, {}, {"free"}, {}), Defect);
}

}  // namespace
}  // namespace emplooi::funding
