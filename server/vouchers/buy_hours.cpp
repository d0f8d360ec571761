#include "ledger/ledger.h"
#include "vouchers/invoice.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

namespace {

using ledger::Kind;

/// Refuses: actor_not_allowed, corporation_not_found.
Outcome<CorporationId> buyer_of(Transaction& tx, const Actor& actor, const v1::BuyHoursRequest& request) {
  const auto id = CorporationId::of(request.corporation_id());
  if (actor.only().value_or(id) != id) return refuse(REFUSAL_ACTOR_NOT_ALLOWED);
  return TRY(organisations::corporation(tx, id)).id;
}

/// Refuses: complex_not_found (also another corporation's).
Outcome<std::vector<ComplexId>> complexes_of(Transaction& tx, CorporationId corporation,
                                             const v1::BuyHoursRequest& request) {
  std::vector<ComplexId> complexes;
  for (const auto& text : request.complex_ids()) {
    const auto complex = TRY(organisations::complex(tx, ComplexId::of(text)));
    if (complex.corporation != corporation) return refuse(REFUSAL_COMPLEX_NOT_FOUND);
    complexes.push_back(complex.id);
  }
  return complexes;
}

}  // namespace

Outcome<v1::BuyHoursResponse> buy_hours(Transaction& tx, const Actor& actor, const v1::BuyHoursRequest& request) {
  const auto corporation = TRY(buyer_of(tx, actor, request));
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  if (!programme.runs_on(tx.today())) return refuse(REFUSAL_PROGRAMME_NOT_RUNNING);
  const auto terms = TRY(organisations::terms_on(tx, programme.id, tx.today()));
  auto complexes = TRY(complexes_of(tx, corporation, request));
  const auto ends_on = *parse_date(request.ends_on());
  if (ends_on < tx.today()) return refuse(REFUSAL_PERIOD_IS_EMPTY);
  const Cents amount = terms.market_tariff * request.hours();
  const int rank = request.rank() == 0 ? 1 : request.rank();
  const auto prepaid = TRY(funding::open_prepaid_budget(
      tx, {programme.id, corporation, request.name(), amount, tx.today(), ends_on, rank, std::move(complexes)}));

  const auto id = tx.new_id<BulkPurchaseId>();
  const auto invoice = add_invoice(tx, programme.id, corporation, amount);
  tx.run(sql::add_bulk_purchase, id, programme.id, corporation, request.hours(), prepaid.budget, prepaid.rule, invoice);
  const ledger::Transfer sale[] = {
      {{Kind::receivable_buyer, invoice}, {Kind::prepaid_hours, prepaid.budget}, amount, id}};
  TRY(ledger::post(tx, programme.id, "sale", sale));
  v1::BuyHoursResponse response;
  response.set_bulk_purchase_id(to_string(id));
  response.set_budget_id(to_string(prepaid.budget));
  response.set_invoice_id(to_string(invoice));
  response.set_amount_cents(amount.value);
  return response;
}

}  // namespace emplooi::vouchers
