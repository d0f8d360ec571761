#include "funding/track_purchases.h"

#include "funding/budget.h"
#include "funding/funding.sql.h"
#include "ledger/ledger.h"

namespace emplooi::funding {

namespace {

using ledger::Kind;

std::string_view word_of(Milestone milestone) {
  static constexpr std::string_view words[] = {"start", "halfway", "end", "outflow"};
  return words[static_cast<std::size_t>(milestone)];
}

}  // namespace

Outcome<void> begin_track(Transaction& tx, TrackPurchaseId purchase, TrackId track, std::string_view kind) {
  const auto bought_kind = tx.one<std::string>(sql::purchase_kind, purchase);
  if (!bought_kind || *bought_kind != kind) return refuse(REFUSAL_TRACK_PURCHASE_NOT_FOUND);
  const auto taken = tx.one<ProgrammeId, BudgetId, Cents>(sql::take_track, purchase, kind);
  if (!taken) return refuse(REFUSAL_PURCHASE_EXHAUSTED);
  const auto& [programme, budget, price] = *taken;
  const auto set = rules_on(tx, programme, tx.today());
  const auto& state = set.budgets.at(budget);
  if (!state.takes_reservations) return refuse(REFUSAL_BUDGET_CLOSED);
  if (state.available < price) return refuse(REFUSAL_BUDGET_EXHAUSTED);
  tx.run(sql::add_funded_track, track, purchase, price);
  const ledger::Transfer reserve[] = {
      {{Kind::budget_available, budget}, {Kind::budget_reserved, budget}, price, track}};
  TRY(ledger::post(tx, programme, "reserve_track", reserve));
  charge_milestone(tx, track, Milestone::start);
  return {};
}

void charge_milestone(Transaction& tx, TrackId track, Milestone milestone) {
  const auto instalment = tx.one<ProgrammeId, BudgetId, ProviderId, Cents>(sql::instalment, track, word_of(milestone));
  if (!instalment) return;
  const auto& [programme, budget, provider, amount] = *instalment;
  tx.run(sql::add_charge, track, word_of(milestone), amount);
  ensure(tx.run(sql::charge_track, track, amount) == 1, "a milestone is charged from the track's reservation");
  const ledger::Transfer spend[] = {
      {{Kind::budget_reserved, budget}, {Kind::budget_spent, budget}, amount, track},
      {{Kind::receivable_funder, budget}, {Kind::payable_provider, provider}, amount, track}};
  ensure(ledger::post(tx, programme, "track", spend).has_value(), "a reservation can be spent");
}

void release_track(Transaction& tx, TrackId track) {
  const auto found = tx.one<ProgrammeId, BudgetId, Cents>(sql::reservation_of_track, track);
  if (!found) return;
  const auto& [programme, budget, reserved] = *found;
  tx.run(sql::release_track, track, reserved);
  const ledger::Transfer release[] = {
      {{Kind::budget_reserved, budget}, {Kind::budget_available, budget}, reserved, track}};
  ensure(ledger::post(tx, programme, "release_track", release).has_value(), "a reservation can be released");
}

}  // namespace emplooi::funding
