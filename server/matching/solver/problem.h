#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "matching/solver/objectives.h"

namespace emplooi::matching {

/// Time and durations: whole units of the caller's choice, counted from an instant of the caller's choice. The town counts
/// seconds since 1970 UTC, so that the change of the clock is the caller's affair and every duration is true.
using Ticks = std::int64_t;

/// Absolute bound of every instant and every duration: sums of them cannot overflow.
constexpr Ticks furthest = Ticks{1} << 40;

/// Index of a place in Problem::places or in a mode's matrix; nowhere: no travel to or from it.
using Place = std::int32_t;
constexpr Place nowhere = -1;

/// When a visit may start: both ends included.
struct Window {
  Ticks earliest = 0;
  Ticks latest = furthest;

  friend bool operator==(const Window&, const Window&) = default;
};

/// Metres east and north of a point of the caller's choice.
struct Point {
  double east = 0;
  double north = 0;
};

/// A way to travel. Travel may differ there and back, and need not hold to the triangle inequality.
struct Mode {
  /// Ticks from row to column, places × places, none negative; empty: straight lines × ticks_per_metre, rounded up.
  std::vector<std::int32_t> matrix;
  double ticks_per_metre = 0;
};

/// A stretch of time in which a helper can be planned: leaves `start_at` not before `from`, is at `end_at` by `until`.
struct Shift {
  Ticks from = 0;
  Ticks until = furthest;
  Place start_at = nowhere;
  Place end_at = nowhere;
  /// Which day of the plan it counts for: guides have a capacity a day. 0 or more.
  std::int32_t day = 0;
  std::int32_t most_visits = std::numeric_limits<std::int32_t>::max();
  Ticks most_travel = furthest;
  /// Breaks: neither work nor travel from `earliest` until `latest`; in order, disjoint.
  std::vector<Window> breaks;
};

/// What somebody can do or has: a skill, an assessed fitness, a certificate with its last tick.
struct Capability {
  std::int32_t id = 0;
  Ticks until = furthest;
};

/// What a track still misses: visits (or ticks of work) of certain kinds. Each `per` of them earns `value`, up to `needed`.
struct Goal {
  std::vector<std::int32_t> kinds;
  bool counts_work = false;
  Ticks needed = 1;
  Ticks per = 1;
  std::int64_t value = 1;
};

struct Helper {
  std::vector<Shift> shifts;
  std::vector<Capability> capabilities;
  std::int32_t mode = 0;
  /// Longest single leg of travel.
  Ticks longest_leg = furthest;
  /// Most work in the whole plan; travel does not count.
  Ticks most_work = furthest;
  /// What they would like to have, and what of it they have had before the plan. 0 wanted: no wish.
  Ticks wanted_work = 0;
  Ticks had_work = 0;
  /// Whose guidance every visit of theirs takes (Problem::guides); none: -1.
  std::int32_t guide = -1;
  /// False: only together with a helper who may work alone (buddy, group).
  bool may_work_alone = true;
  /// The helper whom they work with best; nobody: -1.
  std::int32_t buddy = -1;
  std::vector<Goal> goals;
};

/// A coach. Every visit of those whom they guide takes its duration out of the capacity of its day.
struct Guide {
  Ticks capacity_a_day = furthest;
  /// By day: what of it is used already; days beyond the end have all of it.
  std::vector<Ticks> taken;

  Ticks taken_on(std::int32_t day) const { return static_cast<std::size_t>(day) < taken.size() ? taken[day] : 0; }
};

/// The presence of one helper.
struct Visit {
  Ticks duration = 0;
  /// Capability ids, all of which the helper must have until the visit ends.
  std::vector<std::int32_t> needs;
  /// When it starts after the visit before it in the same request: 0 to 0 is together. Not read of the first visit.
  Ticks least_after = 0;
  Ticks most_after = 0;
};

/// How much it is worth that a helper comes: the same one as before, a wished language. Negative: rather not.
struct Liking {
  std::int32_t helper = 0;
  std::int64_t value = 0;
};

/// One visit as it was planned, told or locked.
struct Placement {
  std::int32_t helper = -1;
  Ticks start = 0;

  friend bool operator==(const Placement&, const Placement&) = default;
};

/// A piece of help that a resident asked for: all of its visits are planned, or none.
struct Request {
  Place place = nowhere;
  /// 1 to 4, in the order of their starts.
  std::vector<Visit> visits;
  /// Of the start of each visit; any of them; in order, disjoint. None: cannot be served.
  std::vector<Window> windows;
  /// Starts after this are tardy by the difference.
  Ticks due = furthest;
  /// What is lost when it is not served: priority and waiting time in one figure.
  std::int64_t worth = 1;
  /// The kind of service, for goals.
  std::int32_t kind = 0;
  /// Requests of one series (same resident, every week) should see the same helpers; -1: none.
  std::int32_t series = -1;
  bool distinct_helpers = true;
  std::vector<Liking> likings;
  /// Kin, household, refused pairs: never.
  std::vector<std::int32_t> banned;
  /// Where the resident would like the start to be; not served there costs `wish_value`.
  std::vector<Window> wished;
  std::int64_t wish_value = 1;
  /// What people were told, one for each visit; a change of it costs.
  std::vector<Placement> published;
  /// Stays exactly as published.
  bool locked = false;
};

/// All that a plan is made of. Bounded: see fault_in().
struct Problem {
  /// Places of straight-line modes; modes with a matrix have places of their own number.
  std::vector<Point> places;
  std::vector<Mode> modes;
  std::vector<Guide> guides;
  std::vector<Helper> helpers;
  std::vector<Request> requests;
  Objectives objectives;
};

constexpr std::size_t most_helpers = 20'000;
constexpr std::size_t most_shifts = 200'000;
constexpr std::size_t most_requests = 100'000;
constexpr std::size_t most_visits_of_a_request = 4;

/// The first thing that makes the problem meaningless (an index out of range, a negative duration, windows out of order, a
/// locked request without placements), as one English sentence that holds indices only; nothing if it can be solved. An
/// instance that cannot be served, such as a window that ends before it begins, is not a fault.
std::optional<std::string> fault_in(const Problem&);

}  // namespace emplooi::matching
