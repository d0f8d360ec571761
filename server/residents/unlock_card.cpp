#include "identity/card.h"
#include "residents/cards.h"

namespace emplooi::residents {

Outcome<v1::UnlockCardResponse> unlock_card(Transaction& tx, const Actor&, const v1::UnlockCardRequest& request) {
  TRY(identity::unlock_card(tx, ResidentId::of(request.resident_id())));
  return v1::UnlockCardResponse();
}

}  // namespace emplooi::residents
