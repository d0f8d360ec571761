#pragma once

#include "identity/operations.h"
#include "store/invariant.h"

namespace emplooi::participants {

void offer(Operations& operations);

}  // namespace emplooi::participants
