#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/outcome.h"
#include "identity/actor.h"
#include "store/transaction.h"

namespace emplooi::identity {

using CardId = Id<struct CardTag>;

/// A card that is in use.
struct Card {
  CardId id;
  Time issued_at;
  /// Wrong PINs have locked it.
  bool is_locked = false;
};

/// The only time that the code is known: 128 random bits as to_code() writes them.
struct NewCard {
  CardId id;
  std::string code;
};

// The domain of the residents offers these as operations; it knows who lives.

/// Gives the resident a card, and an account if they have none. `pin_hash`: of hash_of_pin().
/// Refuses: card_already_issued.
Outcome<NewCard> issue_card(Transaction& tx, const Actor& by, const Uuid& resident, const std::string& pin_hash);

/// Ends the resident's card and the sessions of its holder, and gives them another; a new PIN if there is one, which
/// also unlocks. Refuses: card_not_found.
Outcome<NewCard> replace_card(Transaction& tx, const Actor& by, const Uuid& resident,
                              const std::optional<std::string>& pin_hash);

/// Lets the PIN be tried again. Refuses: card_not_found.
Outcome<void> unlock_card(Transaction& tx, const Uuid& resident);

/// Ends the resident's card, if there is one, and their sessions.
void end_card(Transaction& tx, const Uuid& resident);

/// Refuses: card_not_found.
Outcome<Card> card_of(Transaction& tx, const Uuid& resident);

/// Whether this is the code of the resident's card, as it was issued or typed.
bool is_code_of_card(Transaction& tx, const Uuid& resident, std::string_view code);

}  // namespace emplooi::identity
