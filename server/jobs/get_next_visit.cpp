#include "jobs/job_details.h"
#include "jobs/jobs.sql.h"
#include "residents/residents.h"

namespace emplooi::jobs {

Outcome<v1::GetNextVisitResponse> get_next_visit(Transaction& tx, const Actor& actor,
                                                 const v1::GetNextVisitRequest& request) {
  const auto resident = ResidentId::of(request.resident_id());
  TRY(residents::may_act_for(actor, resident));
  TRY(residents::resident(tx, resident));
  v1::GetNextVisitResponse response;
  if (const auto id = tx.one<JobId>(sql::next_visit, resident, tx.now())) {
    details_of(tx, *id).write(tx, actor, *response.mutable_job());
  }
  return response;
}

}  // namespace emplooi::jobs
