#include "catalogue/catalogue.h"

namespace emplooi::catalogue {

void offer(Operations&) {}

}  // namespace emplooi::catalogue
