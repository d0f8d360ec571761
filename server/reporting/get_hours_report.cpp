#include "organisations/organisations.h"
#include "reporting/figure.h"
#include "reporting/publications.h"
#include "reporting/reporting.h"
#include "reporting/reporting.sql.h"

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

void write(const std::vector<PlaceOrService>& rows, std::int64_t residents, std::int64_t fewest,
           google::protobuf::RepeatedPtrField<v1::HoursRow>& to) {
  std::vector<std::int64_t> persons;
  for (const auto& row : rows) persons.push_back(row.residents);
  const auto hidden = suppress(persons, residents, fewest, Overlap::possible).cells;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& row = *to.Add();
    row.set_id(to_string(rows[i].id));
    row.set_name(rows[i].name);
    *row.mutable_minutes() = figure(rows[i].minutes, hidden[i]);
  }
}

}  // namespace

v1::GetHoursReportResponse hours_of(Transaction& tx, const organisations::Programme& programme, const Period& period,
                                    const Audience& audience) {
  const auto begin = period.begin(), end = period.end();
  const auto rows_by = [&](const store::Statement& statement) {
    return tx.all<PlaceOrService>(statement, programme.id, begin, end, audience.corporation);
  };
  const auto residents = *tx.one<std::int64_t>(sql::residents_served, programme.id, begin, end, audience.corporation);
  const auto by_service = rows_by(sql::minutes_by_service);
  std::int64_t minutes = 0;
  for (const auto& row : by_service) minutes += row.minutes;
  v1::GetHoursReportResponse report;
  write(by_service, residents, audience.fewest, *report.mutable_services());
  write(rows_by(sql::minutes_by_neighbourhood), residents, audience.fewest, *report.mutable_neighbourhoods());
  *report.mutable_minutes() = figure(minutes, residents > 0 && residents < audience.fewest);
  return report;
}

Outcome<v1::GetHoursReportResponse> get_hours_report(Transaction& tx, const Actor& actor,
                                                     const v1::GetHoursReportRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  const auto period = TRY(period_of(actor, tx.today(), request.period()));
  const auto audience = audience_of(actor);
  if (actor.is_staff()) return hours_of(tx, programme, period, audience);
  return hours_of(TRY(publications_of(tx, programme, period, audience)));
}

}  // namespace emplooi::reporting
