#pragma once

#include "identity/operations.h"
#include "store/invariant.h"

namespace emplooi::catalogue {

void offer(Operations& operations);

}  // namespace emplooi::catalogue
