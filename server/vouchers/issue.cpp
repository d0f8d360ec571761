#include "vouchers/issue.h"

#include "base/check.h"
#include "vouchers/code.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

funding::Facts Batch::facts() const { return {kind, low_income, complex, neighbourhood, {}, {}}; }

Batch batch_under(const organisations::Terms& terms, ProgrammeId programme, Date today) {
  Batch batch;
  batch.programme = programme;
  batch.face = for_minutes(terms.market_tariff, terms.voucher_minutes);
  batch.minutes = terms.voucher_minutes;
  batch.issued_on = today;
  batch.expires_on = terms.last_valid_day(today);
  return batch;
}

Outcome<std::vector<std::vector<funding::Allocation>>> cover(funding::Issue& issue, const Batch& batch) {
  std::vector<std::vector<funding::Allocation>> funded;
  for (const Cents price : batch.prices) {
    funded.push_back(TRY(issue.cover(batch.face - price, batch.minutes, batch.facts())));
  }
  return funded;
}

std::vector<VoucherId> add_vouchers(Transaction& tx, const Batch& batch,
                                    const std::vector<std::vector<funding::Allocation>>& funded) {
  std::vector<VoucherId> ids;
  for (std::size_t i = 0; i < batch.prices.size(); ++i) {
    const auto id = tx.new_id<VoucherId>();
    tx.run(sql::add_voucher, id, batch.programme, batch.household, batch.resident, batch.kind, new_code(tx),
           batch.minutes, batch.face, batch.prices[i], batch.issue, batch.invoice, batch.issued_on, batch.expires_on,
           batch.low_income, batch.complex, batch.neighbourhood);
    replace_allocations(tx, id, funded[i]);
    ids.push_back(id);
  }
  return ids;
}

std::vector<funding::Allocation> allocations_of(Transaction& tx, VoucherId id) {
  std::vector<funding::Allocation> allocations;
  for (const auto& [rule, budget, amount] : tx.all<FundingRuleId, BudgetId, Cents>(sql::allocations, id)) {
    allocations.push_back({rule, budget, amount});
  }
  return allocations;
}

void replace_allocations(Transaction& tx, VoucherId id, const std::vector<funding::Allocation>& allocations) {
  tx.run(sql::drop_allocations, id);
  int line = 0;
  for (const auto& [rule, budget, amount] : allocations) {
    tx.run(sql::add_allocation, id, line++, rule, budget, amount);
  }
}

void release_funding(Transaction& tx, const Voucher& voucher, std::string_view reason) {
  const auto allocations = allocations_of(tx, voucher.id);
  if (allocations.empty()) return;
  ensure(funding::release(tx, voucher.programme, reason, allocations, voucher.id).has_value(),
         "a reservation can be released");
  tx.run(sql::drop_allocations, voucher.id);
}

Refused refusal_by_state(const Voucher& voucher, Date today) {
  if (voucher.state == "redeemed") return refuse(REFUSAL_VOUCHER_ALREADY_REDEEMED);
  if (voucher.state == "blocked") return refuse(REFUSAL_VOUCHER_BLOCKED);
  if (voucher.state == "refunded") return refuse(REFUSAL_VOUCHER_REFUNDED);
  if (voucher.state == "reserved") return refuse(REFUSAL_VOUCHER_RESERVED);
  ensure(voucher.state == "expired" || voucher.expires_on < today, "a voucher is refused for a reason");
  return refuse(REFUSAL_VOUCHER_EXPIRED);
}

Outcome<Voucher> voucher_for(Transaction& tx, const Actor& actor, VoucherId id) {
  auto found = TRY(voucher(tx, id));
  if (const auto only = actor.only()) {
    const auto self = residents::resident(tx, ResidentId(*only));
    if (!self || self->household != found.household) return refuse(REFUSAL_VOUCHER_NOT_FOUND);
  }
  return found;
}

}  // namespace emplooi::vouchers
