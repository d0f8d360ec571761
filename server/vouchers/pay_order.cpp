#include <algorithm>

#include "ledger/ledger.h"
#include "vouchers/invoice.h"
#include "vouchers/order.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

namespace {

using ledger::Kind;

Batch batch_of(const organisations::Terms& terms, const Order& order, const residents::Resident& resident, Date today) {
  Batch batch = batch_under(terms, order.programme, today);
  batch.household = resident.household;
  batch.resident = resident.id;
  batch.kind = order.kind;
  batch.issue = order.id;
  batch.low_income = resident.low_income;
  batch.complex = resident.complex;
  batch.neighbourhood = resident.neighbourhood;
  return batch;
}

/// The price of each voucher of the order.
std::vector<Cents> prices_of(Transaction& tx, OrderId order) {
  std::vector<Cents> prices;
  for (const auto& [count, price] : tx.all<int, Cents>(sql::order_lines, order)) {
    prices.insert(prices.end(), static_cast<std::size_t>(count), price);
  }
  return prices;
}

Cents sum_of(const std::vector<Cents>& prices) {
  Cents sum;
  for (const Cents price : prices) sum += price;
  return sum;
}

}  // namespace

Outcome<v1::PayOrderResponse> pay_order(Transaction& tx, const Actor& actor, const v1::PayOrderRequest& request) {
  const auto order = TRY(open_order_for(tx, actor, OrderId::of(request.order_id())));
  if (request.method() != v1::PAYMENT_METHOD_INVOICE && actor.role == ROLE_RESIDENT) {
    return refuse(REFUSAL_ACTOR_NOT_ALLOWED, "what is paid at once is noted by a coordinator, who saw it");
  }
  const auto resident = TRY(residents::living_resident(tx, order.resident));
  const auto programme = TRY(organisations::programme(tx, order.programme));
  if (!programme.runs_on(tx.today())) return refuse(REFUSAL_PROGRAMME_NOT_RUNNING);
  const auto terms = TRY(organisations::terms_on(tx, order.programme, tx.today()));
  Batch batch = batch_of(terms, order, resident, tx.today());
  batch.prices = prices_of(tx, order.id);
  const Cents total = sum_of(batch.prices);
  if (*std::max_element(batch.prices.begin(), batch.prices.end()) > batch.face) {
    return refuse(REFUSAL_ORDER_NOT_OPEN, "the tariffs have changed: order again");
  }
  TRY(check_payment(Cents{request.amount_cents()}, total));
  TRY(check_ceilings(terms, bought_this_year(tx, order.programme, resident), static_cast<int>(batch.prices.size())));
  funding::Issue issue(funding::rules_on(tx, order.programme, tx.today()));
  const auto funded = TRY(cover(issue, batch));

  const bool is_on_invoice = request.method() == v1::PAYMENT_METHOD_INVOICE && total > 0_cents;
  if (is_on_invoice) batch.invoice = add_invoice(tx, order.programme, resident.household, total);
  tx.run(sql::finish_order, order.id, is_on_invoice ? "invoiced" : "paid", batch.invoice);
  TRY(issue.post(tx, order.id));
  const ledger::Account source = is_on_invoice ? ledger::Account{Kind::receivable_buyer, *batch.invoice}
                                               : ledger::Account{Kind::cash, order.programme};
  const ledger::Transfer sale[] = {{source, {Kind::voucher_float, order.programme}, total, order.id}};
  TRY(ledger::post(tx, order.programme, "sale", sale));

  v1::PayOrderResponse response;
  for (const auto& id : add_vouchers(tx, batch, funded)) response.add_voucher_ids(to_string(id));
  response.set_expires_on(to_string(batch.expires_on));
  if (batch.invoice) response.set_invoice_id(to_string(*batch.invoice));
  return response;
}

}  // namespace emplooi::vouchers
