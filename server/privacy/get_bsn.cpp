#include "privacy/numbers.h"
#include "privacy/person.h"
#include "privacy/privacy.h"
#include "privacy/privacy.sql.h"

namespace emplooi::privacy {

Outcome<v1::GetBsnResponse> get_bsn(Transaction& tx, const Actor& actor, const v1::GetBsnRequest& request) {
  TRY(check_purpose(request.purpose()));
  const auto ring = TRY(ring_in_use());
  const auto person = TRY(person_of(tx, actor, request.person()));
  const auto sealed = tx.one<SealedNumber>(sql::number_of_person, person.id);
  if (!sealed) return refuse(REFUSAL_BSN_NOT_FOUND);
  v1::GetBsnResponse response;
  response.set_bsn(unseal(tx, *ring, *sealed));
  return response;
}

}  // namespace emplooi::privacy
