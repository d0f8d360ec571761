#include "jobs/job_details.h"

#include <google/protobuf/util/time_util.h>

#include "base/words.h"
#include "ledger/ledger.h"

namespace emplooi::jobs {

using google::protobuf::util::TimeUtil;

void JobDetails::write(Transaction& tx, v1::Job& job) const {
  job.set_job_id(to_string(id));
  job.set_programme_id(to_string(programme));
  job.set_service_id(to_string(service));
  job.set_resident_id(to_string(resident));
  if (participant) job.set_participant_id(to_string(*participant));
  job.set_state(from_word<v1::JobState>(state));
  job.set_minutes(minutes);
  if (wished_on) job.set_wished_on(*wished_on);
  job.set_note(note);
  if (starts_at_us) *job.mutable_starts_at() = TimeUtil::MicrosecondsToTimestamp(*starts_at_us);
  if (done_minutes) job.set_done_minutes(*done_minutes);
  if (approves_itself_at_us) {
    *job.mutable_approves_itself_at() = TimeUtil::MicrosecondsToTimestamp(*approves_itself_at_us);
  }
  if (approved_at) {
    *job.mutable_approved_at() = TimeUtil::MicrosecondsToTimestamp(to_us(*approved_at));
    job.set_settled(month_of(local_date(*approved_at)) <= ledger::closed_through(tx, programme));
  }
  job.set_reason(reason);
  job.set_priority(from_word<v1::Priority>(priority));
  job.set_locked(locked);
  if (visit) job.set_visit_id(to_string(*visit));
  if (series) job.set_series_id(to_string(*series));
}

}  // namespace emplooi::jobs
