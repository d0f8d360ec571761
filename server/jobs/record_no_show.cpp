#include "base/words.h"
#include "jobs/life.h"

namespace emplooi::jobs {

Outcome<v1::RecordNoShowResponse> record_no_show(Transaction& tx, const Actor& actor,
                                                 const v1::RecordNoShowRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (request.who() == v1::PARTY_PROVIDER) {
    auto refused = refuse(REFUSAL_FIELD_OUT_OF_BOUNDS, "the resident or the participant did not show");
    refused.field = "who";
    return refused;
  }
  if (actor.role == ROLE_PARTICIPANT && request.who() == v1::PARTY_PARTICIPANT) {
    return refuse(REFUSAL_ACTOR_NOT_ALLOWED);
  }
  if (job.state != "accepted") return refuse(REFUSAL_JOB_NOT_ACCEPTED);
  if (*job.starts_at > tx.now()) return refuse(REFUSAL_JOB_STARTS_LATER);
  end_without_work(tx, job, "no_show", word_of(request.who()));
  return v1::RecordNoShowResponse();
}

}  // namespace emplooi::jobs
