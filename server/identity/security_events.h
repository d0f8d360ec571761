#pragma once

#include "emplooi/identity/v1/security.pb.h"
#include "identity/actor.h"
#include "store/transaction.h"

namespace emplooi::identity {

using v1::SecurityEventKind;

/// Notes why somebody was not let in. Forgets, a hundred at a time, what is older than half a year, so that the list
/// does not grow for ever. `actor` and `device` are nil where it was nobody's or on none.
void note_event(Transaction& tx, SecurityEventKind kind, ActorId actor, DeviceId device);

}  // namespace emplooi::identity
