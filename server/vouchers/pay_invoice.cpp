#include "ledger/ledger.h"
#include "vouchers/invoice.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

Outcome<v1::PayInvoiceResponse> pay_invoice(Transaction& tx, const Actor& actor, const v1::PayInvoiceRequest& request) {
  const auto id = InvoiceId::of(request.invoice_id());
  const auto invoice = tx.one<ProgrammeId, Uuid>(sql::invoice, id);
  if (!invoice) return refuse(REFUSAL_INVOICE_NOT_FOUND);
  const auto& [programme, buyer] = *invoice;
  if (actor.only().value_or(buyer) != buyer) return refuse(REFUSAL_INVOICE_NOT_FOUND);
  const Cents due = due_of(tx, programme, id);
  if (due == 0_cents) return refuse(REFUSAL_INVOICE_NOT_OPEN);
  TRY(check_payment(Cents{request.amount_cents()}, due));
  const ledger::Transfer payment[] = {{{ledger::Kind::cash, programme}, {ledger::Kind::receivable_buyer, id}, due, id}};
  TRY(ledger::post(tx, programme, "payment", payment));
  return v1::PayInvoiceResponse();
}

}  // namespace emplooi::vouchers
