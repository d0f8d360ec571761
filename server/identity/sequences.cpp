#include "identity/sequences.h"

#include "identity/identity.sql.h"

namespace emplooi::identity {

namespace {

constexpr std::int64_t bound_step = 1000;

Outcome<void> raise_bound(store::Store& store, MunicipalityId municipality, DeviceId device, std::int64_t bound) {
  TRY(store.write_now(
      {municipality, CommandId(), ActorId(), "emplooi.identity.raise_sequence_bound", to_string(device)},
      [&](Transaction& tx) {
        tx.run(sql::raise_sequence_bound, device, bound);
        return std::string();
      }));
  return {};
}

Refused stale(std::int64_t last) {
  auto refused = refuse(REFUSAL_DEVICE_SEQUENCE_STALE);
  refused.facts["sequence"] = std::to_string(last);
  return refused;
}

Outcome<void> use_in_database(store::Store& store, MunicipalityId municipality, DeviceId device,
                              std::int64_t sequence) {
  std::optional<std::int64_t> later;
  store.tally(municipality, [&](Transaction& tx) {
    later.reset();
    if (tx.run(sql::raise_sequence_bound, device, sequence) == 0) {
      const auto known = tx.one<Device>(sql::device, device);
      later = known ? known->sequence_bound : sequence;
    }
  });
  if (later) return stale(*later);
  return {};
}

}  // namespace

Outcome<void> Sequences::use(store::Store& store, MunicipalityId municipality, const Device& device,
                             std::int64_t sequence) {
  if (store.is_shared()) return use_in_database(store, municipality, device.id, sequence);
  const std::lock_guard lock(mutex_);
  auto& used =
      used_.try_emplace({municipality, device.id}, Used{device.sequence_bound, device.sequence_bound}).first->second;
  if (sequence <= used.last) return stale(used.last);
  if (sequence > used.bound) {
    TRY(raise_bound(store, municipality, device.id, sequence + bound_step));
    used.bound = sequence + bound_step;
  }
  used.last = sequence;
  return {};
}

void Sequences::clear() {
  const std::lock_guard lock(mutex_);
  used_.clear();
}

Sequences& sequences() {
  static Sequences only;
  return only;
}

}  // namespace emplooi::identity
