#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/money.h"

namespace emplooi::funding {

/// What is known of a voucher when it is funded. The job's facts are unknown while it is only being issued.
struct Facts {
  /// 'free', 'reduced' or 'market'.
  std::string voucher_kind;
  bool low_income = false;
  std::optional<ComplexId> complex;
  std::optional<NeighbourhoodId> neighbourhood;
  /// 'welfare', 'housing' or 'care'.
  std::optional<std::string> service_domain;
  /// Of the participant who did the job: 'orientation', 'activation' or 'placement'.
  std::optional<std::string> track_kind;
};

/// Values of one fact; empty means that the rule does not ask for it.
using Accepted = std::vector<std::string>;

struct Conditions {
  Accepted voucher_kinds;
  bool low_income = false;
  Accepted complexes;
  Accepted neighbourhoods;
  Accepted service_domains;
  Accepted track_kinds;
};

enum class ShareKind { cents_an_hour, basis_points_of_gap, remainder };

struct Rule {
  FundingRuleId id;
  BudgetId budget;
  std::string name;
  int rank = 0;
  ShareKind share = ShareKind::remainder;
  /// Cents an hour, or basis points; nothing for the remainder.
  std::int64_t share_value = 0;
  Conditions conditions;
};

/// What a rule pays of one voucher.
struct Allocation {
  FundingRuleId rule;
  BudgetId budget;
  Cents amount;
  friend bool operator==(const Allocation&, const Allocation&) = default;
};

struct Verdict {
  FundingRuleId rule;
  std::string name;
  Cents amount;
  /// As RuleVerdict.reason in funding.proto.
  std::string_view reason;
};

struct Funded {
  /// In the order of rank and rule id; amounts are positive.
  std::vector<Allocation> allocations;
  /// What no rule would pay.
  Cents uncovered;
  std::vector<Verdict> verdicts;
};

/// What budgets have available now; a budget that is not in it takes no reservations.
using Available = std::map<BudgetId, Cents>;

/// The funding waterfall of one voucher (mission §3): rules in rank order each take the least of their share, what is left
/// of the gap and what is left of their budget. Rules of equal rank split what is left by largest remainder, ties by rule
/// id; what a budget cannot bear falls to the others of its rank as far as their shares go. Pure, and the same every time.
/// `rules` are in the order of rank and rule id; `gap` lies in 0 to EUR 1,000 million; `minutes` are the voucher's.
Funded waterfall(Cents gap, int minutes, const std::vector<Rule>& rules, const Facts& facts,
                 const Available& available);

}  // namespace emplooi::funding
