#include "privacy/numbers.h"
#include "privacy/privacy.h"

namespace emplooi::privacy {

Outcome<v1::FindByBsnResponse> find_by_bsn(Transaction& tx, const Actor&, const v1::FindByBsnRequest& request) {
  if (!is_bsn(request.bsn())) return Refused{REFUSAL_BSN_INVALID, {}, "bsn"};
  TRY(check_purpose(request.purpose()));
  const auto ring = TRY(ring_in_use());
  v1::FindByBsnResponse response;
  if (const auto resident = owner_of(tx, *ring, "resident", request.bsn())) {
    response.add_persons()->set_resident_id(to_string(*resident));
  }
  if (const auto participant = owner_of(tx, *ring, "participant", request.bsn())) {
    response.add_persons()->set_participant_id(to_string(*participant));
  }
  if (response.persons().empty()) return refuse(REFUSAL_BSN_NOT_FOUND);
  return response;
}

}  // namespace emplooi::privacy
