#include "base/paging.h"
#include "base/words.h"
#include "jobs/job_details.h"
#include "jobs/jobs.sql.h"

namespace emplooi::jobs {

namespace {

/// The id that was asked for, if any; residents and participants always get their own.
std::optional<Uuid> filter_of(const Actor& actor, Role role, const std::string& text) {
  if (actor.role == role) return actor.subject;
  if (text.empty()) return std::nullopt;
  return parse_uuid(text);
}

}  // namespace

Outcome<v1::ListJobsResponse> list_jobs(Transaction& tx, const Actor& actor, const v1::ListJobsRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  const auto resident = filter_of(actor, ROLE_RESIDENT, request.resident_id());
  const auto participant = filter_of(actor, ROLE_PARTICIPANT, request.participant_id());
  const auto state = request.state() == 0 ? std::nullopt : std::optional(word_of(request.state()));
  auto rows = state && !resident && !participant
                  ? tx.all<JobDetails>(sql::jobs_in_state, paging.after, *state, paging.limit())
                  : tx.all<JobDetails>(sql::jobs_of, paging.after, state, resident, participant, paging.limit());
  v1::ListJobsResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const JobDetails& row) { return row.id; }));
  for (const auto& row : rows) row.write(tx, *response.add_jobs());
  return response;
}

}  // namespace emplooi::jobs
