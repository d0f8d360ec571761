#include <google/protobuf/util/time_util.h>

#include "catalogue/catalogue.h"
#include "jobs/jobs.sql.h"
#include "jobs/life.h"
#include "organisations/organisations.h"
#include "participants/participants.h"
#include "store/journal.h"

namespace emplooi::jobs {

namespace {

/// Work done is paid to the provider of the programme.
Outcome<ProviderId> provider_of(Transaction& tx, ProgrammeId programme) {
  return TRY(organisations::programme(tx, programme)).provider;
}

std::optional<std::string> track_kind_of(Transaction& tx, ParticipantId participant) {
  const auto track = participants::running_track(tx, participant);
  if (!track) return std::nullopt;
  return track->kind;
}

}  // namespace

Outcome<v1::RegisterHoursResponse> register_hours(Transaction& tx, const Actor& actor,
                                                  const v1::RegisterHoursRequest& request) {
  const auto job = TRY(job_for(tx, actor, JobId::of(request.job_id())));
  if (job.state != "started") return refuse(REFUSAL_JOB_NOT_STARTED);
  const auto service = TRY(catalogue::service(tx, job.service));
  if (request.minutes() > service.max_minutes) return refuse(REFUSAL_JOB_TOO_LONG);
  const auto terms = TRY(organisations::terms_on(tx, job.programme, tx.today()));
  const auto provider = TRY(provider_of(tx, job.programme));
  const int needed = TRY(set_aside(tx, job, request.minutes()));
  const Time approves_itself_at = end_of_working_days_after(tx.now(), terms.approval_working_days);
  ensure(change(tx, sql::register_hours, job.id, job.state, request.minutes(), provider,
                track_kind_of(tx, *job.participant), approves_itself_at) == 1,
         "a job that was started can be done");
  store::add_message(tx, "job_awaits_approval", job.id, "first");
  v1::RegisterHoursResponse response;
  response.set_vouchers_needed(needed);
  *response.mutable_approves_itself_at() =
      google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(to_us(approves_itself_at));
  return response;
}

}  // namespace emplooi::jobs
