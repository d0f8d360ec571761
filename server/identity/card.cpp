#include "identity/card.h"

#include "base/words.h"
#include "identity/account.h"
#include "identity/code.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/keys.h"

namespace emplooi::identity {

namespace {

struct LiveCard {
  CardId id;
  store::Bytes code_hash;
  Time issued_at;
  bool is_locked = false;
  using Columns = std::tuple<CardId, store::Bytes, Time, bool>;
};

std::optional<LiveCard> live_card(Transaction& tx, ActorId holder) {
  return tx.one<LiveCard>(sql::card_of_account, holder);
}

NewCard add_card(Transaction& tx, const Actor& by, ActorId holder) {
  std::array<std::uint8_t, 16> secret;
  tx.randomise(secret);
  NewCard card{tx.new_id<CardId>(), to_code(secret)};
  tx.run(sql::add_card, card.id, holder, keyed_hash(Purpose::card_code, card.code), by.id, tx.now());
  return card;
}

}  // namespace

Outcome<NewCard> issue_card(Transaction& tx, const Actor& by, const Uuid& resident, const std::string& pin_hash) {
  const auto known = account_of_subject(tx, ROLE_RESIDENT, resident);
  if (known && live_card(tx, *known)) return refuse(REFUSAL_CARD_ALREADY_ISSUED);
  const auto holder = known ? *known : add_account_without_password(tx, ROLE_RESIDENT, resident);
  tx.run(sql::set_pin, holder, pin_hash);
  return add_card(tx, by, holder);
}

Outcome<NewCard> replace_card(Transaction& tx, const Actor& by, const Uuid& resident,
                              const std::optional<std::string>& pin_hash) {
  const auto holder = account_of_subject(tx, ROLE_RESIDENT, resident);
  if (!holder || !live_card(tx, *holder)) return refuse(REFUSAL_CARD_NOT_FOUND);
  end_card(tx, resident);
  if (pin_hash) tx.run(sql::set_pin, *holder, *pin_hash);
  return add_card(tx, by, *holder);
}

Outcome<void> unlock_card(Transaction& tx, const Uuid& resident) {
  const auto holder = account_of_subject(tx, ROLE_RESIDENT, resident);
  if (!holder || !live_card(tx, *holder)) return refuse(REFUSAL_CARD_NOT_FOUND);
  tx.run(sql::unlock_pin, *holder);
  return {};
}

void end_card(Transaction& tx, const Uuid& resident) {
  const auto holder = account_of_subject(tx, ROLE_RESIDENT, resident);
  if (!holder) return;
  tx.run(sql::end_card, *holder, tx.now());
  tx.run(sql::revoke_sessions_except, *holder, SessionId());
}

Outcome<Card> card_of(Transaction& tx, const Uuid& resident) {
  const auto holder = account_of_subject(tx, ROLE_RESIDENT, resident);
  const auto card = holder ? live_card(tx, *holder) : std::nullopt;
  if (!card) return refuse(REFUSAL_CARD_NOT_FOUND);
  return Card{card->id, card->issued_at, card->is_locked};
}

bool is_code_of_card(Transaction& tx, const Uuid& resident, std::string_view code) {
  const auto holder = account_of_subject(tx, ROLE_RESIDENT, resident);
  const auto card = holder ? live_card(tx, *holder) : std::nullopt;
  return card && card->code_hash.value == keyed_hash(Purpose::card_code, read_card_code(code)).value;
}

}  // namespace emplooi::identity
