#include "base/field_rules.h"
#include "identity/card.h"
#include "identity/pin.h"
#include "residents/cards.h"
#include "residents/residents.h"

namespace emplooi::residents {

Outcome<v1::IssueCardResponse> issue_card(store::Store& store, const Actor& actor,
                                          const v1::IssueCardRequest& request) {
  const auto pin_hash = TRY(identity::hash_of_pin(request.pin()));
  const store::Command command{actor.municipality, CommandId(), actor.id, "emplooi.residents.v1.CardService.IssueCard",
                               canonical_bytes(request)};
  v1::IssueCardResponse response;
  TRY(store.write_now(command, [&](Transaction& tx) -> Outcome<std::string> {
    const auto resident = TRY(living_resident(tx, ResidentId::of(request.resident_id())));
    const auto card = TRY(identity::issue_card(tx, actor, resident.id, pin_hash));
    response.set_card_id(to_string(card.id));
    response.set_code(card.code);
    return std::string();
  }));
  return response;
}

}  // namespace emplooi::residents
