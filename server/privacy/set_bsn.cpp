#include "privacy/numbers.h"
#include "privacy/person.h"
#include "privacy/privacy.h"
#include "privacy/privacy.sql.h"

namespace emplooi::privacy {

Outcome<v1::SetBsnResponse> set_bsn(Transaction& tx, const Actor& actor, const v1::SetBsnRequest& request) {
  if (!is_bsn(request.bsn())) return Refused{REFUSAL_BSN_INVALID, {}, "bsn"};
  const auto ring = TRY(ring_in_use());
  const auto person = TRY(person_of(tx, actor, request.person()));
  if (owner_of(tx, *ring, person.kind, request.bsn()).value_or(person.id) != person.id) {
    return refuse(REFUSAL_BSN_TAKEN);
  }
  const auto sealed = seal(tx, *ring, person.id, request.bsn());
  tx.run(sql::keep_number, person.id, person.kind, sealed.key_no, sealed.sealed_key, sealed.sealed_number,
         lookup_of(tx, ring->rbegin()->second, request.bsn()));
  return v1::SetBsnResponse();
}

}  // namespace emplooi::privacy
