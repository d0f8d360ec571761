#include "funding/funding.h"

namespace emplooi::funding {

void offer(Operations&) {}

}  // namespace emplooi::funding
