#include "catalogue/catalogue.h"
#include "jobs/jobs.sql.h"
#include "jobs/life.h"
#include "organisations/organisations.h"
#include "residents/residents.h"

namespace emplooi::jobs {

namespace {

/// Refuses: field_out_of_bounds.
Outcome<std::optional<Date>> wish_of(const v1::RequestJobRequest& request, Date today) {
  const auto day = parse_date(request.wished_on());
  if (day && *day < today) {
    auto refused = refuse(REFUSAL_FIELD_OUT_OF_BOUNDS, "help can be wished for today or later");
    refused.field = "wished_on";
    return refused;
  }
  return day;
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

  const auto id = tx.new_id<JobId>();
  change(tx, sql::add_job, id, programme.id, service.id, resident.id, resident.household, minutes,
         terms.voucher_minutes, wished_on, request.note(), service.domain);
  v1::RequestJobResponse response;
  response.set_job_id(to_string(id));
  return response;
}

}  // namespace emplooi::jobs
