#include "organisations/iban.h"
#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

Outcome<v1::SetBankDetailsResponse> set_bank_details(Transaction& tx, const Actor& actor,
                                                     const v1::SetBankDetailsRequest& request) {
  const auto paid = TRY(provider(tx, ProviderId::of(request.provider_id())));
  const auto iban = read_iban(request.iban());
  if (!iban) return Refused{REFUSAL_IBAN_INVALID, "not a number of the euro payments area", "iban"};
  const auto id = tx.new_id<Uuid>();
  tx.run(sql::add_bank_details, id, paid.id, *iban, request.account_holder(), tx.today(), actor.id);
  v1::SetBankDetailsResponse response;
  response.set_bank_details_id(to_string(id));
  return response;
}

}  // namespace emplooi::organisations
