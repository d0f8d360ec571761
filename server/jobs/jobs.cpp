#include "jobs/jobs.h"

namespace emplooi::jobs {

void offer(Operations&) {}

}  // namespace emplooi::jobs
