#include "jobs/jobs.sql.h"
#include "jobs/life.h"
#include "participants/participants.h"
#include "participants/reach.h"

namespace emplooi::jobs {

namespace {

constexpr int days_back = 14;
constexpr int days_ahead = 14;
constexpr int longest_days = 366;

/// Refuses: field_out_of_bounds, period_is_empty.
Outcome<participants::Sickness> sickness_in(const v1::ReportSickRequest& request, Date today) {
  participants::Sickness sickness{parse_date(request.sick_from()).value_or(today), parse_date(request.sick_until())};
  if (sickness.from < add_days(today, -days_back) || sickness.from > add_days(today, days_ahead)) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "the first day lies within two weeks of today", "sick_from"};
  }
  if (!sickness.until) return sickness;
  if (*sickness.until < sickness.from) return refuse(REFUSAL_PERIOD_IS_EMPTY);
  if (*sickness.until > add_days(sickness.from, longest_days)) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "the last day lies within a year", "sick_until"};
  }
  return sickness;
}

/// The jobs still to come on those days; a board looks at them again.
std::vector<JobId> jobs_hit(Transaction& tx, ParticipantId participant, const participants::Sickness& sickness) {
  const Time begin = std::max(tx.now(), start_of_day(sickness.from));
  const Time end = start_of_day(add_days(sickness.until.value_or(add_days(tx.today(), longest_days)), 1));
  auto jobs = tx.all<JobId>(sql::jobs_ahead, participant, begin, end);
  for (const auto& id : jobs) tx.announce(job_kind, id);
  return jobs;
}

}  // namespace

Outcome<v1::ReportSickResponse> report_sick(Transaction& tx, const Actor& actor, const v1::ReportSickRequest& request) {
  const auto id = ParticipantId::of(request.participant_id());
  const auto participant = TRY(participants::active_participant_in_reach(tx, actor, id));
  const auto sickness = TRY(sickness_in(request, tx.today()));
  // Those of the days before look again too.
  if (const auto before = participants::sickness_of(tx, participant.id)) jobs_hit(tx, participant.id, *before);
  participants::set_sickness(tx, participant.id, sickness);
  v1::ReportSickResponse response;
  for (const auto& job : jobs_hit(tx, participant.id, sickness)) response.add_job_ids(to_string(job));
  return response;
}

Outcome<v1::ReportRecoveredResponse> report_recovered(Transaction& tx, const Actor& actor,
                                                      const v1::ReportRecoveredRequest& request) {
  const auto id = ParticipantId::of(request.participant_id());
  const auto participant = TRY(participants::participant_in_reach(tx, actor, id));
  const auto sickness = participants::sickness_of(tx, participant.id);
  if (!sickness) return refuse(REFUSAL_PARTICIPANT_NOT_SICK);
  participants::set_sickness(tx, participant.id, std::nullopt);
  jobs_hit(tx, participant.id, *sickness);
  return v1::ReportRecoveredResponse();
}

}  // namespace emplooi::jobs
