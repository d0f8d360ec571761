#include <array>

#include "organisations/organisations.h"
#include "reporting/figure.h"
#include "reporting/publications.h"
#include "reporting/reporting.h"
#include "reporting/reporting.sql.h"

namespace emplooi::reporting {

namespace {

/// A participant's hours, and the groups that they are counted in.
struct Share {
  std::optional<std::string> track;
  std::optional<Date> born_on;
  /// The first four characters of where they live; empty if nobody knows.
  std::string area;
  bool is_near = false;
  std::int64_t wanted_hours = 0;
  std::int64_t minutes = 0;

  using Columns =
      std::tuple<std::optional<std::string>, std::optional<Date>, std::string, bool, std::int64_t, std::int64_t>;
};

v1::FairnessGroup track_of(const Share& share, Date) {
  if (share.track == "orientation") return v1::FAIRNESS_GROUP_ORIENTATION;
  if (share.track == "activation") return v1::FAIRNESS_GROUP_ACTIVATION;
  return share.track ? v1::FAIRNESS_GROUP_PLACEMENT : v1::FAIRNESS_GROUP_NO_TRACK;
}

v1::FairnessGroup age_of(const Share& share, Date day) {
  if (!share.born_on) return v1::FAIRNESS_GROUP_AGE_UNKNOWN;
  if (add_months(*share.born_on, 30 * 12) > day) return v1::FAIRNESS_GROUP_UNDER_30;
  if (add_months(*share.born_on, 45 * 12) > day) return v1::FAIRNESS_GROUP_AGED_30_TO_44;
  return v1::FAIRNESS_GROUP_AGED_45_AND_OVER;
}

v1::FairnessGroup home_of(const Share& share, Date) {
  if (share.area.empty()) return v1::FAIRNESS_GROUP_HOME_UNKNOWN;
  return share.is_near ? v1::FAIRNESS_GROUP_LIVES_NEAR : v1::FAIRNESS_GROUP_LIVES_FURTHER;
}

/// The groups of one kind stand side by side in the enumeration.
struct Grouping {
  v1::FairnessGroup first;
  v1::FairnessGroup last;
  v1::FairnessGroup (*group_of)(const Share&, Date);
};
constexpr Grouping all_groupings[] = {{v1::FAIRNESS_GROUP_ORIENTATION, v1::FAIRNESS_GROUP_NO_TRACK, track_of},
                                      {v1::FAIRNESS_GROUP_UNDER_30, v1::FAIRNESS_GROUP_AGE_UNKNOWN, age_of},
                                      {v1::FAIRNESS_GROUP_LIVES_NEAR, v1::FAIRNESS_GROUP_HOME_UNKNOWN, home_of}};

struct Totals {
  std::int64_t persons = 0, minutes = 0, wanted_minutes = 0;

  void add(const Share& share, std::int64_t days) {
    ++persons;
    minutes += share.minutes;
    wanted_minutes += share.wanted_hours * 60 * days / 7;
  }
  v1::FairnessRow row(v1::FairnessGroup group, bool is_hidden) const {
    v1::FairnessRow row;
    row.set_group(group);
    *row.mutable_participants() = figure(persons, is_hidden);
    *row.mutable_minutes() = figure(minutes, is_hidden);
    *row.mutable_wanted_minutes() = figure(wanted_minutes, is_hidden);
    return row;
  }
};

}  // namespace

v1::GetFairnessReportResponse fairness_of(Transaction& tx, const organisations::Programme& programme,
                                          const Period& period, const Audience& audience) {
  const auto days = (date::sys_days(period.ends_on) - date::sys_days(period.starts_on)).count() + 1;
  const auto shares =
      tx.all<Share>(sql::shares_of_hours, programme.id, programme.provider, period.begin(), period.end());
  const auto fewest = audience.fewest;
  Totals all;
  for (const auto& share : shares) all.add(share, days);

  v1::GetFairnessReportResponse response;
  for (const auto& grouping : all_groupings) {
    std::vector<Totals> groups(static_cast<std::size_t>(grouping.last - grouping.first + 1));
    for (const auto& share : shares) {
      groups[static_cast<std::size_t>(grouping.group_of(share, period.ends_on) - grouping.first)].add(share, days);
    }
    std::vector<std::int64_t> persons;
    for (const auto& group : groups) persons.push_back(group.persons);
    const auto hidden = suppress(persons, all.persons, fewest, Overlap::none);
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const auto group = static_cast<v1::FairnessGroup>(grouping.first + static_cast<int>(i));
      *response.add_rows() = groups[i].row(group, hidden.cells[i]);
    }
  }
  const bool are_few = all.persons > 0 && all.persons < fewest;
  *response.mutable_all() = all.row(v1::FAIRNESS_GROUP_UNSPECIFIED, are_few);
  return response;
}

Outcome<v1::GetFairnessReportResponse> get_fairness_report(Transaction& tx, const Actor& actor,
                                                           const v1::GetFairnessReportRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  const auto period = TRY(period_of(actor, tx.today(), request.period()));
  const auto audience = audience_of(actor);
  if (actor.is_staff()) return fairness_of(tx, programme, period, audience);
  return fairness_of(TRY(publications_of(tx, programme, period, audience)));
}

}  // namespace emplooi::reporting
