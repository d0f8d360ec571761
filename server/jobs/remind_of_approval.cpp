#include "jobs/jobs.h"
#include "jobs/jobs.sql.h"
#include "store/journal.h"

namespace emplooi::jobs {

namespace {

std::vector<JobId> due_reminders(Transaction& tx, int limit) {
  constexpr auto notice = std::chrono::hours(48);
  return tx.all<JobId>(sql::due_to_remind, tx.now() + notice, limit);
}

}  // namespace

bool is_reminder_due(Transaction& tx) { return !due_reminders(tx, 1).empty(); }

Outcome<v1::RemindOfApprovalResponse> remind_of_approval(Transaction& tx, const Actor&,
                                                         const v1::RemindOfApprovalRequest& request) {
  const auto due = due_reminders(tx, request.limit() == 0 ? 100 : request.limit());
  for (const auto& id : due) store::add_message(tx, "job_awaits_approval", id, "last");
  v1::RemindOfApprovalResponse response;
  response.set_reminded(static_cast<int>(due.size()));
  return response;
}

}  // namespace emplooi::jobs
