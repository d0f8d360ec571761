#include "matching/solver/problem.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace emplooi::matching {

namespace {

using Fault = std::optional<std::string>;

bool is_time(Ticks ticks) { return -furthest <= ticks && ticks <= furthest; }
bool is_duration(Ticks ticks) { return 0 <= ticks && ticks <= furthest; }
template <class List>
bool is_index(std::int64_t i, const List& list) {
  return 0 <= i && i < static_cast<std::int64_t>(list.size());
}

/// Every window is in order or empty, and ends before the next begins.
bool are_disjoint(const std::vector<Window>& windows) {
  for (std::size_t i = 0; i < windows.size(); ++i) {
    if (!is_time(windows[i].earliest) || !is_time(windows[i].latest)) return false;
    if (i > 0 && windows[i].earliest <= windows[i - 1].latest) return false;
  }
  return true;
}

std::string at(const char* what, std::size_t i, const char* says) {
  return std::string(what) + " " + std::to_string(i) + " " + says;
}

/// How many places the mode's matrix knows; 0 if it is not square.
std::int64_t places_of(const Problem& problem, const Mode& mode) {
  if (mode.matrix.empty()) return static_cast<std::int64_t>(problem.places.size());
  const auto side = std::llround(std::sqrt(static_cast<double>(mode.matrix.size())));
  return side * side == static_cast<std::int64_t>(mode.matrix.size()) ? side : 0;
}

Fault fault_in_modes(const Problem& problem, std::int64_t& places) {
  places = -1;
  for (std::size_t i = 0; i < problem.modes.size(); ++i) {
    const auto& mode = problem.modes[i];
    const auto known = places_of(problem, mode);
    if (known == 0 && !mode.matrix.empty()) return at("mode", i, "has a matrix that is not square");
    if (std::any_of(mode.matrix.begin(), mode.matrix.end(), [](auto leg) { return leg < 0; })) {
      return at("mode", i, "has a leg below zero");
    }
    if (!(mode.ticks_per_metre >= 0 && mode.ticks_per_metre <= 1e6)) return at("mode", i, "has a speed out of bounds");
    if (places >= 0 && known != places) return at("mode", i, "knows other places than the one before");
    places = known;
  }
  for (std::size_t i = 0; i < problem.places.size(); ++i) {
    if (!(std::abs(problem.places[i].east) <= 1e7 && std::abs(problem.places[i].north) <= 1e7)) {
      return at("place", i, "lies further away than 10,000 km");
    }
  }
  return {};
}

Fault fault_in_helper(const Problem& problem, std::size_t i, std::int64_t places) {
  const auto& helper = problem.helpers[i];
  if (!is_index(helper.mode, problem.modes)) return at("helper", i, "has a mode that is not there");
  if (helper.guide != -1 && !is_index(helper.guide, problem.guides))
    return at("helper", i, "has a guide who is not there");
  if (helper.buddy != -1 && (!is_index(helper.buddy, problem.helpers) || helper.buddy == static_cast<std::int32_t>(i)))
    return at("helper", i, "has a buddy who is nobody else");
  if (!is_duration(helper.longest_leg) || !is_duration(helper.most_work))
    return at("helper", i, "has a limit out of bounds");
  if (!(0 <= helper.wanted_work && helper.wanted_work <= 1'000'000'000) ||
      !(0 <= helper.had_work && helper.had_work <= 1'000'000'000))
    return at("helper", i, "wants hours out of bounds");
  for (std::size_t s = 0; s < helper.shifts.size(); ++s) {
    const auto& shift = helper.shifts[s];
    if (!is_time(shift.from) || !is_time(shift.until) || shift.until < shift.from)
      return at("helper", i, "has a shift that ends before it begins");
    if (s > 0 && shift.from < helper.shifts[s - 1].until)
      return at("helper", i, "has shifts that overlap or are out of order");
    for (const auto place : {shift.start_at, shift.end_at}) {
      if (place < nowhere || place >= places) return at("helper", i, "has a shift at a place that is not there");
    }
    if (shift.day < 0 || shift.day > 10'000) return at("helper", i, "has a shift on a day out of bounds");
    if (shift.most_visits < 0 || !is_duration(shift.most_travel))
      return at("helper", i, "has a shift with a limit out of bounds");
    if (!are_disjoint(shift.breaks)) return at("helper", i, "has breaks that overlap or are out of order");
    for (const auto& pause : shift.breaks) {
      if (pause.latest < pause.earliest) return at("helper", i, "has a break that ends before it begins");
    }
  }
  for (const auto& has : helper.capabilities) {
    if (!is_time(has.until)) return at("helper", i, "has a capability with an end out of bounds");
  }
  for (const auto& goal : helper.goals) {
    if (goal.per < 1 || !is_duration(goal.needed) || goal.value < 0 || goal.value > 1'000'000) {
      return at("helper", i, "has a goal out of bounds");
    }
  }
  return {};
}

Fault fault_in_request(const Problem& problem, std::size_t i, std::int64_t places) {
  const auto& request = problem.requests[i];
  if (request.place < nowhere || request.place >= places) return at("request", i, "is at a place that is not there");
  if (request.visits.empty() || request.visits.size() > most_visits_of_a_request)
    return at("request", i, "has not 1 to 4 visits");
  for (const auto& visit : request.visits) {
    if (!is_duration(visit.duration)) return at("request", i, "has a duration out of bounds");
    if (!is_duration(visit.least_after) || !is_duration(visit.most_after) || visit.most_after < visit.least_after) {
      return at("request", i, "has visits that cannot follow one another");
    }
  }
  if (!are_disjoint(request.windows)) return at("request", i, "has windows that overlap or are out of order");
  if (!are_disjoint(request.wished)) return at("request", i, "has wishes that overlap or are out of order");
  if (!is_time(request.due)) return at("request", i, "is due out of bounds");
  if (request.worth < 0 || request.worth > 1'000'000'000) return at("request", i, "has a worth out of bounds");
  if (request.wish_value < 0 || request.wish_value > 1'000'000) return at("request", i, "has a wish out of bounds");
  if (request.series < -1 || request.series >= static_cast<std::int64_t>(most_requests))
    return at("request", i, "has a series out of bounds");
  std::set<std::int32_t> named(request.banned.begin(), request.banned.end());
  for (const auto& liking : request.likings) {
    if (std::abs(liking.value) > 1'000'000) return at("request", i, "has a liking out of bounds");
    if (!named.insert(liking.helper).second) return at("request", i, "names a helper twice in bans and likings");
  }
  for (const auto helper : named) {
    if (!is_index(helper, problem.helpers)) return at("request", i, "names a helper who is not there");
  }
  if (!request.published.empty() && request.published.size() != request.visits.size()) {
    return at("request", i, "is published with other visits than it has");
  }
  for (const auto& told : request.published) {
    if (!is_time(told.start)) return at("request", i, "is published at a time out of bounds");
  }
  if (request.locked && request.published.empty()) return at("request", i, "is locked and not published");
  return {};
}

Fault fault_in_objectives(const Objectives& objectives) {
  if (objectives.tiers.empty() || objectives.tiers.size() > objective_count) return "there are not 1 to 10 tiers";
  std::set<Objective> named;
  for (const auto& tier : objectives.tiers) {
    for (const auto& term : tier) {
      if (static_cast<std::size_t>(term.objective) >= objective_count || !named.insert(term.objective).second) {
        return "an objective stands in two tiers, or is unknown";
      }
      if (term.weight < 1 || term.weight > 1'000'000) return "a weight is out of bounds";
    }
  }
  return {};
}

}  // namespace

std::optional<std::string> fault_in(const Problem& problem) {
  if (problem.helpers.size() > most_helpers) return "there are too many helpers";
  if (problem.requests.size() > most_requests) return "there are too many requests";
  std::size_t shifts = 0;
  for (const auto& helper : problem.helpers) shifts += helper.shifts.size();
  if (shifts > most_shifts) return "there are too many shifts";
  if (auto fault = fault_in_objectives(problem.objectives)) return fault;
  std::int64_t places = 0;
  if (auto fault = fault_in_modes(problem, places)) return fault;
  for (std::size_t i = 0; i < problem.guides.size(); ++i) {
    if (!is_duration(problem.guides[i].capacity_a_day)) return at("guide", i, "has a capacity out of bounds");
    const auto& taken = problem.guides[i].taken;
    if (!std::all_of(taken.begin(), taken.end(), is_duration)) return at("guide", i, "has given time out of bounds");
  }
  for (std::size_t i = 0; i < problem.helpers.size(); ++i) {
    if (auto fault = fault_in_helper(problem, i, places)) return fault;
  }
  for (std::size_t i = 0; i < problem.requests.size(); ++i) {
    if (auto fault = fault_in_request(problem, i, places)) return fault;
  }
  return {};
}

}  // namespace emplooi::matching
