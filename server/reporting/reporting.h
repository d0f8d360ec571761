#pragma once

#include "identity/operations.h"
#include "store/invariant.h"

namespace emplooi::reporting {

void offer(Operations& operations);

}  // namespace emplooi::reporting
