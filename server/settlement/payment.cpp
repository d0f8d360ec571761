#include "settlement/payment.h"

#include "settlement/settlement.sql.h"
#include "vouchers/invoice.h"

namespace emplooi::settlement {

Outcome<Statement> statement_to_pay(Transaction& tx, const std::string& party_kind, const std::string& id,
                                    Cents amount) {
  auto statement = tx.one<Statement>(sql::statement, StatementId::of(id));
  if (!statement || statement->party_kind != party_kind) return refuse(REFUSAL_STATEMENT_NOT_FOUND);
  if (statement->due() == 0_cents) return refuse(REFUSAL_INVOICE_NOT_OPEN, "nothing is due on this statement");
  TRY(vouchers::check_payment(amount, statement->due()));
  return *std::move(statement);
}

ledger::Transfer either_way(const ledger::Account& debit, const ledger::Account& credit, Cents amount,
                            const Uuid& subject) {
  if (amount >= 0_cents) return {debit, credit, amount, subject};
  return {credit, debit, 0_cents - amount, subject};
}

Outcome<void> pay(Transaction& tx, const Statement& statement, std::string_view reason,
                  std::span<const ledger::Transfer> transfers) {
  TRY(ledger::post(tx, statement.programme, reason, transfers));
  tx.run(sql::add_payment, statement.id, tx.today());
  return {};
}

}  // namespace emplooi::settlement
