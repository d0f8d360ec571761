#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "matching/solver/problem.h"

namespace emplooi::matching {

/// A list of lists in two arrays.
template <class T>
struct Lists {
  std::vector<std::uint32_t> first{0};
  std::vector<T> all;

  std::span<const T> operator[](std::size_t i) const { return {all.data() + first[i], first[i + 1] - first[i]}; }
  void push(const T& value) { all.push_back(value); }
  void close() { first.push_back(static_cast<std::uint32_t>(all.size())); }
};

/// A problem in compact arrays, for the search. Visits are numbered through all requests; a node is a visit, or the departure
/// (visit_count + shift) or return (visit_count + shift_count + shift) of a shift.
class Instance {
 public:
  explicit Instance(const Problem&);
  /// Fills `near`, which takes the longest: only for a search that goes on after its first plan.
  void find_near();

  const Problem& problem;
  int visit_count = 0, shift_count = 0, helper_count = 0, request_count = 0, day_count = 1;

  // By request.
  std::vector<int> first_visit;
  std::vector<std::int64_t> worth;
  /// How many ways of reading its windows it has, the narrowest first: as told, as wished, at all.
  std::vector<int> options;
  /// Helpers who are banned or liked, in order; the value of the banned is `is_banned`.
  Lists<Liking> likings;
  static constexpr std::int64_t is_banned = std::numeric_limits<std::int64_t>::min();
  /// Goals of a helper that a kind of service serves are found by comparing kinds.
  std::vector<int> kind, series;
  int series_count = 0;

  // By visit.
  std::vector<int> request_of;
  std::vector<Ticks> duration, due;
  /// Windows of visit v read as option o: windows[first_option[v] + o].
  std::vector<int> first_option;
  Lists<Window> windows;
  /// Shifts that could take it were they empty, the handiest first.
  Lists<std::int32_t> shifts_for;
  /// Over all those shifts, also where there are too many to be listed: how many, the shortest way there and home, and the
  /// earliest start.
  struct Alone {
    int shifts = 0;
    Ticks there = furthest, home = furthest, start = furthest;
  };
  std::vector<Alone> alone;
  /// Visits that may well come just before or after it, the nearest first.
  Lists<std::int32_t> near;

  // By node.
  std::vector<Place> place;

  // By shift.
  std::vector<int> helper_of, mode_of;
  std::vector<const Shift*> shift;

  int visits_of(int request) const { return first_visit[request + 1] - first_visit[request]; }
  int departure(int s) const { return visit_count + s; }
  int back(int s) const { return visit_count + shift_count + s; }

  Ticks leg(int mode, Place from, Place to) const {
    if (from < 0 || to < 0 || from == to) return 0;
    const auto& table = tables_[mode];
    if (table.legs) return table.legs[static_cast<std::size_t>(from) * table.size + to];
    return straight(from, to, table.ticks_per_metre);
  }
  /// Where somebody of shift s is who leaves at `at` for a leg of `ticks`: breaks are not travelled through.
  Ticks arrival(int s, Ticks at, Ticks ticks) const {
    const auto& breaks = shift[s]->breaks;
    if (breaks.empty()) return at + ticks;
    return arrival_with_breaks(breaks, at, ticks);
  }
  /// The first start of visit v on shift s, not before `at`; `furthest` if there is none.
  Ticks first_start(int v, int s, int option, Ticks at) const {
    const auto list = windows[first_option[v] + option];
    if (list.size() == 1 && shift[s]->breaks.empty()) {
      const Ticks start = at < list[0].earliest ? list[0].earliest : at;
      return start <= list[0].latest && start + duration[v] <= able_until(v, s) ? start : furthest;
    }
    return first_start_among(v, s, list, at);
  }
  /// The last tick at which the helper of shift s has all that visit v needs; before every time if they never do.
  Ticks able_until(int v, int s) const {
    return able_[static_cast<std::size_t>(needs_class_[v]) * helper_count + helper_of[s]];
  }
  bool able(int v, int s) const { return able_until(v, s) > -furthest; }
  /// 0 for helpers who are neither liked nor banned.
  std::int64_t liking(int request, int helper) const {
    for (const auto& liking : likings[request]) {
      if (liking.helper == helper) return liking.value;
    }
    return 0;
  }

 private:
  struct Table {
    const std::int32_t* legs = nullptr;
    std::size_t size = 0;
    double ticks_per_metre = 0;
  };

  Ticks straight(Place from, Place to, double ticks_per_metre) const;
  static Ticks arrival_with_breaks(const std::vector<Window>& breaks, Ticks at, Ticks ticks);
  Ticks first_start_among(int v, int s, std::span<const Window> list, Ticks at) const;
  void number_nodes();
  void read_windows();
  void read_needs();
  void read_likings();
  void make_tables();
  void find_shifts();
  /// When visit v would start if it were alone on shift s; `furthest` if it does not fit.
  Ticks start_alone(int v, int s) const;
  static std::vector<std::int32_t> around(int cell, const std::vector<std::vector<std::int32_t>>& cells);

  std::vector<Table> tables_;
  std::vector<std::vector<std::int32_t>> computed_;
  std::vector<int> needs_class_;
  std::vector<Ticks> able_;
};

}  // namespace emplooi::matching
