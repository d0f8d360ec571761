#include "funding/funding.h"

#include <algorithm>

#include "base/check.h"
#include "funding/funding.sql.h"
#include "ledger/ledger.h"

namespace emplooi::funding {

namespace {

using ledger::Kind;
using ledger::Transfer;

ShareKind share_kind_of(std::string_view word) {
  if (word == "cents_an_hour") return ShareKind::cents_an_hour;
  if (word == "basis_points_of_gap") return ShareKind::basis_points_of_gap;
  ensure(word == "remainder", "a share is of a known kind");
  return ShareKind::remainder;
}

Accepted& accepted_values(Conditions& conditions, std::string_view fact) {
  if (fact == "voucher_kind") return conditions.voucher_kinds;
  if (fact == "complex") return conditions.complexes;
  if (fact == "neighbourhood") return conditions.neighbourhoods;
  if (fact == "service_domain") return conditions.service_domains;
  ensure(fact == "track", "a condition is about a known fact");
  return conditions.track_kinds;
}

std::vector<Rule> load_rules(Transaction& tx, ProgrammeId programme, Date day) {
  std::vector<Rule> rules;
  for (auto& [id, budget, name, rank, share, value, low_income_only] :
       tx.all<FundingRuleId, BudgetId, std::string, int, std::string, std::int64_t, bool>(sql::rules_of_programme,
                                                                                          programme, day)) {
    Rule rule{id, budget, std::move(name), rank, share_kind_of(share), value, {}};
    rule.conditions.low_income = low_income_only;
    rules.push_back(std::move(rule));
  }
  for (auto& [id, fact, value] :
       tx.all<FundingRuleId, std::string, std::string>(sql::conditions_of_programme, programme)) {
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.id == id; });
    if (rule != rules.end()) accepted_values(rule->conditions, fact).push_back(std::move(value));
  }
  return rules;
}

Transfer between(Kind from, Kind to, BudgetId budget, Cents amount, const Uuid& subject) {
  return {{from, budget}, {to, budget}, amount, subject};
}

/// What each budget gets more (or less) under the new allocations than under the old.
std::vector<Transfer> reallocation(std::span<const Allocation> old_ones, std::span<const Allocation> new_ones,
                                   const Uuid& subject) {
  std::map<BudgetId, Cents> more;
  for (const auto& allocation : new_ones) more[allocation.budget] += allocation.amount;
  for (const auto& allocation : old_ones) more[allocation.budget] -= allocation.amount;
  std::vector<Transfer> transfers;
  for (const auto& [budget, amount] : more) {
    if (amount < 0_cents) {
      transfers.push_back(between(Kind::budget_reserved, Kind::budget_available, budget, 0_cents - amount, subject));
    }
  }
  for (const auto& [budget, amount] : more) {
    if (amount > 0_cents) {
      transfers.push_back(between(Kind::budget_available, Kind::budget_reserved, budget, amount, subject));
    }
  }
  return transfers;
}

constexpr store::Invariant all_invariants[] = {
    {"spent + reserved never exceeds the ceiling", &sql::overspent_budget},
    {"a track's charges add up", &sql::track_charged_differently},
};

}  // namespace

Available RuleSet::available() const {
  Available open;
  for (const auto& [id, budget] : budgets) {
    if (budget.takes_reservations) open[id] = budget.available;
  }
  return open;
}

RuleSet rules_on(Transaction& tx, ProgrammeId programme, Date day) {
  RuleSet set{programme, load_rules(tx, programme, day), {}};
  for (auto& budget : tx.all<Budget>(sql::budgets_of_programme, programme, day)) {
    set.budgets.emplace(budget.id, std::move(budget));
  }
  return set;
}

Outcome<std::vector<Allocation>> Issue::cover(Cents gap, int minutes, const Facts& facts) {
  auto funded = waterfall(gap, minutes, rules_.rules, facts, available_);
  if (funded.uncovered > 0_cents) {
    auto refused = refuse(REFUSAL_FUNDING_EXHAUSTED, to_string(funded.uncovered) + " of " + to_string(gap) +
                                                         " for a voucher is not covered by any funding rule");
    for (const auto& [rule, name, amount, reason] : funded.verdicts) {
      // Names need not differ; ids do.
      if (!refused.facts.emplace(name, reason).second) refused.facts.emplace(name + ' ' + to_string(rule), reason);
    }
    return refused;
  }
  for (const auto& allocation : funded.allocations) {
    available_.at(allocation.budget) -= allocation.amount;
    covered_.push_back(allocation);
  }
  return std::move(funded.allocations);
}

Outcome<void> Issue::post(Transaction& tx, const Uuid& subject) {
  const auto transfers = reallocation({}, covered_, subject);
  return ledger::post(tx, rules_.programme, "reserve", transfers);
}

Outcome<std::vector<Allocation>> spend(Transaction& tx, const RuleSet& set, const Redemption& redemption) {
  Available available = set.available();
  for (const auto& own : redemption.reserved) available[own.budget] += own.amount;
  auto funded = waterfall(redemption.gap, redemption.minutes, set.rules, redemption.facts, available);
  const bool falls_short = funded.uncovered > 0_cents;
  auto spent = falls_short ? redemption.reserved : std::move(funded.allocations);
  TRY(ledger::post(tx, set.programme, "reallocate", reallocation(redemption.reserved, spent, redemption.voucher)));
  std::vector<Transfer> transfers;
  for (const auto& [rule, budget, amount] : spent) {
    transfers.push_back(between(Kind::budget_reserved, Kind::budget_spent, budget, amount, redemption.voucher));
    const Kind source = set.budgets.at(budget).is_prepaid() ? Kind::prepaid_hours : Kind::receivable_funder;
    transfers.push_back({{source, budget}, {Kind::payable_provider, redemption.provider}, amount, redemption.voucher});
  }
  TRY(ledger::post(tx, set.programme, "redeem", transfers));
  return spent;
}

Outcome<void> release(Transaction& tx, ProgrammeId programme, std::string_view reason,
                      std::span<const Allocation> allocations, VoucherId voucher) {
  std::vector<Transfer> transfers;
  for (auto last = allocations.rbegin(); last != allocations.rend(); ++last) {
    transfers.push_back(between(Kind::budget_reserved, Kind::budget_available, last->budget, last->amount, voucher));
  }
  return ledger::post(tx, programme, reason, transfers);
}

void offer(Operations& operations) {
  operations.add(open_budget);
  operations.add(change_budget_ceiling);
  operations.add(close_budget);
  operations.add(list_budgets);
  operations.add(add_funding_rule);
  operations.add(end_funding_rule);
  operations.add(explain_funding);
  operations.add(buy_tracks);
  operations.add(list_track_purchases);
}

std::span<const store::Invariant> invariants() { return all_invariants; }
std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::funding
