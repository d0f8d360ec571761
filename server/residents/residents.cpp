#include "residents/residents.h"

namespace emplooi::residents {

void offer(Operations&) {}

}  // namespace emplooi::residents
