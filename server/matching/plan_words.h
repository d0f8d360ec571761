#pragma once

#include "matching/solver/names.h"

namespace emplooi::matching {

/// The rule as it is told: what makes no difference to people has one name.
Rule told_as(Rule);

}  // namespace emplooi::matching
