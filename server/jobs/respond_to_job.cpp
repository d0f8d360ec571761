#include "jobs/jobs.sql.h"
#include "jobs/life.h"

namespace emplooi::jobs {

Outcome<v1::RespondToJobResponse> respond_to_job(Transaction& tx, const Actor& actor,
                                                 const v1::RespondToJobRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (job.state != "planned") return refuse(REFUSAL_JOB_NOT_PLANNED);
  v1::RespondToJobResponse response;
  if (request.accept()) {
    move_on(tx, job, "accepted");
    response.set_state(v1::JOB_STATE_ACCEPTED);
    return response;
  }
  tx.run(sql::refuse_pair, job.household, *job.participant);
  reopen(tx, job);
  response.set_state(v1::JOB_STATE_REQUESTED);
  return response;
}

}  // namespace emplooi::jobs
