#pragma once

#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "matching/solver/problem.h"
#include "store/transaction.h"

namespace emplooi::matching {

/// A job as it stands in a week that is planned.
struct WeekJob {
  JobId id;
  ServiceId service;
  ResidentId resident;
  HouseholdId household;
  std::string state;
  int minutes = 0;
  int voucher_minutes = 0;
  std::optional<Date> wished_on;
  std::string priority;
  std::optional<Uuid> visit;
  int place_in_visit = 0;
  bool one_after_another = false;
  std::optional<Uuid> series;
  std::optional<Date> earliest_on;
  std::optional<Date> latest_on;
  std::optional<ParticipantId> participant;
  std::optional<Time> starts_at;
  std::optional<Time> ends_at;
  bool locked = false;
  std::string postcode;

  using Columns =
      std::tuple<JobId, ServiceId, ResidentId, HouseholdId, std::string, int, int, std::optional<Date>, std::string,
                 std::optional<Uuid>, int, bool, std::optional<Uuid>, std::optional<Date>, std::optional<Date>,
                 std::optional<ParticipantId>, std::optional<Time>, std::optional<Time>, bool, std::string>;

  /// Planned or accepted: somebody was told.
  bool is_told() const { return state == "planned" || state == "accepted"; }
};

/// Over how many weeks hours are spread fairly: the one that is planned, and those before it.
constexpr int fair_weeks = 5;

/// What is asked of a week.
struct WeekQuestion {
  ProgrammeId programme;
  /// Whose participants help.
  ProviderId provider;
  Date monday;
  /// Nobody starts before it.
  Time not_before;
  /// Whether a job that is planned or accepted may move. The others stay, and helpers work around them.
  std::function<bool(const WeekJob&)> may_move = [](const WeekJob&) { return false; };
};

/// A programme's week as the solver sees it, and who and what its numbers stand for.
struct Week {
  Problem problem;
  /// By helper, guide, capability and kind of the problem.
  std::vector<ParticipantId> helpers;
  std::vector<ActorId> guides;
  std::vector<std::string> capabilities;
  std::vector<ServiceId> services;
  /// By request: the job of each of its visits.
  std::vector<std::vector<WeekJob>> requests;
  /// Open requests of households that have too few vouchers: nobody is planned for them.
  std::vector<WeekJob> without_vouchers;
};

constexpr Ticks minute = 60;
constexpr Ticks ticks_of(Time time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}
constexpr Time time_of(Ticks ticks) { return Time(std::chrono::seconds(ticks)); }

/// The instant at `minute` after midnight on the clock of the town; with a gap, the first one after it.
Time instant_at(Date day, int minute);

/// Reads a week in a fixed number of statements. At most 5,000 participants and as many open requests.
Week read_week(Transaction&, const WeekQuestion&);

}  // namespace emplooi::matching
