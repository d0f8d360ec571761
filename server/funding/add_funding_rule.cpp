#include "base/words.h"
#include "funding/budget.h"
#include "funding/funding.sql.h"
#include "organisations/organisations.h"

namespace emplooi::funding {

namespace {

struct StoredShare {
  std::string_view kind;
  std::int64_t value;
};

Outcome<StoredShare> stored(const v1::Share& share) {
  switch (share.share_case()) {
    case v1::Share::kCentsAnHour:
      return StoredShare{"cents_an_hour", share.cents_an_hour()};
    case v1::Share::kBasisPointsOfGap:
      return StoredShare{"basis_points_of_gap", share.basis_points_of_gap()};
    case v1::Share::kRemainder:
      if (!share.remainder()) break;
      return StoredShare{"remainder", 0};
    case v1::Share::SHARE_NOT_SET:
      break;
  }
  auto refused = refuse(REFUSAL_FIELD_MISSING, "a share is cents, basis points or the remainder");
  refused.field = "share";
  return refused;
}

struct Condition {
  std::string_view fact;
  std::string value;
};

/// Refuses: complex_not_found, neighbourhood_not_found.
Outcome<std::vector<Condition>> stored(Transaction& tx, const v1::FundingConditions& conditions) {
  std::vector<Condition> all;
  for (const int kind : conditions.voucher_kinds()) {
    all.push_back({"voucher_kind", word_of(static_cast<v1::VoucherKind>(kind))});
  }
  for (const auto& id : conditions.complex_ids()) {
    all.push_back({"complex", to_string(TRY(organisations::complex(tx, ComplexId::of(id))).id)});
  }
  for (const auto& id : conditions.neighbourhood_ids()) {
    all.push_back({"neighbourhood", to_string(TRY(organisations::neighbourhood(tx, NeighbourhoodId::of(id))).id)});
  }
  for (const int domain : conditions.service_domains()) {
    all.push_back({"service_domain", word_of(static_cast<catalogue::v1::ServiceDomain>(domain))});
  }
  for (const int kind : conditions.track_kinds()) {
    all.push_back({"track", word_of(static_cast<participants::v1::TrackKind>(kind))});
  }
  return all;
}

}  // namespace

Outcome<v1::AddFundingRuleResponse> add_funding_rule(Transaction& tx, const Actor& actor,
                                                     const v1::AddFundingRuleRequest& request) {
  const auto budget = TRY(budget_for(tx, actor, BudgetId::of(request.budget_id())));
  if (budget.closed) return refuse(REFUSAL_BUDGET_CLOSED);
  const auto share = TRY(stored(request.share()));
  const auto conditions = TRY(stored(tx, request.conditions()));
  const auto id = tx.new_id<FundingRuleId>();
  tx.run(sql::add_rule, id, budget.programme, budget.id, request.name(), request.rank(), share.kind, share.value,
         request.conditions().low_income());
  for (const auto& [fact, value] : conditions) tx.run(sql::add_condition, id, fact, value, budget.programme);
  v1::AddFundingRuleResponse response;
  response.set_rule_id(to_string(id));
  return response;
}

}  // namespace emplooi::funding
