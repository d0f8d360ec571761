#include "base/timestamp.h"
#include "catalogue/catalogue.h"
#include "jobs/jobs.sql.h"
#include "jobs/life.h"
#include "participants/participants.h"

namespace emplooi::jobs {

namespace {

/// Refuses: participant_not_fit_for_service, participant_is_kin, pair_refused.
Outcome<void> check_pair(Transaction& tx, const Job& job, ParticipantId participant) {
  const auto service = TRY(catalogue::service(tx, job.service));
  if (!participants::is_fit_for(tx, participant, service)) return refuse(REFUSAL_PARTICIPANT_NOT_FIT_FOR_SERVICE);
  if (participants::is_kin(tx, job.household, participant)) return refuse(REFUSAL_PARTICIPANT_IS_KIN);
  if (tx.one<std::int64_t>(sql::pair_refused, job.household, participant)) return refuse(REFUSAL_PAIR_REFUSED);
  return {};
}

}  // namespace

Outcome<int> book(Transaction& tx, const Job& job, ParticipantId participant, Time starts_at) {
  if (starts_at < tx.now()) return refuse(REFUSAL_JOB_STARTS_IN_THE_PAST);
  const Time ends_at = starts_at + std::chrono::minutes(job.minutes);
  TRY(check_pair(tx, job, participant));
  if (participants::is_sick_on(tx, participant, local_date(starts_at))) return refuse(REFUSAL_PARTICIPANT_IS_SICK);
  if (tx.one<std::int64_t>(sql::overlapping, participant, starts_at, ends_at)) return refuse(REFUSAL_PARTICIPANT_BUSY);
  const int needed = job.vouchers_for(job.minutes);
  TRY(vouchers::reserve_oldest(tx, facts_of(job), needed, local_date(starts_at)));
  ensure(change(tx, sql::plan, job.id, participant, starts_at, ends_at) == 1, "an open job can be planned");
  return needed;
}

Outcome<v1::PlanJobResponse> plan_job(Transaction& tx, const Actor& actor, const v1::PlanJobRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (job.state != "requested") return refuse(REFUSAL_JOB_NOT_OPEN);
  const auto participant = TRY(participants::active_participant(tx, ParticipantId::of(request.participant_id())));
  const Time starts_at = TRY(instant_of(request.starts_at(), "starts_at"));
  const int reserved = TRY(book(tx, job, participant.id, starts_at));
  v1::PlanJobResponse response;
  *response.mutable_starts_at() = to_timestamp(starts_at);
  *response.mutable_ends_at() = to_timestamp(starts_at + std::chrono::minutes(job.minutes));
  response.set_vouchers_reserved(reserved);
  return response;
}

}  // namespace emplooi::jobs
