#pragma once

#include "identity/operations.h"
#include "store/invariant.h"

namespace emplooi::settlement {

void offer(Operations& operations);

}  // namespace emplooi::settlement
