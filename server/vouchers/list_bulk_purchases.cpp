#include "base/paging.h"
#include "ledger/ledger.h"
#include "vouchers/invoice.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

namespace {

struct BulkPurchaseRow {
  BulkPurchaseId id;
  ProgrammeId programme;
  CorporationId corporation;
  std::string name;
  int hours;
  Cents amount;
  std::string bought_on;
  std::string ends_on;
  BudgetId budget;
  InvoiceId invoice;
  using Columns = std::tuple<BulkPurchaseId, ProgrammeId, CorporationId, std::string, int, Cents, std::string,
                             std::string, BudgetId, InvoiceId>;
};

v1::BulkPurchase purchase_in(Transaction& tx, const BulkPurchaseRow& row) {
  const auto balance = [&](ledger::Kind kind) { return ledger::balance(tx, row.programme, {kind, row.budget}).value; };
  v1::BulkPurchase purchase;
  purchase.set_bulk_purchase_id(to_string(row.id));
  purchase.set_programme_id(to_string(row.programme));
  purchase.set_corporation_id(to_string(row.corporation));
  purchase.set_name(row.name);
  purchase.set_hours(row.hours);
  purchase.set_amount_cents(row.amount.value);
  purchase.set_bought_on(row.bought_on);
  purchase.set_ends_on(row.ends_on);
  purchase.set_budget_id(to_string(row.budget));
  purchase.set_invoice_id(to_string(row.invoice));
  purchase.set_due_cents(due_of(tx, row.programme, row.invoice).value);
  purchase.set_available_cents(balance(ledger::Kind::budget_available));
  purchase.set_reserved_cents(balance(ledger::Kind::budget_reserved));
  purchase.set_spent_cents(balance(ledger::Kind::budget_spent));
  return purchase;
}

}  // namespace

Outcome<v1::ListBulkPurchasesResponse> list_bulk_purchases(Transaction& tx, const Actor& actor,
                                                           const v1::ListBulkPurchasesRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<BulkPurchaseRow>(sql::list_bulk_purchases, ProgrammeId::of(request.programme_id()), paging.after,
                                      actor.only(), paging.limit());
  v1::ListBulkPurchasesResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const BulkPurchaseRow& row) { return row.id; }));
  for (const auto& row : rows) *response.add_bulk_purchases() = purchase_in(tx, row);
  return response;
}

}  // namespace emplooi::vouchers
