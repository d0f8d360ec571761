#include "organisations/bank_details.h"

#include "organisations/iban.h"
#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

void BankDetails::write(v1::BankDetails& to) const {
  to.set_bank_details_id(to_string(id));
  to.set_masked_iban(mask_iban(iban));
  to.set_account_holder(account_holder);
  to.set_set_on(set_on);
}

std::optional<BankDetails> bank_details_of(Transaction& tx, ProviderId provider) {
  return tx.one<BankDetails>(sql::newest_bank_details, provider);
}

std::optional<BankDetails> bank_details(Transaction& tx, const Uuid& id) {
  return tx.one<BankDetails>(sql::bank_details, id);
}

}  // namespace emplooi::organisations
