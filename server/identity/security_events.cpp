#include "identity/security_events.h"

#include "base/words.h"
#include "identity/identity.sql.h"

namespace emplooi::identity {

namespace {

constexpr auto events_kept_for = std::chrono::hours(24 * 183);

std::optional<Uuid> unless_nil(const Uuid& id) { return id.is_nil() ? std::nullopt : std::optional(id); }

}  // namespace

void note_event(Transaction& tx, SecurityEventKind kind, ActorId actor, DeviceId device) {
  tx.run(sql::forget_security_events, tx.now() - events_kept_for);
  tx.run(sql::note_security_event, tx.new_id<Uuid>(), tx.now(), word_of(kind), unless_nil(actor), unless_nil(device));
}

}  // namespace emplooi::identity
