#include <map>

#include "base/words.h"
#include "catalogue/catalogue.h"
#include "jobs/jobs.h"
#include "jobs/jobs.sql.h"
#include "participants/participants.h"

namespace emplooi::jobs {

namespace {

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

}  // namespace

Outcome<v1::GetPortfolioResponse> get_portfolio(Transaction& tx, const Actor& actor,
                                                const v1::GetPortfolioRequest& request) {
  participants::v1::GetParticipantRequest asked;
  asked.set_participant_id(request.participant_id());
  auto file = TRY(participants::get_participant(tx, actor, asked));
  v1::GetPortfolioResponse response;
  response.set_participant_id(request.participant_id());
  response.set_name(file.participant().name());
  add_experience(tx, ParticipantId::of(request.participant_id()), response);
  response.mutable_tracks()->Swap(file.mutable_tracks());
  response.mutable_ladder_steps()->Swap(file.mutable_ladder_steps());
  response.mutable_certificates()->Swap(file.mutable_certificates());
  if (file.has_outflow()) response.mutable_outflow()->Swap(file.mutable_outflow());
  return response;
}

}  // namespace emplooi::jobs
