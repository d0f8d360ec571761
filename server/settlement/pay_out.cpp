#include "ledger/ledger.h"
#include "residents/residents.h"
#include "settlement/settlement.h"
#include "vouchers/invoice.h"

namespace emplooi::settlement {

using ledger::Kind;

Outcome<v1::PayOutResponse> pay_out(Transaction& tx, const Actor&, const v1::PayOutRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  const auto household = TRY(residents::household(tx, HouseholdId::of(request.household_id())));
  const ledger::Account owed{Kind::payable_payer, household.id};
  const Cents due = ledger::balance(tx, programme.id, owed);
  if (due == 0_cents) return refuse(REFUSAL_REFUND_NOTHING_DUE);
  TRY(vouchers::check_payment(Cents{request.amount_cents()}, due));
  const ledger::Transfer payment[] = {{owed, {Kind::cash, programme.id}, due, household.id}};
  TRY(ledger::post(tx, programme.id, "pay_out", payment));
  return v1::PayOutResponse();
}

}  // namespace emplooi::settlement
