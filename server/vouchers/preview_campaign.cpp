#include "vouchers/campaign.h"

namespace emplooi::vouchers {

namespace {

/// Households looked at in one go.
constexpr int page = 500;

struct Cost {
  std::int64_t households = 0;
  std::int64_t vouchers = 0;
  std::map<BudgetId, Cents> by_budget;
  Cents uncovered;
};

/// The waterfall for one more household, voucher by voucher, as handing out would do it.
void add_household(Cost& cost, funding::Available& available, const funding::RuleSet& rules, const Batch& batch,
                   int vouchers) {
  ++cost.households;
  for (int i = 0; i < vouchers; ++i) {
    const auto funded = funding::waterfall(batch.face, batch.minutes, rules.rules, batch.facts(), available);
    ++cost.vouchers;
    cost.uncovered += funded.uncovered;
    for (const auto& allocation : funded.allocations) {
      cost.by_budget[allocation.budget] += allocation.amount;
      available.at(allocation.budget) -= allocation.amount;
    }
  }
}

/// The households that the campaign would reach, as they stand in line.
Outcome<std::vector<residents::Household>> all_reached(Transaction& tx, const Campaign& campaign) {
  std::vector<residents::Household> reached;
  HouseholdId after;
  while (true) {
    const auto households = next_households(tx, campaign, after, page);
    for (const auto& id : households) reached.push_back(TRY(residents::household(tx, id)));
    if (households.size() < page) return reached;
    after = households.back();
  }
}

Outcome<Cost> cost_of(Transaction& tx, const Actor& actor, const Campaign& campaign) {
  const auto terms = TRY(organisations::terms_on(tx, campaign.programme, tx.today()));
  const auto rules = funding::rules_on(tx, campaign.programme, tx.today());
  const auto reached = TRY(all_reached(tx, campaign));
  std::map<CampaignGroup, std::int64_t> counts;
  for (const auto& household : reached) ++counts[{household.complex, household.low_income}];
  auto left = told_of(actor, counts);
  auto available = rules.available();
  Cost cost;
  for (const auto& household : reached) {
    if (left[{household.complex, household.low_income}]-- <= 0) continue;
    const auto batch = free_batch(terms, campaign, household, tx.today());
    add_household(cost, available, rules, batch, campaign.vouchers_per_household);
  }
  return cost;
}

}  // namespace

Outcome<v1::PreviewCampaignResponse> preview_campaign(Transaction& tx, const Actor& actor,
                                                      const v1::PreviewCampaignRequest& request) {
  const auto campaign = TRY(campaign_for(tx, actor, CampaignId::of(request.campaign_id())));
  const auto cost = TRY(cost_of(tx, actor, campaign));
  v1::PreviewCampaignResponse response;
  if (actor.only() && cost.households == 0) {
    response.set_fewer_than_ten(true);
    return response;
  }
  response.set_households(cost.households);
  response.set_vouchers(cost.vouchers);
  response.set_uncovered_cents(cost.uncovered.value);
  for (const auto& [budget, amount] : cost.by_budget) {
    auto& one = *response.add_costs();
    one.set_budget_id(to_string(budget));
    one.set_amount_cents(amount.value);
  }
  return response;
}

}  // namespace emplooi::vouchers
