#pragma once

#include "identity/operations.h"
#include "store/invariant.h"

namespace emplooi::organisations {

void offer(Operations& operations);

}  // namespace emplooi::organisations
