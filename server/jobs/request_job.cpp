#include <algorithm>

#include "base/words.h"
#include "catalogue/catalogue.h"
#include "jobs/jobs.sql.h"
#include "jobs/life.h"
#include "organisations/organisations.h"
#include "residents/residents.h"

namespace emplooi::jobs {

namespace {

/// Helpers times weeks: a year of weekly help is asked for in halves.
constexpr int most_jobs_at_once = 52;

Refused out_of_bounds(std::string field, std::string says) {
  return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, std::move(says), std::move(field)};
}

/// Refuses: field_out_of_bounds.
Outcome<std::optional<Date>> wish_of(const v1::RequestJobRequest& request, Date today) {
  const auto day = parse_date(request.wished_on());
  if (day && *day < today) return out_of_bounds("wished_on", "help can be wished for today or later");
  return day;
}

/// On the clock of the town, so that every week has the same hours.
using Window = std::pair<Time, Time>;

/// The same window so many weeks later.
Time weeks_later(Time time, int weeks) {
  const auto text = to_string(add_days(local_date(time), 7 * weeks)) + local_text(time).substr(10);
  return parse_local_time(text, false)->time;
}

/// Refuses: field_out_of_bounds, local_time_does_not_exist.
Outcome<std::vector<Window>> windows_of(Transaction& tx, const v1::RequestJobRequest& request, int minutes) {
  std::vector<Window> windows;
  for (int i = 0; i < request.windows_size(); ++i) {
    const auto path = "windows[" + std::to_string(i) + "]";
    const Time from = TRY(instant_of(request.windows(i).starts_at(), path + ".starts_at"));
    const Time until = TRY(instant_of(request.windows(i).ends_at(), path + ".ends_at"));
    if (until - from < std::chrono::minutes(minutes)) return out_of_bounds(path, "the job is longer than this");
    if (until <= tx.now()) return out_of_bounds(path, "help comes later than now");
    const bool is_new = std::none_of(windows.begin(), windows.end(), [&](auto& other) { return other.first == from; });
    if (!is_new) return out_of_bounds(path, "two windows begin at the same time");
    windows.emplace_back(from, until);
  }
  return windows;
}

/// How many come. Refuses: service_not_for_several.
Outcome<int> helpers_of(const v1::RequestJobRequest& request, const catalogue::Service& service) {
  const int helpers = std::max(1, request.helpers());
  const int most = service.groups_allowed ? 4 : service.pairs_allowed ? 2 : 1;
  if (helpers > most) return refuse(REFUSAL_SERVICE_NOT_FOR_SEVERAL);
  return helpers;
}

/// What all jobs of one request have in common.
struct Asked {
  ProgrammeId programme;
  catalogue::Service service;
  residents::Resident resident;
  int minutes;
  int voucher_minutes;
  std::optional<Date> wished_on;
  std::string note;
  std::string priority;
  bool one_after_another;
  int helpers;
  int weeks;
  std::vector<Window> windows;
};

/// The visit of one week: a job for each helper.
void add_visit(Transaction& tx, const Asked& asked, int week, const std::optional<Uuid>& series,
               std::vector<JobId>& added) {
  std::optional<Uuid> visit;
  if (asked.helpers > 1) visit = tx.new_id<Uuid>();
  std::optional<Date> wished_on, earliest_on, latest_on;
  if (asked.wished_on) wished_on = add_days(*asked.wished_on, 7 * week);
  if (series) {
    earliest_on = add_days(asked.wished_on.value_or(tx.today()), 7 * week);
    latest_on = add_days(*earliest_on, 6);
  }
  for (int place = 0; place < asked.helpers; ++place) {
    const auto id = tx.new_id<JobId>();
    change(tx, sql::add_job, id, asked.programme, asked.service.id, asked.resident.id, asked.resident.household,
           asked.minutes, asked.voucher_minutes, wished_on, asked.note, asked.service.domain, asked.priority, visit,
           place, asked.one_after_another, series, earliest_on, latest_on);
    for (const auto& [from, until] : asked.windows) {
      tx.run(sql::add_window, id, weeks_later(from, week), weeks_later(until, week));
    }
    added.push_back(id);
  }
}

}  // namespace

Outcome<v1::RequestJobResponse> request_job(Transaction& tx, const Actor& actor, const v1::RequestJobRequest& request) {
  const auto resident_id = ResidentId::of(request.resident_id());
  TRY(residents::may_act_for(actor, resident_id));
  const auto resident = TRY(residents::living_resident(tx, resident_id));
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  if (!programme.runs_on(tx.today())) return refuse(REFUSAL_PROGRAMME_NOT_RUNNING);
  const auto terms = TRY(organisations::terms_on(tx, programme.id, tx.today()));
  const auto service = TRY(catalogue::offered_service(tx, ServiceId::of(request.service_id())));
  const int minutes = request.minutes() == 0 ? service.default_minutes : request.minutes();
  if (minutes < service.min_minutes) return refuse(REFUSAL_JOB_TOO_SHORT);
  if (minutes > service.max_minutes) return refuse(REFUSAL_JOB_TOO_LONG);
  const auto wished_on = TRY(wish_of(request, tx.today()));
  const int helpers = TRY(helpers_of(request, service)), weeks = std::max(1, request.weeks());
  if (helpers * weeks > most_jobs_at_once) return out_of_bounds("weeks", "at most 52 jobs at once");
  const bool has_priority = request.priority() > v1::PRIORITY_NORMAL;
  if (has_priority && actor.role == ROLE_RESIDENT) {
    return Refused{REFUSAL_ACTOR_NOT_ALLOWED, "the coordinator decides which request goes first", "priority"};
  }
  const auto windows = TRY(windows_of(tx, request, minutes));

  const Asked asked{programme.id,
                    service,
                    resident,
                    minutes,
                    terms.voucher_minutes,
                    wished_on,
                    request.note(),
                    has_priority ? word_of(request.priority()) : word_of(v1::PRIORITY_NORMAL),
                    request.one_after_another(),
                    helpers,
                    weeks,
                    windows};
  std::optional<Uuid> series;
  if (weeks > 1) series = tx.new_id<Uuid>();
  std::vector<JobId> added;
  for (int week = 0; week < weeks; ++week) add_visit(tx, asked, week, series, added);
  v1::RequestJobResponse response;
  response.set_job_id(to_string(added.front()));
  for (std::size_t i = 1; i < added.size(); ++i) response.add_more_job_ids(to_string(added[i]));
  return response;
}

}  // namespace emplooi::jobs
