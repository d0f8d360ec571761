#include "jobs/jobs.h"
#include "jobs/jobs.sql.h"

namespace emplooi::jobs {

void forget_notes(Transaction& tx, ResidentId id) { tx.run(sql::forget_notes, id); }

}  // namespace emplooi::jobs
