#pragma once

#include "identity/operations.h"
#include "store/invariant.h"

namespace emplooi::vouchers {

void offer(Operations& operations);

}  // namespace emplooi::vouchers
