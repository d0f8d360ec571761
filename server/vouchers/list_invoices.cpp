#include "base/paging.h"
#include "vouchers/invoice.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

namespace {

struct Row {
  InvoiceId id;
  ProgrammeId programme;
  Uuid buyer;
  std::string issued_on;
  Cents amount;
  using Columns = std::tuple<InvoiceId, ProgrammeId, Uuid, std::string, Cents>;
};

}  // namespace

Outcome<v1::ListInvoicesResponse> list_invoices(Transaction& tx, const Actor& actor,
                                                const v1::ListInvoicesRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  auto rows = tx.all<Row>(sql::list_invoices, ProgrammeId::of(request.programme_id()), paging.after, actor.only(),
                          paging.limit());
  v1::ListInvoicesResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const Row& row) { return row.id; }));
  for (const auto& row : rows) {
    auto& invoice = *response.add_invoices();
    invoice.set_invoice_id(to_string(row.id));
    invoice.set_programme_id(to_string(row.programme));
    invoice.set_buyer_id(to_string(row.buyer));
    invoice.set_issued_on(row.issued_on);
    invoice.set_amount_cents(row.amount.value);
    invoice.set_due_cents(due_of(tx, row.programme, row.id).value);
  }
  return response;
}

}  // namespace emplooi::vouchers
