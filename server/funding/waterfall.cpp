#include "funding/waterfall.h"

#include <algorithm>
#include <limits>

#include "base/check.h"

namespace emplooi::funding {

namespace {

/// Shares are compared in ten-thousandths of a cent, so that 33.33 % of a euro is exact until the split.
using Exact = __int128;
constexpr Exact exact_per_cent = 10'000;

bool accepts(const Accepted& accepted, const std::optional<std::string>& fact) {
  if (accepted.empty()) return true;
  return fact && std::find(accepted.begin(), accepted.end(), *fact) != accepted.end();
}

template <class SomeId>
std::optional<std::string> text_of(const std::optional<SomeId>& id) {
  if (!id) return std::nullopt;
  return to_string(*id);
}

/// The condition that the facts do not meet; empty if all are met.
std::string_view unmet(const Conditions& conditions, const Facts& facts) {
  if (!accepts(conditions.voucher_kinds, facts.voucher_kind)) return "other_voucher_kind";
  if (conditions.low_income && !facts.low_income) return "not_low_income";
  if (!accepts(conditions.complexes, text_of(facts.complex))) return "other_complex";
  if (!accepts(conditions.neighbourhoods, text_of(facts.neighbourhood))) return "other_neighbourhood";
  if (!accepts(conditions.service_domains, facts.service_domain)) return "other_service_domain";
  if (!accepts(conditions.track_kinds, facts.track_kind)) return "other_track";
  return {};
}

/// What the rule would like to pay, whatever its budget.
Exact claim_of(const Rule& rule, Cents gap, Cents left, int minutes) {
  switch (rule.share) {
    case ShareKind::cents_an_hour:
      return Exact{rule.share_value} * minutes * exact_per_cent / 60;
    case ShareKind::basis_points_of_gap:
      return Exact{gap.value} * rule.share_value;
    case ShareKind::remainder:
      return Exact{left.value} * exact_per_cent;
  }
  return 0;
}

/// One rule of a rank, while the rank is being split.
struct Claimant {
  const Rule* rule;
  Exact claim;
  Cents taken;
  /// Its budget cannot bear what it would take.
  bool is_exhausted = false;
};

using Claimants = std::vector<Claimant*>;

/// What they claim together, in whole cents.
Cents claimed_by(const Claimants& claimants) {
  Exact total = 0;
  for (const auto* claimant : claimants) total += claimant->claim;
  return {static_cast<std::int64_t>(std::min(total / exact_per_cent, Exact{std::numeric_limits<std::int64_t>::max()}))};
}

/// Splits `amount` in proportion to the claims: each gets the whole cents, and the cents left over go to the largest
/// remainders, ties to the earlier rule.
void split(Cents amount, const Claimants& claimants) {
  Exact total = 0;
  for (const auto* claimant : claimants) total += claimant->claim;
  if (total == 0) return;
  std::vector<std::pair<Exact, Claimant*>> remainders;
  Cents left = amount;
  for (auto* claimant : claimants) {
    const Exact portion = Exact{amount.value} * claimant->claim;
    claimant->taken = {static_cast<std::int64_t>(portion / total)};
    left -= claimant->taken;
    remainders.emplace_back(portion % total, claimant);
  }
  std::stable_sort(remainders.begin(), remainders.end(), [](auto& a, auto& b) { return a.first > b.first; });
  for (std::size_t i = 0; left > 0_cents; ++i, left -= 1_cents) remainders[i].second->taken += 1_cents;
}

/// The claimants of the first budget that cannot bear what they take together; none if all can.
Claimants beyond_their_budget(const Claimants& claimants, const Available& available) {
  std::map<BudgetId, Cents> taken;
  for (const auto* claimant : claimants) taken[claimant->rule->budget] += claimant->taken;
  Claimants beyond;
  for (auto* claimant : claimants) {
    const BudgetId budget = claimant->rule->budget;
    const bool is_same = beyond.empty() || beyond.front()->rule->budget == budget;
    if (is_same && taken[budget] > available.at(budget)) beyond.push_back(claimant);
  }
  return beyond;
}

/// Divides what is left of the gap over rules of one rank. Rules whose budget cannot bear their parts share what it has,
/// and the others divide the rest.
void divide_rank(std::vector<Claimant>& claimants, Cents left, const Available& available) {
  Claimants open;
  for (auto& claimant : claimants) open.push_back(&claimant);
  while (true) {
    split(std::min(left, claimed_by(open)), open);
    const auto beyond = beyond_their_budget(open, available);
    if (beyond.empty()) return;
    split(std::min(available.at(beyond.front()->rule->budget), claimed_by(beyond)), beyond);
    for (auto* claimant : beyond) {
      claimant->is_exhausted = true;
      left -= claimant->taken;
    }
    open.erase(std::remove_if(open.begin(), open.end(), [](auto* claimant) { return claimant->is_exhausted; }),
               open.end());
  }
}

std::string_view reason_for(const Claimant& claimant, const Available& available) {
  if (claimant.is_exhausted || available.at(claimant.rule->budget) == 0_cents) return "budget_exhausted";
  return claimant.taken == 0_cents ? "gap_is_closed" : "gave_its_share";
}

}  // namespace

Funded waterfall(Cents gap, int minutes, const std::vector<Rule>& rules, const Facts& facts,
                 const Available& available) {
  ensure(gap >= 0_cents && gap.value <= 100'000'000'000, "the gap lies within its bounds");
  Funded funded{{}, gap, {}};
  Available still = available;
  for (auto first = rules.begin(); first != rules.end();) {
    const auto last = std::find_if(first, rules.end(), [&](const Rule& rule) { return rule.rank != first->rank; });
    std::vector<Claimant> claimants;
    for (auto rule = first; rule != last; ++rule) {
      auto reason = unmet(rule->conditions, facts);
      if (reason.empty() && !still.contains(rule->budget)) reason = "budget_closed";
      if (reason.empty()) {
        claimants.push_back({&*rule, claim_of(*rule, gap, funded.uncovered, minutes), {}});
      } else {
        funded.verdicts.push_back({rule->id, rule->name, 0_cents, reason});
      }
    }
    divide_rank(claimants, funded.uncovered, still);
    for (const auto& claimant : claimants) {
      funded.verdicts.push_back({claimant.rule->id, claimant.rule->name, claimant.taken, reason_for(claimant, still)});
    }
    for (const auto& claimant : claimants) {
      if (claimant.taken == 0_cents) continue;
      funded.allocations.push_back({claimant.rule->id, claimant.rule->budget, claimant.taken});
      funded.uncovered -= claimant.taken;
      still.at(claimant.rule->budget) -= claimant.taken;
    }
    first = last;
  }
  return funded;
}

}  // namespace emplooi::funding
