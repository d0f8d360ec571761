#include <google/protobuf/util/time_util.h>

#include "catalogue/catalogue.h"
#include "jobs/jobs.sql.h"
#include "jobs/life.h"
#include "participants/participants.h"

namespace emplooi::jobs {

namespace {

using google::protobuf::util::TimeUtil;

/// Refuses: field_out_of_bounds, local_time_does_not_exist.
Outcome<Time> instant_of(const v1::LocalTime& request) {
  const auto local = parse_local_time(request.local(), request.second_occurrence());
  if (!local) {
    auto refused = refuse(REFUSAL_FIELD_OUT_OF_BOUNDS, "a local time reads YYYY-MM-DDTHH:MM");
    refused.field = "starts_at.local";
    return refused;
  }
  if (local->does_not_exist) {
    auto refused = refuse(REFUSAL_LOCAL_TIME_DOES_NOT_EXIST, "the clock skips this time");
    refused.field = "starts_at.local";
    refused.facts["next_valid_time"] = local_text(local->time);
    return refused;
  }
  return local->time;
}

/// Refuses: participant_not_fit_for_service, participant_is_kin, pair_refused.
Outcome<void> check_pair(Transaction& tx, const Job& job, ParticipantId participant) {
  const auto service = TRY(catalogue::service(tx, job.service));
  if (!participants::is_fit_for(tx, participant, service)) return refuse(REFUSAL_PARTICIPANT_NOT_FIT_FOR_SERVICE);
  if (participants::is_kin(tx, job.household, participant)) return refuse(REFUSAL_PARTICIPANT_IS_KIN);
  if (tx.one<std::int64_t>(sql::pair_refused, job.household, participant)) return refuse(REFUSAL_PAIR_REFUSED);
  return {};
}

}  // namespace

Outcome<v1::PlanJobResponse> plan_job(Transaction& tx, const Actor& actor, const v1::PlanJobRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (job.state != "requested") return refuse(REFUSAL_JOB_NOT_OPEN);
  const auto participant = TRY(participants::active_participant(tx, ParticipantId::of(request.participant_id())));
  const Time starts_at = TRY(instant_of(request.starts_at()));
  if (starts_at < tx.now()) return refuse(REFUSAL_JOB_STARTS_IN_THE_PAST);
  const Time ends_at = starts_at + std::chrono::minutes(job.minutes);
  TRY(check_pair(tx, job, participant.id));
  if (participants::is_sick_on(tx, participant.id, local_date(starts_at))) return refuse(REFUSAL_PARTICIPANT_IS_SICK);
  if (tx.one<std::int64_t>(sql::overlapping, participant.id, starts_at, ends_at)) {
    return refuse(REFUSAL_PARTICIPANT_BUSY);
  }
  const int needed = job.vouchers_for(job.minutes);
  TRY(vouchers::reserve_oldest(tx, facts_of(job), needed, local_date(starts_at)));
  ensure(change(tx, sql::plan, job.id, participant.id, starts_at, ends_at) == 1, "an open job can be planned");
  v1::PlanJobResponse response;
  *response.mutable_starts_at() = TimeUtil::MicrosecondsToTimestamp(to_us(starts_at));
  *response.mutable_ends_at() = TimeUtil::MicrosecondsToTimestamp(to_us(ends_at));
  response.set_vouchers_reserved(needed);
  return response;
}

}  // namespace emplooi::jobs
