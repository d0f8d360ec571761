#pragma once

#include "emplooi/residents/v1/cards.pb.h"
#include "identity/operations.h"

namespace emplooi::residents {

// A resident's card and PIN, with which they sign in at a kiosk (server/identity/README.md).

/// Refuses: resident_not_found, resident_deceased, pin_too_simple, card_already_issued.
Outcome<v1::IssueCardResponse> issue_card(store::Store&, const Actor&, const v1::IssueCardRequest&);
/// Refuses: resident_not_found, resident_deceased, pin_too_simple, card_not_found.
Outcome<v1::ReplaceCardResponse> replace_card(store::Store&, const Actor&, const v1::ReplaceCardRequest&);
/// A card that is not locked stays as it is. Refuses: card_not_found.
Outcome<v1::UnlockCardResponse> unlock_card(Transaction&, const Actor&, const v1::UnlockCardRequest&);
/// Refuses: card_not_found.
Outcome<v1::GetCardResponse> get_card(Transaction&, const Actor&, const v1::GetCardRequest&);
/// Refuses: resident_not_found, card_not_found (none, or the code is of another).
Outcome<v1::PrintCardResponse> print_card(Transaction&, const Actor&, const v1::PrintCardRequest&);

void offer_cards(Operations& operations);

}  // namespace emplooi::residents
