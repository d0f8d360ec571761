#pragma once

#include "vouchers/issue.h"

namespace emplooi::vouchers {

/// Writes an invoice; the caller books what it is for on the receivable of its id.
InvoiceId add_invoice(Transaction& tx, ProgrammeId programme, const Uuid& buyer, Cents amount);

/// What of an invoice is not paid yet.
Cents due_of(Transaction& tx, ProgrammeId programme, InvoiceId id);

/// Refuses an amount that is not what is due, and says what is.
Outcome<void> check_payment(Cents paid, Cents due);

}  // namespace emplooi::vouchers
