#include "identity/attempts.h"

#include "identity/identity.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

namespace {

using std::chrono::microseconds;

/// What one refusal costs: at this pace they are borne for ever.
std::int64_t step_us(const AttemptLimit& limit) {
  return static_cast<std::int64_t>(static_cast<double>(microseconds(limit.window).count()) / limit.at_once);
}

/// As the database keeps it.
std::int64_t number_of(std::uint64_t source) { return static_cast<std::int64_t>(source); }

std::uint64_t source_of(DeviceId device) {
  std::uint64_t source;
  std::memcpy(&source, device.bytes.data() + 8, sizeof source);
  return source;
}

Refused too_many(const AttemptLimit& limit) {
  auto refused = refuse(REFUSAL_TOO_MANY_ATTEMPTS);
  refused.retry_after_seconds = 1 + static_cast<int>(static_cast<double>(limit.window.count()) / limit.at_once);
  return refused;
}

}  // namespace

bool take_attempt(store::Store& store, std::uint64_t source, const AttemptLimit& limit) {
  bool is_taken = false;
  // Somebody who is not in yet belongs to no municipality.
  store.tally(MunicipalityId(), [&](Transaction& tx) {
    is_taken =
        tx.run(sql::take_attempt, number_of(source), tx.now(), step_us(limit), microseconds(limit.window).count()) == 1;
    tx.run(sql::forget_attempts, tx.now());
  });
  return is_taken;
}

void give_attempt_back(store::Store& store, std::uint64_t source, const AttemptLimit& limit) {
  store.tally(MunicipalityId(),
              [&](Transaction& tx) { tx.run(sql::give_attempt_back, number_of(source), step_us(limit)); });
}

Outcome<Try> Try::begin(store::Store& store, const Actor& actor) {
  if (actor.origin != 0 && !take_attempt(store, actor.origin, settings().refused_per_address)) {
    return too_many(settings().refused_per_address);
  }
  if (!actor.device.is_nil() && !take_attempt(store, source_of(actor.device), settings().refused_per_device)) {
    return too_many(settings().refused_per_device);
  }
  return Try(store, actor);
}

void Try::succeeded() {
  if (actor_.origin != 0) give_attempt_back(*store_, actor_.origin, settings().refused_per_address);
  if (!actor_.device.is_nil()) {
    give_attempt_back(*store_, source_of(actor_.device), settings().refused_per_device);
  }
}

}  // namespace emplooi::identity
