#include "jobs/jobs.h"
#include "jobs/jobs.sql.h"
#include "store/journal.h"

namespace emplooi::jobs {

Outcome<v1::RemindOfApprovalResponse> remind_of_approval(Transaction& tx, const Actor&,
                                                         const v1::RemindOfApprovalRequest& request) {
  constexpr auto notice = std::chrono::hours(48);
  const int limit = request.limit() == 0 ? 100 : request.limit();
  const auto due = tx.all<JobId>(sql::due_to_remind, tx.now() + notice, limit);
  for (const auto& id : due) store::add_message(tx, "job_awaits_approval", id, "last");
  v1::RemindOfApprovalResponse response;
  response.set_reminded(static_cast<int>(due.size()));
  return response;
}

}  // namespace emplooi::jobs
