#include <map>

#include "base/words.h"
#include "organisations/organisations.h"
#include "reporting/figure.h"
#include "reporting/period.h"
#include "reporting/reporting.h"
#include "reporting/reporting.sql.h"
#include "reporting/suppression.h"

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

/// How many people there are of each kind, and which of these numbers are hidden; over several periods a number is hidden as soon
/// as one of them hides it.
struct Count {
  std::array<std::int64_t, kinds> persons{};
  std::int64_t total = 0;
  Suppression hidden{std::vector<bool>(kinds, false)};

  v1::Figure cell(std::size_t i) const { return figure(persons[i], hidden.cells[i]); }
  v1::Figure all() const { return figure(total, hidden.total); }

  void add(const Count& more) {
    for (std::size_t i = 0; i < kinds; ++i) {
      persons[i] += more.persons[i];
      hidden.cells[i] = hidden.cells[i] || more.hidden.cells[i];
    }
    total += more.total;
    hidden.total = hidden.total || more.hidden.total;
  }
  void hide() { hidden = {std::vector<bool>(kinds, true), true}; }
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

}  // namespace

Outcome<v1::GetTracksReportResponse> get_tracks_report(Transaction& tx, const Actor& actor,
                                                       const v1::GetTracksReportRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  const auto asked = TRY(period_of(actor, tx.today(), request.period()));
  const auto& by_track = actor.is_staff() ? sql::participants_by_track : sql::beginners_by_track;
  const auto periods = counted_periods_of(actor, asked, programme);
  Count tracks, outflow;
  for (const auto& period : periods) {
    const Date last_day = programme.ends_on.value_or(period.ends_on);
    const auto persons_by = [&](const store::Statement& statement) {
      return tx.all<std::string, std::int64_t>(statement, programme.id, programme.provider, period.starts_on,
                                               period.ends_on, programme.starts_on, last_day);
    };
    tracks.add(count(persons_by(by_track), track_kinds, fewest_persons(actor)));
    outflow.add(count(persons_by(sql::outflow_by_kind), outflow_kinds, fewest_persons(actor)));
  }
  v1::GetTracksReportResponse response;
  if (periods.empty()) {
    tracks.hide();
    outflow.hide();
  } else {
    response.mutable_period()->set_starts_on(to_string(periods.front().starts_on));
    response.mutable_period()->set_ends_on(to_string(periods.back().ends_on));
  }
  write(tracks, outflow, response);
  return response;
}

}  // namespace emplooi::reporting
