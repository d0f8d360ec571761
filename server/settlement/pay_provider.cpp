#include "settlement/payment.h"
#include "settlement/settlement.h"

namespace emplooi::settlement {

using ledger::Kind;

Outcome<v1::PayProviderResponse> pay_provider(Transaction& tx, const Actor&, const v1::PayProviderRequest& request) {
  const auto statement = TRY(statement_to_pay(tx, "provider", request.statement_id(), Cents{request.amount_cents()}));
  const ledger::Transfer payment[] = {either_way({Kind::payable_provider, statement.party},
                                                 {Kind::cash, statement.programme}, statement.total, statement.id)};
  TRY(pay(tx, statement, "provider_payment", payment));
  return v1::PayProviderResponse();
}

}  // namespace emplooi::settlement
