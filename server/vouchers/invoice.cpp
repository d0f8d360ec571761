#include "vouchers/invoice.h"

#include "ledger/ledger.h"
#include "vouchers/vouchers.sql.h"

namespace emplooi::vouchers {

InvoiceId add_invoice(Transaction& tx, ProgrammeId programme, const Uuid& buyer, Cents amount) {
  const auto id = tx.new_id<InvoiceId>();
  tx.run(sql::add_invoice, id, programme, buyer, tx.today(), amount);
  return id;
}

Cents due_of(Transaction& tx, ProgrammeId programme, InvoiceId id) {
  return ledger::balance(tx, programme, {ledger::Kind::receivable_buyer, id});
}

Outcome<void> check_payment(Cents paid, Cents due) {
  if (paid == due) return {};
  auto refused = refuse(REFUSAL_PAYMENT_DIFFERS, to_string(due) + " is due");
  refused.facts["due_cents"] = std::to_string(due.value);
  return refused;
}

}  // namespace emplooi::vouchers
