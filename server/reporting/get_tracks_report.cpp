#include "base/words.h"
#include "organisations/organisations.h"
#include "reporting/figure.h"
#include "reporting/publications.h"
#include "reporting/reporting.h"
#include "reporting/reporting.sql.h"

namespace emplooi::reporting {

namespace {

using participants::v1::OutflowKind;
using participants::v1::TrackKind;

constexpr TrackKind track_kinds[] = {participants::v1::TRACK_KIND_ORIENTATION, participants::v1::TRACK_KIND_ACTIVATION,
                                     participants::v1::TRACK_KIND_PLACEMENT};
constexpr OutflowKind outflow_kinds[] = {participants::v1::OUTFLOW_KIND_REGULAR,
                                         participants::v1::OUTFLOW_KIND_SUBSIDISED,
                                         participants::v1::OUTFLOW_KIND_VOLUNTARY};
constexpr std::size_t kinds = 3;

/// How many people there are of each kind, and which of these numbers are hidden.
struct Count {
  std::array<std::int64_t, kinds> persons{};
  std::int64_t total = 0;
  Suppression hidden;

  v1::Figure cell(std::size_t i) const { return figure(persons[i], hidden.cells[i]); }
  v1::Figure all() const { return figure(total, hidden.total); }
};

template <class Kind>
Count count(const std::vector<std::tuple<std::string, std::int64_t>>& rows, const Kind (&all)[kinds],
            std::int64_t fewest) {
  Count count;
  for (const auto& [word, persons] : rows) {
    const auto at = std::find(std::begin(all), std::end(all), from_word<Kind>(word)) - std::begin(all);
    count.persons[static_cast<std::size_t>(at)] = persons;
    count.total += persons;
  }
  count.hidden = suppress(count.persons, count.total, fewest, Overlap::none);
  return count;
}

void write(const Count& tracks, const Count& outflow, v1::GetTracksReportResponse& response) {
  for (std::size_t i = 0; i < kinds; ++i) {
    auto& track = *response.add_tracks();
    track.set_kind(track_kinds[i]);
    *track.mutable_participants() = tracks.cell(i);
    auto& out = *response.add_outflow();
    out.set_kind(outflow_kinds[i]);
    *out.mutable_persons() = outflow.cell(i);
  }
  *response.mutable_participants() = tracks.all();
  *response.mutable_flowed_out() = outflow.all();
}

v1::GetTracksReportResponse report_of(Transaction& tx, const store::Statement& by_track,
                                      const organisations::Programme& programme, const Period& period,
                                      const Audience& audience) {
  const Date last_day = programme.ends_on.value_or(period.ends_on);
  const auto persons_by = [&](const store::Statement& statement) {
    return tx.all<std::string, std::int64_t>(statement, programme.id, programme.provider, period.starts_on,
                                             period.ends_on, programme.starts_on, last_day);
  };
  v1::GetTracksReportResponse report;
  report.mutable_period()->set_starts_on(to_string(period.starts_on));
  report.mutable_period()->set_ends_on(to_string(period.ends_on));
  write(count(persons_by(by_track), track_kinds, audience.fewest),
        count(persons_by(sql::outflow_by_kind), outflow_kinds, audience.fewest), report);
  return report;
}

}  // namespace

v1::GetTracksReportResponse tracks_of(Transaction& tx, const organisations::Programme& programme, const Period& period,
                                      const Audience& audience) {
  return report_of(tx, sql::participants_by_track, programme, period, audience);
}

v1::GetTracksReportResponse beginners_of(Transaction& tx, const organisations::Programme& programme,
                                         const Period& period, const Audience& audience) {
  return report_of(tx, sql::beginners_by_track, programme, period, audience);
}

v1::GetTracksReportResponse hidden_tracks() {
  const Count nobody{{}, 0, {std::vector<bool>(kinds, true), true}};
  v1::GetTracksReportResponse report;
  write(nobody, nobody, report);
  return report;
}

Outcome<v1::GetTracksReportResponse> get_tracks_report(Transaction& tx, const Actor& actor,
                                                       const v1::GetTracksReportRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  const auto period = TRY(period_of(actor, tx.today(), request.period()));
  const auto audience = audience_of(actor);
  if (actor.is_staff()) return tracks_of(tx, programme, period, audience);
  return tracks_of(TRY(publications_of(tx, programme, period, audience)), period);
}

}  // namespace emplooi::reporting
