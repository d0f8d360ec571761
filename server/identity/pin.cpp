#include "identity/pin.h"

#include <algorithm>

#include "identity/identity.h"
#include "identity/identity.sql.h"
#include "identity/keys.h"

namespace emplooi::identity {

namespace {

/// One digit six times, and runs up and down (1234567890 in a circle): the first that anybody tries.
bool is_too_simple(std::string_view pin) {
  const auto step_at = [&](std::size_t i) { return (pin[i] - pin[i - 1] + 10) % 10; };
  const int step = step_at(1);
  if (step != 0 && step != 1 && step != 9) return false;
  for (std::size_t i = 2; i < pin.size(); ++i) {
    if (step_at(i) != step) return false;
  }
  return true;
}

bool is_pin(std::string_view pin) {
  return pin.size() == 6 && std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string peppered(std::string_view pin) { return keyed_hash(Purpose::pin, pin).value; }

SecurityEventKind count_wrong_pin(Transaction& tx, const PinProof& proof, ActorId actor) {
  const auto locked = tx.one<bool>(sql::count_pin_failure, actor, settings().wrong_pins_to_lock);
  if (!proof.holder) return proof.without_holder;
  if (!locked) return v1::SECURITY_EVENT_KIND_PIN_LOCKED;
  return *locked ? v1::SECURITY_EVENT_KIND_LOCKED : v1::SECURITY_EVENT_KIND_WRONG_PIN;
}

}  // namespace

Outcome<std::string> hash_of_pin(const std::string& pin) {
  if (!is_pin(pin) || is_too_simple(pin)) return refuse(REFUSAL_PIN_TOO_SIMPLE);
  return hash_of_secret(peppered(pin));
}

Outcome<void> prove_pin(store::Store& store, const PinProof& proof, const PinAdmitted& admitted) {
  const auto holder = proof.holder.value_or(PinHolder{ActorId(), hash_of_nobody()});
  const bool fits = is_hash_of(holder.pin_hash, peppered(proof.pin));
  const store::Command command{proof.municipality, CommandId(), holder.actor, proof.rpc, to_string(proof.device)};
  bool is_admitted = false;
  TRY(store.write_now(command, [&](Transaction& tx) -> Outcome<std::string> {
    const bool is_right = fits && tx.run(sql::admit_pin, holder.actor, holder.pin_hash) == 1;
    is_admitted = is_right && admitted(tx);
    if (is_admitted) return std::string();
    const auto kind = is_right ? proof.without_holder
                      : fits   ? v1::SECURITY_EVENT_KIND_PIN_LOCKED
                               : count_wrong_pin(tx, proof, holder.actor);
    note_event(tx, kind, proof.holder ? holder.actor : proof.former_holder, proof.device);
    return std::string();
  }));
  if (!is_admitted) return refuse(REFUSAL_SIGN_IN_FAILED);
  return {};
}

}  // namespace emplooi::identity
