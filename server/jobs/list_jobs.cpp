#include <charconv>

#include "base/paging.h"
#include "base/words.h"
#include "jobs/job_details.h"
#include "jobs/jobs.sql.h"

namespace emplooi::jobs {

namespace {

constexpr auto longest_period = std::chrono::days(62);

/// The id that was asked for, if any; residents and participants always get their own.
std::optional<Uuid> filter_of(const Actor& actor, Role role, const std::string& text) {
  if (actor.role == role) return actor.only();
  if (text.empty()) return std::nullopt;
  return parse_uuid(text);
}

struct Filter {
  std::optional<Uuid> resident;
  std::optional<Uuid> participant;
  std::optional<Uuid> programme;
  std::optional<std::string> state;
};

/// One page of jobs, and the token of the next.
struct Found {
  std::vector<JobId> jobs;
  std::string next_page_token;
};

/// In the order of their ids; each by an index of its own.
Outcome<Found> jobs_with(Transaction& tx, const Filter& filter, const base::v1::Page& page) {
  const auto paging = TRY(paging_of(page));
  const auto& [resident, participant, programme, state] = filter;
  Found found;
  if (resident) {
    found.jobs =
        tx.all<JobId>(sql::jobs_of_resident, paging.after, *resident, state, participant, programme, paging.limit());
  } else if (participant) {
    found.jobs = tx.all<JobId>(sql::jobs_of_participant, paging.after, *participant, state, programme, paging.limit());
  } else if (state) {
    found.jobs = tx.all<JobId>(sql::jobs_in_state, paging.after, *state, programme, paging.limit());
  } else {
    found.jobs = tx.all<JobId>(sql::all_jobs, paging.after, programme, paging.limit());
  }
  found.next_page_token = cut_to_page(found.jobs, paging, [](const JobId& id) { return id; });
  return found;
}

struct Period {
  Time begin;
  /// The first instant after it.
  Time end;
};

/// Refuses: field_missing (one end of it), period_is_empty, field_out_of_bounds (too long).
Outcome<Period> period_of(const v1::ListJobsRequest& request) {
  const auto from = parse_date(request.planned_from());
  const auto until = parse_date(request.planned_until());
  if (!from || !until) {
    return Refused{REFUSAL_FIELD_MISSING, "a period has two ends", from ? "planned_until" : "planned_from"};
  }
  if (*until < *from) return refuse(REFUSAL_PERIOD_IS_EMPTY);
  if (date::sys_days(*until) - date::sys_days(*from) >= longest_period) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "a period is at most 62 days", "planned_until"};
  }
  return Period{start_of_day(*from), start_of_day(add_days(*until, 1))};
}

/// Where a page of a period begins: after the job of this id among those that begin at this time.
struct Mark {
  std::int64_t starts_at_us = 0;
  Uuid after;
};

/// Refuses: page_token_invalid.
Outcome<Mark> mark_in(const std::string& token) {
  const auto dash = token.find('-');
  Mark mark;
  const auto [end, error] =
      std::from_chars(token.data(), token.data() + std::min(dash, token.size()), mark.starts_at_us);
  const auto after = dash == std::string::npos ? std::nullopt : parse_uuid(token.substr(dash + 1));
  if (error != std::errc() || end != token.data() + dash || !after) return refuse(REFUSAL_PAGE_TOKEN_INVALID);
  mark.after = *after;
  return mark;
}

using Planned = std::vector<std::tuple<JobId, Time>>;

Planned planned_from(Transaction& tx, const Filter& filter, Time begin, const Period& period, const Uuid& after,
                     int limit) {
  const auto& [resident, participant, programme, state] = filter;
  if (resident) {
    return tx.all<JobId, Time>(sql::planned_jobs_of_resident, begin, period.end, after, state, programme, *resident,
                               participant, limit);
  }
  if (participant) {
    return tx.all<JobId, Time>(sql::planned_jobs_of_participant, begin, period.end, after, state, programme,
                               *participant, limit);
  }
  return tx.all<JobId, Time>(sql::planned_jobs, begin, period.end, after, state, programme, limit);
}

/// In the order in which they begin.
Outcome<Found> planned_jobs(Transaction& tx, const Filter& filter, const v1::ListJobsRequest& request) {
  const auto period = TRY(period_of(request));
  auto page = request.page();
  page.clear_token();
  const auto paging = TRY(paging_of(page));
  Mark mark;
  if (!request.page().token().empty()) mark = TRY(mark_in(request.page().token()));
  const Time begin = std::max(period.begin, time_from_us(mark.starts_at_us));
  auto rows = planned_from(tx, filter, begin, period, mark.after, paging.limit());
  Found found;
  if (!cut_to_page(rows, paging, [](const auto& row) { return std::get<JobId>(row); }).empty()) {
    const auto& [id, starts_at] = rows.back();
    found.next_page_token = std::to_string(to_us(starts_at)) + "-" + to_string(id);
  }
  for (const auto& [id, starts_at] : rows) found.jobs.push_back(id);
  return found;
}

}  // namespace

Outcome<v1::ListJobsResponse> list_jobs(Transaction& tx, const Actor& actor, const v1::ListJobsRequest& request) {
  Filter filter{filter_of(actor, ROLE_RESIDENT, request.resident_id()),
                filter_of(actor, ROLE_PARTICIPANT, request.participant_id()), parse_uuid(request.programme_id()),
                std::nullopt};
  if (request.state() != 0) filter.state = word_of(request.state());
  const bool has_period = !request.planned_from().empty() || !request.planned_until().empty();
  auto found = TRY(has_period ? planned_jobs(tx, filter, request) : jobs_with(tx, filter, request.page()));
  v1::ListJobsResponse response;
  response.set_next_page_token(std::move(found.next_page_token));
  for (const auto& id : found.jobs) details_of(tx, id).write(tx, actor, *response.add_jobs());
  return response;
}

}  // namespace emplooi::jobs
