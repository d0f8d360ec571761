#include "identity/attempts.h"
#include "identity/card.h"
#include "identity/code.h"
#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/keys.h"
#include "identity/pin.h"
#include "identity/session.h"

namespace emplooi::identity {

namespace {

struct ShownCard {
  CardId id;
  ActorId holder;
  bool has_ended = false;
  using Columns = std::tuple<CardId, ActorId, bool>;
};

/// Whose card it is, and what must fit.
PinProof card_proof(Transaction& tx, const Actor& kiosk, const v1::SignInWithCardRequest& request,
                    std::optional<ShownCard>& card) {
  PinProof proof{kiosk.municipality,
                 {},
                 v1::SECURITY_EVENT_KIND_UNKNOWN_CARD,
                 {},
                 kiosk.device,
                 request.pin(),
                 "emplooi.identity.v1.DeviceService.SignInWithCard"};
  card = tx.one<ShownCard>(sql::card_by_code, keyed_hash(Purpose::card_code, read_card_code(request.card_code())));
  if (!card) return proof;
  proof.former_holder = card->holder;
  proof.without_holder = v1::SECURITY_EVENT_KIND_ENDED_CARD;
  if (!card->has_ended) proof.holder = tx.one<PinHolder>(sql::pin_of, card->holder);
  return proof;
}

}  // namespace

Outcome<v1::SignInWithCardResponse> sign_in_with_card(store::Store& store, const Actor& actor,
                                                      const v1::SignInWithCardRequest& request) {
  bool is_kiosk = false;
  std::optional<ShownCard> card;
  PinProof proof;
  store.read(actor.municipality, [&](Transaction& tx) {
    is_kiosk = tx.one<std::int64_t>(sql::is_active_device, actor.device, "kiosk").has_value();
    if (is_kiosk) proof = card_proof(tx, actor, request, card);
  });
  if (!is_kiosk) return refuse(REFUSAL_DEVICE_NEEDED);
  auto attempt = TRY(Try::begin(store, actor));
  v1::SignInWithCardResponse response;
  TRY(prove_pin(store, proof, [&](Transaction& tx) {
    const bool is_valid = tx.one<std::int64_t>(sql::is_live_card, card->id).has_value() &&
                          tx.one<std::int64_t>(sql::is_active_device, actor.device, "kiosk").has_value();
    if (!is_valid) return false;
    // A card is in one place at a time.
    tx.run(sql::revoke_sessions_except, card->holder, SessionId());
    const auto session =
        open_session(tx, {card->holder, actor.device, settings().kiosk_idle, settings().kiosk_lifetime});
    tell(session, card->holder, response);
    return true;
  }));
  attempt.succeeded();
  response.set_idle_seconds(static_cast<std::int32_t>(settings().kiosk_idle.count()));
  return response;
}

}  // namespace emplooi::identity
