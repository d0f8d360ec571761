#pragma once

#include "identity/operations.h"
#include "store/invariant.h"

namespace emplooi::jobs {

void offer(Operations& operations);

}  // namespace emplooi::jobs
