#include "jobs/jobs.sql.h"
#include "jobs/life.h"

namespace emplooi::jobs {

bool is_approval_due(Transaction& tx) { return !tx.all<JobId>(sql::due_to_approve, tx.now(), 1).empty(); }

Outcome<v1::ApproveDueJobsResponse> approve_due_jobs(Transaction& tx, const Actor& actor,
                                                     const v1::ApproveDueJobsRequest& request) {
  const int limit = request.limit() == 0 ? 100 : request.limit();
  const auto due = tx.all<JobId>(sql::due_to_approve, tx.now(), limit);
  for (const auto& id : due) TRY(approve(tx, TRY(job_for(tx, actor, id)), "time"));
  v1::ApproveDueJobsResponse response;
  response.set_approved(static_cast<int>(due.size()));
  return response;
}

}  // namespace emplooi::jobs
