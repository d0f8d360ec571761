#include "organisations/organisations.h"
#include "reporting/figure.h"
#include "reporting/period.h"
#include "reporting/reporting.h"
#include "reporting/reporting.sql.h"
#include "reporting/suppression.h"

namespace emplooi::reporting {

namespace {

/// What was done of one service, or in one neighbourhood, and for how many residents.
struct PlaceOrService {
  Uuid id;
  std::string name;
  std::int64_t minutes;
  std::int64_t residents;

  using Columns = std::tuple<Uuid, std::string, std::int64_t, std::int64_t>;
};

std::vector<bool> hidden(const std::vector<PlaceOrService>& rows, std::int64_t residents, std::int64_t fewest) {
  std::vector<std::int64_t> persons;
  for (const auto& row : rows) persons.push_back(row.residents);
  return suppress(persons, residents, fewest, Overlap::possible).cells;
}

void write(const PlaceOrService& row, bool is_hidden, v1::HoursRow& to) {
  to.set_id(to_string(row.id));
  to.set_name(row.name);
  *to.mutable_minutes() = figure(row.minutes, is_hidden);
}

}  // namespace

Outcome<v1::GetHoursReportResponse> get_hours_report(Transaction& tx, const Actor& actor,
                                                     const v1::GetHoursReportRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  const auto period = TRY(period_of(actor, tx.today(), request.period()));
  const auto own = corporation_of(actor);
  const auto fewest = fewest_persons(actor);
  const auto begin = period.begin(), end = period.end();
  const auto residents = *tx.one<std::int64_t>(sql::residents_served, programme.id, begin, end, own);

  v1::GetHoursReportResponse response;
  std::int64_t minutes = 0;
  const auto services = tx.all<PlaceOrService>(sql::minutes_by_service, programme.id, begin, end, own);
  const auto hidden_services = hidden(services, residents, fewest);
  for (std::size_t i = 0; i < services.size(); ++i) {
    write(services[i], hidden_services[i], *response.add_services());
    minutes += services[i].minutes;
  }
  const auto places = tx.all<PlaceOrService>(sql::minutes_by_neighbourhood, programme.id, begin, end, own);
  const auto hidden_places = hidden(places, residents, fewest);
  for (std::size_t i = 0; i < places.size(); ++i) write(places[i], hidden_places[i], *response.add_neighbourhoods());
  *response.mutable_minutes() = figure(minutes, residents > 0 && residents < fewest);
  return response;
}

}  // namespace emplooi::reporting
