#include "vouchers/vouchers.h"

#include <algorithm>

#include "base/check.h"
#include "ledger/ledger.h"
#include "vouchers/issue.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

namespace {

using ledger::Kind;

/// Why the voucher cannot be spent for this job.
Refused refusal_for(Transaction& tx, VoucherId id, const JobFacts& job) {
  const auto found = voucher(tx, id);
  if (!found) return found.error();
  if (found->household != job.household) return refuse(REFUSAL_VOUCHER_OF_OTHER_HOUSEHOLD);
  if (found->programme != job.programme) return refuse(REFUSAL_VOUCHER_OF_OTHER_PROGRAMME);
  if (found->state == "reserved" && found->job != job.job) return refuse(REFUSAL_VOUCHER_RESERVED_ELSEWHERE);
  return refusal_by_state(*found, tx.today());
}

funding::Facts facts_of(const Voucher& voucher, const JobFacts& job) {
  return {voucher.kind, voucher.low_income, voucher.complex, voucher.neighbourhood, job.service_domain, job.track_kind};
}

constexpr store::Invariant all_invariants[] = {
    {"paid + allocations = face", &sql::face_not_covered},
    {"a voucher that cannot be spent reserves nothing", &sql::released_but_allocated},
    {"the float is what was paid for vouchers not yet redeemed", &sql::float_differs},
    {"a budget's reservations are its vouchers' and tracks'", &sql::reservations_differ},
};

}  // namespace

Outcome<Voucher> voucher(Transaction& tx, VoucherId id) {
  auto found = tx.one<Voucher>(sql::voucher, id);
  if (!found) return refuse(REFUSAL_VOUCHER_NOT_FOUND);
  return *std::move(found);
}

Outcome<void> reserve(Transaction& tx, VoucherId id, const JobFacts& job) {
  if (tx.run(sql::reserve, id, job.job, tx.today(), job.household, job.programme) == 1) return {};
  return refusal_for(tx, id, job);
}

Outcome<void> reserve_oldest(Transaction& tx, const JobFacts& job, int count, Date day) {
  const auto ids = tx.all<VoucherId>(sql::spendable, job.household, job.programme, day, count);
  if (ids.size() < static_cast<std::size_t>(count)) {
    auto refused = refuse(REFUSAL_VOUCHERS_NOT_ENOUGH);
    refused.facts["needed"] = std::to_string(count);
    refused.facts["spendable"] = std::to_string(ids.size());
    return refused;
  }
  for (const auto& id : ids) TRY(reserve(tx, id, job));
  return {};
}

int count_reserved(Transaction& tx, JobId job) {
  return static_cast<int>(tx.all<VoucherId>(sql::reserved_for_job, job).size());
}

int count_redeemed(Transaction& tx, JobId job) {
  return static_cast<int>(tx.all<VoucherId, RecordId>(sql::redeemed_for_job, job).size());
}

void release_beyond(Transaction& tx, JobId job, int keep, VoucherId chosen) {
  auto reserved = tx.all<VoucherId>(sql::reserved_for_job, job);
  std::stable_partition(reserved.begin(), reserved.end(), [&](VoucherId id) { return id == chosen; });
  for (std::size_t i = static_cast<std::size_t>(keep); i < reserved.size(); ++i) tx.run(sql::unreserve, reserved[i]);
}

Outcome<Cents> redeem(Transaction& tx, VoucherId id, const JobFacts& job, const funding::RuleSet& rules) {
  const auto redeemed =
      tx.one<Voucher>(sql::redeem, id, job.job, tx.now(), tx.record(), job.household, job.programme, tx.today());
  if (!redeemed) return refusal_for(tx, id, job);
  const ledger::Transfer paid[] = {
      {{Kind::voucher_float, job.programme}, {Kind::payable_provider, job.provider}, redeemed->paid, id}};
  TRY(ledger::post(tx, job.programme, "redeem", paid));
  const auto reserved = allocations_of(tx, id);
  if (reserved.empty()) return redeemed->face;
  const auto spent = TRY(funding::spend(
      tx, rules,
      {redeemed->face - redeemed->paid, redeemed->minutes, facts_of(*redeemed, job), reserved, job.provider, id}));
  if (spent != reserved) replace_allocations(tx, id, spent);
  return redeemed->face;
}

Outcome<int> redeem_reserved(Transaction& tx, const JobFacts& job) {
  // The rules are read anew for each voucher: the one before it has moved the budgets.
  const auto ids = tx.all<VoucherId>(sql::reserved_for_job, job.job);
  for (const auto& id : ids) TRY(redeem(tx, id, job, funding::rules_on(tx, job.programme, tx.today())));
  return static_cast<int>(ids.size());
}

int undo_redemptions(Transaction& tx, JobId job) {
  const auto redeemed = tx.all<VoucherId, RecordId>(sql::redeemed_for_job, job);
  for (const auto& [id, record] : redeemed) {
    const auto found = voucher(tx, id).value();
    ledger::mirror(tx, found.programme, record, "redeem", id, "undo_redemption");
    tx.run(sql::undo_redemption, id);
  }
  return static_cast<int>(redeemed.size());
}

void offer(Operations& operations) {
  operations.add(order_vouchers);
  operations.add(pay_order);
  operations.add(cancel_order);
  operations.add(buy_hours);
  operations.add(pay_invoice);
  operations.add(list_invoices);
  operations.add(list_bulk_purchases);
  operations.add(list_campaigns);
  operations.add(open_campaign);
  operations.add(preview_campaign);
  operations.add(hand_out_campaign);
  operations.add(issue_free_vouchers);
  operations.add(reverse_campaign);
  operations.add(take_back_vouchers);
  operations.add(block_voucher);
  operations.add(reissue_voucher);
  operations.add(refund_voucher);
  operations.add(expire_vouchers);
  operations.add(warn_of_expiry);
  operations.add(get_voucher);
  operations.add(find_voucher);
  operations.add(list_vouchers);
}

std::span<const store::Invariant> invariants() { return all_invariants; }
std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::vouchers
