#pragma once

#include "identity/operations.h"
#include "store/invariant.h"

namespace emplooi::funding {

void offer(Operations& operations);

}  // namespace emplooi::funding
