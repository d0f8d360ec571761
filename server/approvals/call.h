#pragma once

#include "approvals/approvals.h"

namespace emplooi::approvals {

/// The operation of an rpc, as far as its contract tells, if the actor's role may call it; its `reach` is set.
/// Refuses: rpc_not_found, actor_not_allowed.
Outcome<Operation> callable(const std::string& rpc, Actor& actor);

}  // namespace emplooi::approvals
