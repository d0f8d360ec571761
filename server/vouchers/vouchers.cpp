#include "vouchers/vouchers.h"

namespace emplooi::vouchers {

void offer(Operations&) {}

}  // namespace emplooi::vouchers
