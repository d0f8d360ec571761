#include "organisations/organisations.h"

namespace emplooi::organisations {

Outcome<v1::GetBankDetailsResponse> get_bank_details(Transaction& tx, const Actor&,
                                                     const v1::GetBankDetailsRequest& request) {
  const auto paid = TRY(provider(tx, ProviderId::of(request.provider_id())));
  const auto details = bank_details_of(tx, paid.id);
  if (!details) return refuse(REFUSAL_BANK_DETAILS_NOT_FOUND);
  v1::GetBankDetailsResponse response;
  details->write(*response.mutable_bank_details());
  return response;
}

}  // namespace emplooi::organisations
