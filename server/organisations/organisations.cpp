#include "organisations/organisations.h"

namespace emplooi::organisations {

void offer(Operations&) {}

}  // namespace emplooi::organisations
