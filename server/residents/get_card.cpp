#include "identity/card.h"
#include "residents/cards.h"

namespace emplooi::residents {

Outcome<v1::GetCardResponse> get_card(Transaction& tx, const Actor&, const v1::GetCardRequest& request) {
  const auto card = TRY(identity::card_of(tx, ResidentId::of(request.resident_id())));
  v1::GetCardResponse response;
  response.set_card_id(to_string(card.id));
  response.set_is_locked(card.is_locked);
  response.set_issued_on(to_string(local_date(card.issued_at)));
  return response;
}

}  // namespace emplooi::residents
