#include "matching/files/hhcrsp.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cmath>
#include <map>
#include <set>

#include "matching/files/json.h"

namespace emplooi::matching::files {

namespace {

constexpr double ticks_per_unit = 1000;
constexpr std::size_t most_patients = 5'000;
constexpr double latest_time = 1e6;

Ticks ticks_of(const Node& node) { return std::llround(node.number(0, latest_time) * ticks_per_unit); }

std::map<std::string, int> numbered(const Node& list, std::size_t most, std::vector<std::string>* names = nullptr) {
  std::map<std::string, int> numbers;
  for (const auto& node : list.list(most)) {
    const auto id = node.at("id").text();
    if (!numbers.try_emplace(id, static_cast<int>(numbers.size())).second) node.fail("has the id of another one");
    if (names != nullptr) names->push_back(id);
  }
  return numbers;
}

int service_of(const Node& node, const std::map<std::string, int>& services) {
  const auto found = services.find(node.text());
  if (found == services.end()) node.fail("is a service that is not there");
  return found->second;
}

Request read_patient(const Node& patient, Place place, const std::map<std::string, int>& services,
                     std::vector<std::string>& names) {
  Request request;
  request.place = place;
  const auto window = patient.at("time_window").list(2);
  if (window.size() != 2) patient.at("time_window").fail("must have two ends");
  request.windows = {{ticks_of(window[0]), furthest}};
  request.due = ticks_of(window[1]);
  const auto needed = patient.at("required_caregivers").list(2);
  if (needed.empty()) patient.at("required_caregivers").fail("is empty");
  for (const auto& one : needed) {
    Visit visit;
    visit.duration = ticks_of(one.at("duration"));
    visit.needs = {service_of(one.at("service"), services)};
    request.visits.push_back(visit);
    names.push_back(one.at("service").text());
  }
  if (names.size() == 2) {
    if (names[0] == names[1]) patient.at("required_caregivers").fail("has one service twice");
    const auto together = patient.at("synchronization");
    const auto type = together.at("type").text();
    if (type == "sequential") {
      const auto distance = together.at("distance").list(2);
      if (distance.size() != 2) together.at("distance").fail("must have two ends");
      request.visits[1].least_after = ticks_of(distance[0]);
      request.visits[1].most_after = ticks_of(distance[1]);
      if (request.visits[1].most_after < request.visits[1].least_after)
        together.at("distance").fail("ends before it begins");
    } else if (type != "simultaneous") {
      together.at("type").fail("must be simultaneous or sequential");
    }
  }
  return request;
}

Mode read_distances(const Node& node, std::size_t places) {
  Mode mode;
  const auto rows = node.list(most_patients + 1);
  if (rows.size() != places) node.fail("must have a row for the office and for each patient");
  for (const auto& row : rows) {
    const auto cells = row.list(most_patients + 1);
    if (cells.size() != places) row.fail("must be as long as there are rows");
    for (const auto& cell : cells) mode.matrix.push_back(static_cast<std::int32_t>(ticks_of(cell)));
  }
  return mode;
}

}  // namespace

Hhcrsp read_hhcrsp(std::string_view json) {
  const auto value = parse(json);
  const Node file(value, "file");
  Hhcrsp read;
  const auto services = numbered(file.at("services"), 1'000);
  numbered(file.at("patients"), most_patients, &read.patients);
  numbered(file.at("caregivers"), most_patients, &read.caregivers);
  Place place = 0;
  for (const auto& patient : file.at("patients").list(most_patients)) {
    read.services.emplace_back();
    read.problem.requests.push_back(read_patient(patient, ++place, services, read.services.back()));
  }
  for (const auto& caregiver : file.at("caregivers").list(most_patients)) {
    Helper helper;
    Shift shift;
    shift.start_at = shift.end_at = 0;
    helper.shifts.push_back(shift);
    for (const auto& ability : caregiver.at("abilities").list(1'000)) {
      helper.capabilities.push_back({service_of(ability, services), furthest});
    }
    read.problem.helpers.push_back(std::move(helper));
  }
  read.problem.modes.push_back(read_distances(file.at("distances"), read.patients.size() + 1));
  read.problem.objectives = hhcrsp_objectives();
  return read;
}

std::string write_hhcrsp(const Hhcrsp& file, const Plan& plan) {
  struct Stop {
    Ticks start;
    std::size_t request, visit;
  };
  std::vector<std::vector<Stop>> stops(file.caregivers.size());
  for (std::size_t r = 0; r < plan.placements.size(); ++r) {
    for (std::size_t i = 0; i < plan.placements[r].size(); ++i) {
      stops[plan.placements[r][i].helper].push_back({plan.placements[r][i].start, r, i});
    }
  }
  boost::json::array routes;
  for (std::size_t h = 0; h < stops.size(); ++h) {
    std::sort(stops[h].begin(), stops[h].end(), [](auto& a, auto& b) { return a.start < b.start; });
    boost::json::array locations;
    for (const auto& stop : stops[h]) {
      const auto duration = file.problem.requests[stop.request].visits[stop.visit].duration;
      locations.push_back({{"patient_id", file.patients[stop.request]},
                           {"service_id", file.services[stop.request][stop.visit]},
                           {"arrival_time", static_cast<double>(stop.start) / ticks_per_unit},
                           {"departure_time", static_cast<double>(stop.start + duration) / ticks_per_unit}});
    }
    routes.push_back({{"caregiver_id", file.caregivers[h]}, {"locations", std::move(locations)}});
  }
  return boost::json::serialize(boost::json::object{{"routes", std::move(routes)}}) + "\n";
}

double hhcrsp_cost(const Measures& measures) {
  const auto of = [&](Objective objective) {
    return static_cast<double>(measures[static_cast<std::size_t>(objective)]);
  };
  return (of(Objective::travel) + of(Objective::tardiness) + of(Objective::highest_tardiness)) / 3 / ticks_per_unit;
}

}  // namespace emplooi::matching::files
