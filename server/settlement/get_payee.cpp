#include "settlement/settlement.h"
#include "settlement/settlement.sql.h"
#include "settlement/statement.h"

namespace emplooi::settlement {

Outcome<v1::GetPayeeResponse> get_payee(Transaction& tx, const Actor& actor, const v1::GetPayeeRequest& request) {
  const auto statement = TRY(statement_for(tx, actor, StatementId::of(request.statement_id())));
  const auto payee = payee_of(tx, statement);
  if (!payee) return refuse(REFUSAL_BANK_DETAILS_NOT_FOUND);
  v1::GetPayeeResponse response;
  response.set_iban(payee->iban);
  response.set_account_holder(payee->account_holder);
  response.set_due_cents(statement.due().value);
  return response;
}

}  // namespace emplooi::settlement
