#pragma once

#include "identity/operations.h"
#include "store/invariant.h"

namespace emplooi::residents {

void offer(Operations& operations);

}  // namespace emplooi::residents
