#include "matching/files/vroom.h"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <map>
#include <set>

#include "matching/files/json.h"

namespace emplooi::matching::files {

namespace {

constexpr std::int64_t latest_second = 0xffffffff;
constexpr std::int64_t largest_id = std::int64_t{1} << 53;
constexpr std::size_t most_places = 5'000;
constexpr std::size_t most_windows = 100;

class Reader {
 public:
  Vroom read(const Node& file) {
    file.only({"vehicles", "jobs", "matrices"});
    read_matrices(file.at("matrices"));
    const auto jobs = file.at("jobs").list(most_requests);
    const auto vehicles = file.at("vehicles").list(most_helpers);
    for (const auto& vehicle : vehicles) read_vehicle(vehicle);
    for (const auto& job : jobs) read_job(job, static_cast<std::int64_t>(jobs.size()));
    read_.problem.objectives = travel_objectives();
    return std::move(read_);
  }

 private:
  void read_matrices(const Node& matrices) {
    for (const auto& profile : matrices.members(20)) {
      const auto& [name, node] = profile;
      node.only({"durations"});
      Mode mode;
      const auto rows = node.at("durations").list(most_places);
      for (const auto& row : rows) {
        const auto cells = row.list(most_places);
        if (cells.size() != rows.size()) row.fail("must be as long as there are rows");
        for (const auto& cell : cells) mode.matrix.push_back(static_cast<std::int32_t>(cell.whole(0, 0x7fffffff)));
      }
      if (places_ >= 0 && places_ != static_cast<std::int64_t>(rows.size()))
        node.fail("knows other places than the one before");
      places_ = static_cast<std::int64_t>(rows.size());
      modes_[name] = static_cast<int>(read_.problem.modes.size());
      read_.problem.modes.push_back(std::move(mode));
    }
    if (places_ < 1) matrices.fail("is empty");
  }

  Place place(const Node& node, std::string_view index) const {
    const auto found = node.find(index);
    return found ? static_cast<Place>(found->whole(0, places_ - 1)) : nowhere;
  }
  static Window window(const Node& node) {
    const auto ends = node.list(2);
    if (ends.size() != 2) node.fail("must have two ends");
    const Window read{ends[0].whole(0, latest_second), ends[1].whole(0, latest_second)};
    if (read.latest < read.earliest) node.fail("ends before it begins");
    return read;
  }
  static std::vector<std::int32_t> skills(const Node& node) {
    std::vector<std::int32_t> read;
    if (const auto list = node.find("skills")) {
      for (const auto& skill : list->list(1'000)) read.push_back(static_cast<std::int32_t>(skill.whole(0, 0x7fffffff)));
    }
    return read;
  }
  static void number(const Node& node, std::set<std::int64_t>& known, std::vector<std::int64_t>& ids) {
    ids.push_back(node.at("id").whole(0, largest_id));
    if (!known.insert(ids.back()).second) node.fail("has the id of another one");
  }

  void read_vehicle(const Node& node) {
    node.only({"id", "profile", "description", "start_index", "end_index", "skills", "time_window", "max_tasks",
               "max_travel_time"});
    number(node, vehicles_, read_.vehicles);
    Helper helper;
    const auto profile = node.find("profile");
    const auto mode = modes_.find(profile ? profile->text() : "car");
    if (mode == modes_.end()) node.fail("has a profile without a matrix");
    helper.mode = mode->second;
    for (const auto skill : skills(node)) helper.capabilities.push_back({skill, furthest});
    Shift shift;
    shift.start_at = place(node, "start_index");
    shift.end_at = place(node, "end_index");
    if (const auto time = node.find("time_window")) {
      const auto open = window(*time);
      shift.from = open.earliest;
      shift.until = open.latest;
    }
    if (const auto most = node.find("max_tasks"))
      shift.most_visits = static_cast<std::int32_t>(most->whole(0, 0x7fffffff));
    if (const auto most = node.find("max_travel_time")) shift.most_travel = most->whole(0, latest_second);
    helper.shifts.push_back(shift);
    read_.problem.helpers.push_back(std::move(helper));
  }

  void read_job(const Node& node, std::int64_t jobs) {
    node.only({"id", "description", "location_index", "service", "skills", "priority", "time_windows"});
    number(node, jobs_, read_.jobs);
    Request request;
    request.place = place(node, "location_index");
    if (request.place == nowhere) node.fail("has no location_index");
    const auto service = node.find("service");
    request.visits.push_back({service ? service->whole(0, latest_second) : 0, skills(node), 0, 0});
    const auto priority = node.find("priority");
    // The sum of priorities comes first, and then how many jobs are done.
    request.worth = (priority ? priority->whole(0, 100) : 0) * (jobs + 1) + 1;
    if (const auto windows = node.find("time_windows")) {
      for (const auto& each : windows->list(most_windows)) {
        const auto open = window(each);
        if (!request.windows.empty() && open.earliest <= request.windows.back().latest)
          each.fail("begins before the one before it ends");
        request.windows.push_back(open);
      }
      if (request.windows.empty()) windows->fail("is empty");
    } else {
      request.windows = {{0, furthest}};
    }
    read_.problem.requests.push_back(std::move(request));
  }

  Vroom read_;
  std::int64_t places_ = -1;
  std::map<std::string, int> modes_;
  std::set<std::int64_t> vehicles_, jobs_;
};

struct Stop {
  Ticks start = 0;
  std::size_t job = 0;
};

struct Totals {
  std::int64_t travel = 0, service = 0, waiting = 0;
};

boost::json::object route_of(const Vroom& file, std::size_t vehicle, std::vector<Stop> stops, Totals& totals) {
  const auto& helper = file.problem.helpers[vehicle];
  const auto& shift = helper.shifts[0];
  const auto& matrix = file.problem.modes[helper.mode].matrix;
  std::size_t places = 1;
  while (places * places < matrix.size()) ++places;
  const auto leg = [&](Place from, Place to) -> Ticks {
    return from == nowhere || to == nowhere || from == to ? 0 : matrix[static_cast<std::size_t>(from) * places + to];
  };
  // Jobs without duration may start together; then the nearer end comes first.
  std::stable_sort(stops.begin(), stops.end(), [&](auto& a, auto& b) {
    const auto end_of = [&](const Stop& stop) {
      return stop.start + file.problem.requests[stop.job].visits[0].duration;
    };
    return std::pair(a.start, end_of(a)) < std::pair(b.start, end_of(b));
  });
  Totals here;
  Place place = shift.start_at;
  // Nobody leaves before they have to.
  Ticks at = std::max(shift.from, stops[0].start - leg(place, file.problem.requests[stops[0].job].place));
  boost::json::array steps;
  if (place != nowhere)
    steps.push_back({{"type", "start"}, {"location_index", place}, {"arrival", at}, {"duration", 0}});
  for (const auto& stop : stops) {
    const auto& request = file.problem.requests[stop.job];
    const auto ticks = leg(place, request.place), service = request.visits[0].duration;
    here.travel += ticks;
    here.service += service;
    here.waiting += stop.start - at - ticks;
    steps.push_back({{"type", "job"},
                     {"id", file.jobs[stop.job]},
                     {"location_index", request.place},
                     {"arrival", at + ticks},
                     {"waiting_time", stop.start - at - ticks},
                     {"service", service},
                     {"duration", here.travel}});
    at = stop.start + service;
    place = request.place;
  }
  const auto home = leg(place, shift.end_at);
  here.travel += home;
  if (shift.end_at != nowhere) {
    steps.push_back(
        {{"type", "end"}, {"location_index", shift.end_at}, {"arrival", at + home}, {"duration", here.travel}});
  }
  totals = {totals.travel + here.travel, totals.service + here.service, totals.waiting + here.waiting};
  return {{"vehicle", file.vehicles[vehicle]}, {"cost", here.travel},          {"duration", here.travel},
          {"service", here.service},           {"waiting_time", here.waiting}, {"steps", std::move(steps)}};
}

}  // namespace

Vroom read_vroom(std::string_view json) {
  const auto value = parse(json);
  return Reader().read(Node(value, "file"));
}

std::string write_vroom(const Vroom& file, const Plan& plan) {
  std::vector<std::vector<Stop>> stops(file.vehicles.size());
  boost::json::array unassigned, routes;
  for (std::size_t r = 0; r < plan.placements.size(); ++r) {
    if (plan.placements[r].empty()) {
      unassigned.push_back({{"id", file.jobs[r]}, {"type", "job"}, {"location_index", file.problem.requests[r].place}});
    } else {
      stops[plan.placements[r][0].helper].push_back({plan.placements[r][0].start, r});
    }
  }
  Totals totals;
  for (std::size_t h = 0; h < stops.size(); ++h) {
    if (!stops[h].empty()) routes.push_back(route_of(file, h, stops[h], totals));
  }
  boost::json::object summary{{"cost", totals.travel},           {"routes", routes.size()},
                              {"unassigned", unassigned.size()}, {"service", totals.service},
                              {"duration", totals.travel},       {"waiting_time", totals.waiting}};
  const boost::json::object out{{"code", 0},
                                {"summary", std::move(summary)},
                                {"unassigned", std::move(unassigned)},
                                {"routes", std::move(routes)}};
  return boost::json::serialize(out) + "\n";
}

}  // namespace emplooi::matching::files
