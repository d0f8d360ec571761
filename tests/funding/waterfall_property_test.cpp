#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "funding/waterfall.h"

namespace emplooi::funding {
namespace {

constexpr int cases = 6'000;

struct Case {
  Cents gap;
  int minutes;
  std::vector<Rule> rules;
  Available available;
};

/// A programme as none would set up, with few budgets, many rules on each, and amounts that seldom divide.
class Chance {
 public:
  explicit Chance(unsigned seed) : engine_(seed) {}

  int upto(int most) { return std::uniform_int_distribution(0, most)(engine_); }

  Case next() {
    Case made{{upto(3) == 0 ? upto(5) : upto(2000)}, 5 + upto(115), {}, {}};
    const int budgets = 1 + upto(3), rules = upto(8);
    for (int i = 0; i < budgets; ++i) made.available[id<BudgetId>(i)] = {upto(2) == 0 ? upto(100) : upto(3000)};
    for (int i = 0; i < rules; ++i) made.rules.push_back(rule(i, budgets));
    std::stable_sort(made.rules.begin(), made.rules.end(), [](auto& a, auto& b) { return a.rank < b.rank; });
    return made;
  }

 private:
  template <class SomeId>
  static SomeId id(int number) {
    SomeId made;
    made.bytes[15] = static_cast<std::uint8_t>(number);
    return made;
  }

  Rule rule(int number, int budgets) {
    Rule made{id<FundingRuleId>(number), id<BudgetId>(upto(budgets)), "", 1 + upto(2), ShareKind::remainder, 0, {}};
    switch (upto(2)) {
      case 0:
        made.share = ShareKind::cents_an_hour;
        made.share_value = 1 + upto(999);
        break;
      case 1:
        made.share = ShareKind::basis_points_of_gap;
        made.share_value = 1 + upto(9999);
        break;
      default:
        break;
    }
    return made;
  }

  std::mt19937 engine_;
};

/// A rule's share, rounded up to whole cents: the largest remainder may round up.
std::int64_t most_of(const Rule& rule, const Case& given) {
  switch (rule.share) {
    case ShareKind::cents_an_hour:
      return (rule.share_value * given.minutes + 59) / 60;
    case ShareKind::basis_points_of_gap:
      return (rule.share_value * given.gap.value + 9999) / 10000;
    case ShareKind::remainder:
      break;
  }
  return given.gap.value;
}

const Rule& rule_of(const Case& given, FundingRuleId id) {
  return *std::find_if(given.rules.begin(), given.rules.end(), [&](const Rule& rule) { return rule.id == id; });
}

void expect_sound(const Case& given, const Funded& funded) {
  Cents sum = funded.uncovered;
  ASSERT_GE(funded.uncovered, 0_cents);
  std::map<BudgetId, Cents> by_budget;
  int rank = 0;
  for (const auto& [rule, budget, amount] : funded.allocations) {
    const auto& giver = rule_of(given, rule);
    ASSERT_GT(amount, 0_cents);
    ASSERT_EQ(giver.budget, budget);
    ASSERT_LE(amount.value, most_of(giver, given)) << "above its share";
    ASSERT_GE(giver.rank, rank) << "out of order";
    rank = giver.rank;
    by_budget[budget] += amount;
    sum += amount;
  }
  ASSERT_EQ(sum, given.gap) << "allocations and what is uncovered are the gap";
  for (const auto& [budget, amount] : by_budget) {
    ASSERT_LE(amount, given.available.at(budget)) << "a budget gives what it does not have";
  }
}

/// Where something is uncovered, every rule of the remainder has emptied its budget.
void expect_exhausted(const Case& given, const Funded& funded) {
  if (funded.uncovered == 0_cents) return;
  std::map<BudgetId, Cents> left = given.available;
  for (const auto& allocation : funded.allocations) left[allocation.budget] -= allocation.amount;
  for (const auto& rule : given.rules) {
    if (rule.share != ShareKind::remainder || !given.available.contains(rule.budget)) continue;
    ASSERT_EQ(left[rule.budget], 0_cents) << "the gap stays open beside a full budget";
  }
}

TEST(Waterfall, holds_its_promises_for_any_programme) {
  Chance chance(20260105);
  for (int i = 0; i < cases; ++i) {
    SCOPED_TRACE("case " + std::to_string(i));
    const auto given = chance.next();
    const auto funded = waterfall(given.gap, given.minutes, given.rules, {"free"}, given.available);
    expect_sound(given, funded);
    expect_exhausted(given, funded);
    ASSERT_EQ(funded.verdicts.size(), given.rules.size());
    if (HasFatalFailure()) return;
  }
}

TEST(Waterfall, does_not_depend_on_the_order_in_which_budgets_were_listed) {
  Chance chance(20260106);
  for (int i = 0; i < cases / 3; ++i) {
    const auto given = chance.next();
    Available backwards;
    for (auto budget = given.available.rbegin(); budget != given.available.rend(); ++budget) backwards.insert(*budget);
    const auto once = waterfall(given.gap, given.minutes, given.rules, {"free"}, given.available);
    const auto again = waterfall(given.gap, given.minutes, given.rules, {"free"}, backwards);
    ASSERT_EQ(once.allocations, again.allocations) << "case " << i;
  }
}

TEST(Waterfall, a_fuller_budget_never_leaves_more_uncovered) {
  Chance chance(20260107);
  for (int i = 0; i < cases / 3; ++i) {
    const auto given = chance.next();
    auto richer = given.available;
    for (auto& [budget, amount] : richer) amount += Cents{chance.upto(500)};
    const auto poor = waterfall(given.gap, given.minutes, given.rules, {"free"}, given.available);
    const auto rich = waterfall(given.gap, given.minutes, given.rules, {"free"}, richer);
    ASSERT_LE(rich.uncovered, poor.uncovered) << "case " << i;
  }
}

}  // namespace
}  // namespace emplooi::funding
