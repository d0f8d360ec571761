#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "emplooi/funding/v1/funding.pb.h"
#include "funding/waterfall.h"
#include "identity/operations.h"
#include "store/invariant.h"

namespace emplooi::funding {

// For the other domains.

/// A budget as the waterfall sees it.
struct Budget {
  BudgetId id;
  FunderId funder;
  std::string source;
  bool takes_reservations = false;
  Cents available;

  using Columns = std::tuple<BudgetId, FunderId, std::string, bool, Cents>;
  bool is_prepaid() const { return source == "prepaid_hours"; }
};

/// The rules and budgets of a programme on one day.
struct RuleSet {
  ProgrammeId programme;
  std::vector<Rule> rules;
  std::map<BudgetId, Budget> budgets;

  /// What the open budgets have available.
  Available available() const;
};

RuleSet rules_on(Transaction&, ProgrammeId, Date);

/// Funding for vouchers that are about to be issued: cover() each, then post() once. Nothing is written before post().
class Issue {
 public:
  explicit Issue(RuleSet rules) : rules_(std::move(rules)), available_(rules_.available()) {}

  /// The allocations for one voucher. Refuses: funding_exhausted, whose facts say for each rule why it gave no more.
  Outcome<std::vector<Allocation>> cover(Cents gap, int minutes, const Facts& facts);
  /// Reserves what was covered, booked on `subject` (an order or campaign).
  Outcome<void> post(Transaction&, const Uuid& subject);

 private:
  RuleSet rules_;
  Available available_;
  std::vector<Allocation> covered_;
};

/// A voucher whose reservation is about to be spent, at the moment that its job is known.
struct Redemption {
  Cents gap;
  int minutes;
  Facts facts;
  std::vector<Allocation> reserved;
  ProviderId provider;
  VoucherId voucher;
};

/// Runs the waterfall again with the facts of the job, the voucher's own reservation counting as available; where the new run
/// falls short, the reservation stands. Spends it and returns what was spent. Always honours an issued voucher.
Outcome<std::vector<Allocation>> spend(Transaction&, const RuleSet&, const Redemption&);

/// Gives a voucher's reservation back to its budgets, last allocation first.
Outcome<void> release(Transaction&, ProgrammeId, std::string_view reason, std::span<const Allocation> allocations,
                      VoucherId);

/// The budget and rule that stand for hours bought in bulk: free vouchers of these complexes are paid from it.
struct PrepaidHours {
  ProgrammeId programme;
  CorporationId corporation;
  std::string name;
  Cents amount;
  Date starts_on;
  Date ends_on;
  int rank;
  std::vector<ComplexId> complexes;
};

struct PrepaidBudget {
  BudgetId budget;
  FundingRuleId rule;
};

/// Refuses: name_taken.
Outcome<PrepaidBudget> open_prepaid_budget(Transaction&, const PrepaidHours&);

// The operations.

/// Refuses: programme_not_found, funder_not_found, actor_not_allowed (another's budget), period_is_empty, name_taken,
/// field_out_of_bounds (prepaid hours are opened by their purchase).
Outcome<v1::OpenBudgetResponse> open_budget(Transaction&, const Actor&, const v1::OpenBudgetRequest&);
/// Refuses: budget_not_found (also another's), field_out_of_bounds (prepaid hours), ceiling_below_commitments (facts:
/// `committed_cents`).
Outcome<v1::ChangeBudgetCeilingResponse> change_budget_ceiling(Transaction&, const Actor&,
                                                               const v1::ChangeBudgetCeilingRequest&);
/// Refuses: budget_not_found (also another's), budget_closed.
Outcome<v1::CloseBudgetResponse> close_budget(Transaction&, const Actor&, const v1::CloseBudgetRequest&);
/// Funders and corporations see their own. Refuses: page_token_invalid.
Outcome<v1::ListBudgetsResponse> list_budgets(Transaction&, const Actor&, const v1::ListBudgetsRequest&);
/// Refuses: budget_not_found, budget_closed, field_missing (no share), complex_not_found, neighbourhood_not_found.
Outcome<v1::AddFundingRuleResponse> add_funding_rule(Transaction&, const Actor&, const v1::AddFundingRuleRequest&);
/// Refuses: funding_rule_not_found, funding_rule_ended, field_out_of_bounds (an end in the past).
Outcome<v1::EndFundingRuleResponse> end_funding_rule(Transaction&, const Actor&, const v1::EndFundingRuleRequest&);
/// Refuses: programme_not_found, terms_not_set.
Outcome<v1::ExplainFundingResponse> explain_funding(Transaction&, const Actor&, const v1::ExplainFundingRequest&);
/// Refuses: budget_not_found (also another's), budget_closed, field_out_of_bounds (not a re-integration budget),
/// provider_not_found, shares_do_not_add_up.
Outcome<v1::BuyTracksResponse> buy_tracks(Transaction&, const Actor&, const v1::BuyTracksRequest&);
/// Funders see what their budgets pay for. Refuses: page_token_invalid.
Outcome<v1::ListTrackPurchasesResponse> list_track_purchases(Transaction&, const Actor&,
                                                             const v1::ListTrackPurchasesRequest&);

void offer(Operations& operations);
std::span<const store::Invariant> invariants();
std::span<const store::Statement* const> statements();

}  // namespace emplooi::funding
