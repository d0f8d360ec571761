#include "settlement/settlement.h"

namespace emplooi::settlement {

void offer(Operations&) {}

}  // namespace emplooi::settlement
