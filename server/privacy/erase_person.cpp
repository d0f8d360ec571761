#include "privacy/privacy.h"
#include "privacy/retention.h"

namespace emplooi::privacy {

Outcome<v1::ErasePersonResponse> erase_person(Transaction& tx, const Actor& actor,
                                              const v1::ErasePersonRequest& request) {
  const auto erasure = TRY(erase(tx, TRY(person_of(tx, actor, request.person()))));
  v1::ErasePersonResponse response;
  response.set_erasure_id(to_string(erasure));
  return response;
}

}  // namespace emplooi::privacy
