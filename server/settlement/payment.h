#pragma once

#include "ledger/ledger.h"
#include "settlement/statement.h"

namespace emplooi::settlement {

/// The statement of a 'funder' or 'provider', if exactly `amount` is due on it. Refuses: statement_not_found (also of
/// another kind of party), invoice_not_open (paid before, or nothing to pay), payment_differs (facts: `due_cents`).
Outcome<Statement> statement_to_pay(Transaction& tx, const std::string& party_kind, const std::string& id,
                                    Cents amount);

/// Debits one account and credits the other, or the reverse for a negative amount.
ledger::Transfer either_way(const ledger::Account& debit, const ledger::Account& credit, Cents amount,
                            const Uuid& subject);

/// Books the payment and marks the statement paid.
Outcome<void> pay(Transaction& tx, const Statement& statement, std::string_view reason,
                  std::span<const ledger::Transfer> transfers);

}  // namespace emplooi::settlement
