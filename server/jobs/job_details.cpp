#include "jobs/job_details.h"

#include "base/timestamp.h"
#include "base/words.h"
#include "jobs/jobs.sql.h"
#include "ledger/ledger.h"

namespace emplooi::jobs {

void JobDetails::write(Transaction& tx, const Actor& actor, v1::Job& job) const {
  job.set_job_id(to_string(id));
  job.set_programme_id(to_string(programme));
  job.set_service_id(to_string(service));
  job.set_resident_id(to_string(resident));
  if (participant) job.set_participant_id(to_string(*participant));
  job.set_state(from_word<v1::JobState>(state));
  job.set_minutes(minutes);
  if (wished_on) job.set_wished_on(*wished_on);
  if (done_minutes) job.set_done_minutes(*done_minutes);
  job.set_priority(from_word<v1::Priority>(priority));
  job.set_locked(locked);
  if (visit) job.set_visit_id(to_string(*visit));
  if (series) job.set_series_id(to_string(*series));
  write_times(tx, job);
  write_people(actor, job);
}

void JobDetails::write_times(Transaction& tx, v1::Job& job) const {
  if (starts_at) *job.mutable_starts_at() = to_timestamp(*starts_at);
  if (ends_at) *job.mutable_ends_at() = to_timestamp(*ends_at);
  if (approves_itself_at) *job.mutable_approves_itself_at() = to_timestamp(*approves_itself_at);
  if (approved_at) {
    *job.mutable_approved_at() = to_timestamp(*approved_at);
    job.set_settled(month_of(local_date(*approved_at)) <= ledger::closed_through(tx, programme));
  }
}

void JobDetails::write_people(const Actor& actor, v1::Job& job) const {
  const bool is_staff = !actor.only();
  const bool is_resident = actor.role == ROLE_RESIDENT;
  const bool is_at_hand = state == "planned" || state == "accepted" || state == "started";
  const bool sees_home = is_staff || (actor.role == ROLE_PARTICIPANT && is_at_hand);
  if (sees_home) {
    job.set_resident_name(resident_name);
    job.set_postcode(postcode);
    job.set_house_number(house_number);
  }
  if (sees_home || is_resident) job.set_note(note);
  // Why a participant refused an open job is for the coordinator.
  if (is_staff || state != "requested") job.set_reason(reason);
  if (is_staff) job.set_participant_is_sick(is_hit_by_sickness());
  if (!participant_name) return;
  if (is_staff) job.set_participant_name(*participant_name);
  if (is_resident) job.set_participant_name(participant_name->substr(0, participant_name->find(' ')));
}

bool JobDetails::is_hit_by_sickness() const {
  if (!sick_from || !starts_at || (state != "planned" && state != "accepted")) return false;
  const auto day = local_date(*starts_at);
  return day >= *sick_from && (!sick_until || day <= *sick_until);
}

JobDetails details_of(Transaction& tx, JobId id) { return tx.one<JobDetails>(sql::job_details, id).value(); }

}  // namespace emplooi::jobs
