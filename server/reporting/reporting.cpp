#include "reporting/reporting.h"

namespace emplooi::reporting {

void offer(Operations&) {}

}  // namespace emplooi::reporting
