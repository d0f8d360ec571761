#include <map>

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

/// A figure as it adds up over the parts of a period: hidden as soon as one part hides it.
struct Sum {
  std::int64_t minutes = 0;
  bool is_hidden = false;

  void add(std::int64_t more, bool hides) {
    minutes += more;
    is_hidden = is_hidden || hides;
  }
};

/// By name, as they are listed.
using Sums = std::map<std::pair<std::string, Uuid>, Sum>;

void add(const std::vector<PlaceOrService>& rows, std::int64_t residents, std::int64_t fewest, Sums& sums) {
  std::vector<std::int64_t> persons;
  for (const auto& row : rows) persons.push_back(row.residents);
  const auto hidden = suppress(persons, residents, fewest, Overlap::possible).cells;
  for (std::size_t i = 0; i < rows.size(); ++i) sums[{rows[i].name, rows[i].id}].add(rows[i].minutes, hidden[i]);
}

void write(const Sums& sums, google::protobuf::RepeatedPtrField<v1::HoursRow>& to) {
  for (const auto& [name_and_id, sum] : sums) {
    auto& row = *to.Add();
    row.set_id(to_string(name_and_id.second));
    row.set_name(name_and_id.first);
    *row.mutable_minutes() = figure(sum.minutes, sum.is_hidden);
  }
}

}  // namespace

Outcome<v1::GetHoursReportResponse> get_hours_report(Transaction& tx, const Actor& actor,
                                                     const v1::GetHoursReportRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  const auto period = TRY(period_of(actor, tx.today(), request.period()));
  const auto own = actor.only();
  const auto fewest = fewest_persons(actor);
  Sums services, neighbourhoods;
  Sum all;
  for (const auto& part : parts_of(actor, period)) {
    const auto begin = part.begin(), end = part.end();
    const auto residents = *tx.one<std::int64_t>(sql::residents_served, programme.id, begin, end, own);
    const auto by_service = tx.all<PlaceOrService>(sql::minutes_by_service, programme.id, begin, end, own);
    add(by_service, residents, fewest, services);
    add(tx.all<PlaceOrService>(sql::minutes_by_neighbourhood, programme.id, begin, end, own), residents, fewest,
        neighbourhoods);
    for (const auto& row : by_service) all.add(row.minutes, residents < fewest);
  }
  v1::GetHoursReportResponse response;
  write(services, *response.mutable_services());
  write(neighbourhoods, *response.mutable_neighbourhoods());
  *response.mutable_minutes() = figure(all.minutes, all.is_hidden);
  return response;
}

}  // namespace emplooi::reporting
