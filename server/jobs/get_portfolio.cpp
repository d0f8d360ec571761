#include <map>

#include "base/words.h"
#include "catalogue/catalogue.h"
#include "jobs/jobs.h"
#include "jobs/jobs.sql.h"
#include "participants/participants.h"

namespace emplooi::jobs {

namespace {

constexpr int months_told = 12;

struct Experience {
  ServiceId service;
  int jobs;
  int minutes;
  Time first_at;
  Time last_at;
  using Columns = std::tuple<ServiceId, int, int, Time, Time>;
};

void add_experience(Transaction& tx, ParticipantId participant, v1::GetPortfolioResponse& response) {
  std::map<int, int> minutes_by_field;
  for (const auto& row : tx.all<Experience>(sql::experience_by_service, participant)) {
    const auto service = catalogue::service(tx, row.service).value();
    auto& added = *response.add_services();
    added.set_service_id(to_string(row.service));
    added.set_name_nl(service.name_nl);
    added.set_name_en(service.name_en);
    added.set_domain(from_word<catalogue::v1::ServiceDomain>(service.domain));
    added.set_jobs(row.jobs);
    added.set_minutes(row.minutes);
    added.set_first_on(to_string(local_date(row.first_at)));
    added.set_last_on(to_string(local_date(row.last_at)));
    for (const int field : catalogue::performance_fields_of(tx, row.service)) {
      added.add_performance_fields(field);
      minutes_by_field[field] += row.minutes;
    }
    response.set_jobs(response.jobs() + row.jobs);
    response.set_minutes(response.minutes() + row.minutes);
  }
  for (const auto& [field, minutes] : minutes_by_field) {
    auto& added = *response.add_performance_fields();
    added.set_performance_field(field);
    added.set_minutes(minutes);
  }
}

void add_months_of_work(Transaction& tx, ParticipantId participant, v1::GetPortfolioResponse& response) {
  const Date first = add_months(first_day(month_of(tx.today())), 1 - months_told);
  std::map<Month, int> minutes_in;
  for (const auto& [starts_at, minutes] : tx.all<Time, int>(sql::worked_since, participant, start_of_day(first))) {
    minutes_in[month_of(local_date(starts_at))] += minutes;
  }
  for (Month month = month_of(first); month <= month_of(tx.today()); month = next_month(month)) {
    auto& added = *response.add_months();
    added.set_month(month);
    added.set_minutes(minutes_in[month]);
  }
}

}  // namespace

Outcome<v1::GetPortfolioResponse> get_portfolio(Transaction& tx, const Actor& actor,
                                                const v1::GetPortfolioRequest& request) {
  participants::v1::GetParticipantRequest asked;
  asked.set_participant_id(request.participant_id());
  auto file = TRY(participants::get_participant(tx, actor, asked));
  v1::GetPortfolioResponse response;
  response.set_participant_id(request.participant_id());
  response.set_name(file.participant().name());
  const auto participant = ParticipantId::of(request.participant_id());
  add_experience(tx, participant, response);
  add_months_of_work(tx, participant, response);
  response.mutable_tracks()->Swap(file.mutable_tracks());
  response.mutable_ladder_steps()->Swap(file.mutable_ladder_steps());
  response.mutable_certificates()->Swap(file.mutable_certificates());
  if (file.has_outflow()) response.mutable_outflow()->Swap(file.mutable_outflow());
  return response;
}

}  // namespace emplooi::jobs
