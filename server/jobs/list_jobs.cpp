#include "base/paging.h"
#include "base/words.h"
#include "jobs/job_details.h"
#include "jobs/jobs.sql.h"

namespace emplooi::jobs {

namespace {

/// The id that was asked for, if any; residents and participants always get their own.
std::optional<Uuid> filter_of(const Actor& actor, Role role, const std::string& text) {
  if (actor.role == role) return actor.only();
  if (text.empty()) return std::nullopt;
  return parse_uuid(text);
}

struct Filter {
  std::optional<Uuid> resident;
  std::optional<Uuid> participant;
  std::optional<std::string> state;
};

/// Each by an index of its own.
std::vector<JobDetails> jobs_with(Transaction& tx, const Filter& filter, const Paging& paging) {
  const auto& [resident, participant, state] = filter;
  if (resident) {
    return tx.all<JobDetails>(sql::jobs_of_resident, paging.after, *resident, state, participant, paging.limit());
  }
  if (participant)
    return tx.all<JobDetails>(sql::jobs_of_participant, paging.after, *participant, state, paging.limit());
  if (state) return tx.all<JobDetails>(sql::jobs_in_state, paging.after, *state, paging.limit());
  return tx.all<JobDetails>(sql::all_jobs, paging.after, paging.limit());
}

}  // namespace

Outcome<v1::ListJobsResponse> list_jobs(Transaction& tx, const Actor& actor, const v1::ListJobsRequest& request) {
  const auto paging = TRY(paging_of(request.page()));
  Filter filter{filter_of(actor, ROLE_RESIDENT, request.resident_id()),
                filter_of(actor, ROLE_PARTICIPANT, request.participant_id()), std::nullopt};
  if (request.state() != 0) filter.state = word_of(request.state());
  auto rows = jobs_with(tx, filter, paging);
  v1::ListJobsResponse response;
  response.set_next_page_token(cut_to_page(rows, paging, [](const JobDetails& row) { return row.id; }));
  for (const auto& row : rows) row.write(tx, *response.add_jobs());
  return response;
}

}  // namespace emplooi::jobs
