#include "identity/attempts.h"

#include <algorithm>

#include "identity/identity.h"

namespace emplooi::identity {

namespace {

/// What is left of the refusals that were counted at `at`.
double faded(double refusals, Time at, const AttemptLimit& limit, Time now) {
  const auto passed = std::chrono::duration<double>(now - at).count();
  return std::max(0.0, refusals - passed * limit.at_once / static_cast<double>(limit.window.count()));
}

std::uint64_t source_of(DeviceId device) {
  std::uint64_t source;
  std::memcpy(&source, device.bytes.data() + 8, sizeof source);
  return source;
}

Time now_in(store::Store& store) {
  Time now;
  store.read(MunicipalityId(), [&](Transaction& tx) { now = tx.now(); });
  return now;
}

Refused too_many(const AttemptLimit& limit) {
  auto refused = refuse(REFUSAL_TOO_MANY_ATTEMPTS);
  refused.retry_after_seconds = 1 + static_cast<int>(static_cast<double>(limit.window.count()) / limit.at_once);
  return refused;
}

}  // namespace

bool Attempts::take(std::uint64_t source, const AttemptLimit& limit, Time now) {
  const std::lock_guard lock(mutex_);
  auto& set = set_of(source);
  auto place = std::find_if(set.begin(), set.end(), [&](const Place& one) { return one.source == source; });
  if (place == set.end()) {
    place = std::min_element(set.begin(), set.end(), [&](const Place& a, const Place& b) {
      return faded(a.refusals, a.at, limit, now) < faded(b.refusals, b.at, limit, now);
    });
    *place = {source, 0, now};
  }
  const double refusals = faded(place->refusals, place->at, limit, now);
  if (refusals + 1 > limit.at_once) return false;
  *place = {source, refusals + 1, now};
  return true;
}

void Attempts::give_back(std::uint64_t source) {
  const std::lock_guard lock(mutex_);
  for (auto& place : set_of(source)) {
    if (place.source == source) place.refusals = std::max(0.0, place.refusals - 1);
  }
}

void Attempts::clear() {
  const std::lock_guard lock(mutex_);
  sets_.assign(sets, Set());
}

Attempts& attempts() {
  static Attempts only;
  return only;
}

Outcome<Try> Try::begin(store::Store& store, const Actor& actor) {
  const Time now = now_in(store);
  if (actor.origin != 0 && !attempts().take(actor.origin, settings().refused_per_address, now)) {
    return too_many(settings().refused_per_address);
  }
  if (!actor.device.is_nil() && !attempts().take(source_of(actor.device), settings().refused_per_device, now)) {
    return too_many(settings().refused_per_device);
  }
  return Try(actor);
}

void Try::succeeded() {
  if (actor_.origin != 0) attempts().give_back(actor_.origin);
  if (!actor_.device.is_nil()) attempts().give_back(source_of(actor_.device));
}

}  // namespace emplooi::identity
