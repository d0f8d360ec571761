#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "matching/files/hhcrsp.h"
#include "matching/files/json.h"
#include "matching/files/plan_file.h"
#include "matching/files/town.h"
#include "matching/files/vroom.h"
#include "matching/solver/solve.h"

namespace emplooi::matching::files {
namespace {

Effort iterations(std::int64_t count) {
  Effort effort;
  effort.iterations = count;
  return effort;
}

std::string contents(const std::string& path) {
  std::ifstream stream(std::string(EMPLOOI_SOURCE_DIR) + "/" + path);
  EXPECT_TRUE(stream) << path;
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// What reading `text` with one replacement says is wrong; empty if nothing is.
template <class Read>
std::string refusal(Read read, std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  if (at == std::string::npos) return "not there";
  try {
    read(text.replace(at, what.size(), by));
  } catch (const BadFile& bad) {
    return bad.what();
  }
  return "";
}

TEST(Hhcrsp, SmallInstanceIsSolvedToItsBestKnownCost) {
  const auto file = read_hhcrsp(contents("tests/matching/hhcrsp/hcsrp_10_1.json"));
  EXPECT_EQ(file.problem.requests.size(), 10u);
  EXPECT_EQ(file.problem.helpers.size(), 3u);
  const auto solution = solve(file.problem, iterations(20'000));
  EXPECT_EQ(first_breach(file.problem, solution.plan), std::nullopt);
  EXPECT_NEAR(hhcrsp_cost(solution.measures), 218.199, 0.001);
  EXPECT_LE(solution.bound.tiers[1], solution.tiers[1]);
}

TEST(Hhcrsp, BadInputIsNamed) {
  const auto good = contents("tests/matching/hhcrsp/hcsrp_10_1.json");
  const auto says = [&](const std::string& what, const std::string& by) {
    return refusal(read_hhcrsp, good, what, by);
  };
  EXPECT_EQ(says("\"p1\"", "\"p1\""), "");
  EXPECT_EQ(says("\"patients\"", "\"clients\""), "file.patients is missing");
  EXPECT_EQ(says("\"p2\"", "\"p1\""), "file.patients[1] has the id of another one");
  EXPECT_EQ(says("345.0", "-1"), "file.patients[0].time_window[0] is out of bounds");
  EXPECT_EQ(says("345.0", "\"x\""), "file.patients[0].time_window[0] must be a number");
  EXPECT_EQ(says("[345.0,465.0]", "[345.0]"), "file.patients[0].time_window must have two ends");
  EXPECT_EQ(says("\"service\":\"s4\"", "\"service\":\"s9\""),
            "file.patients[0].required_caregivers[0].service is a service that is not there");
  EXPECT_EQ(says("\"simultaneous\"", "\"somehow\""),
            "file.patients[7].synchronization.type must be simultaneous or sequential");
  EXPECT_EQ(says("[51,102]", "[102,51]"), "file.patients[8].synchronization.distance ends before it begins");
  EXPECT_EQ(says("[[0.0,", "[["), "file.distances[0] must be as long as there are rows");
  EXPECT_EQ(says("\"distances\":[", "\"distances\":[[0],"),
            "file.distances must have a row for the office and for each patient");
  EXPECT_EQ(says("{\"patients\"", "[{\"patients\"").substr(0, 16), "file is not JSON");
  EXPECT_THROW(read_hhcrsp(std::string(1'000, '[')), BadFile);
  EXPECT_THROW(read_hhcrsp(""), BadFile);
}

const std::string vroom_week = R"({
  "vehicles": [
    {"id": 7, "start_index": 0, "end_index": 0, "skills": [1], "time_window": [0, 1000], "max_tasks": 2},
    {"id": 8, "start_index": 0, "time_window": [100, 500], "max_travel_time": 60, "description": "by bike"}
  ],
  "jobs": [
    {"id": 1, "location_index": 1, "service": 100, "skills": [1], "time_windows": [[0, 50], [300, 350]], "priority": 10},
    {"id": 2, "location_index": 2, "service": 100},
    {"id": 3, "location_index": 2, "service": 100, "skills": [2]}
  ],
  "matrices": {"car": {"durations": [[0, 20, 30], [20, 0, 15], [30, 15, 0]]}}
})";

TEST(Vroom, JobsGoToWhoeverCan) {
  const auto file = read_vroom(vroom_week);
  const auto solution = solve(file.problem, iterations(1'000));
  EXPECT_EQ(first_breach(file.problem, solution.plan), std::nullopt);
  ASSERT_FALSE(solution.plan.placements[0].empty());
  EXPECT_EQ(solution.plan.placements[0][0].helper, 0);
  EXPECT_FALSE(solution.plan.placements[1].empty());
  EXPECT_TRUE(solution.plan.placements[2].empty()) << "nobody has the skill";
  const auto written = parse(write_vroom(file, solution.plan));
  EXPECT_EQ(written.at("summary").at("unassigned").as_int64(), 1);
  EXPECT_EQ(written.at("unassigned").at(0).at("id").as_int64(), 3);
  // One trip of 20 + 15 + 30, whichever way round; two would be 20 + 20 and, without a way back, 30.
  EXPECT_EQ(written.at("summary").at("cost").as_int64(), 65);
  EXPECT_EQ(written.at("routes").at(0).at("vehicle").as_int64(), 7);
}

TEST(Vroom, WhatIsNotUnderstoodIsRefused) {
  const auto says = [&](const std::string& what, const std::string& by) {
    return refusal(read_vroom, vroom_week, what, by);
  };
  EXPECT_EQ(says("\"id\": 7", "\"id\": 7"), "");
  EXPECT_EQ(says("\"id\": 7", "\"id\": 7, \"capacity\": [4]"), "file.vehicles[0] has a member that is not known here");
  EXPECT_EQ(says("\"id\": 7", "\"id\": 7, \"breaks\": []"), "file.vehicles[0] has a member that is not known here");
  EXPECT_EQ(says("\"jobs\": [", "\"shipments\": [], \"jobs\": ["), "file has a member that is not known here");
  EXPECT_EQ(says("\"id\": 8", "\"id\": 7"), "file.vehicles[1] has the id of another one");
  EXPECT_EQ(says("\"id\": 8", "\"id\": 8, \"profile\": \"boat\""), "file.vehicles[1] has a profile without a matrix");
  EXPECT_EQ(says("\"location_index\": 1", "\"location_index\": 3"), "file.jobs[0].location_index is out of bounds");
  EXPECT_EQ(says("\"location_index\": 1, ", ""), "file.jobs[0] has no location_index");
  EXPECT_EQ(says("[300, 350]", "[40, 350]"), "file.jobs[0].time_windows[1] begins before the one before it ends");
  EXPECT_EQ(says("[300, 350]", "[350, 300]"), "file.jobs[0].time_windows[1] ends before it begins");
  EXPECT_EQ(says("\"priority\": 10", "\"priority\": 101"), "file.jobs[0].priority is out of bounds");
  EXPECT_EQ(says("\"service\": 100", "\"service\": 1.5"), "file.jobs[0].service must be a whole number");
  EXPECT_EQ(says("[20, 0, 15]", "[20, 0]"), "file.matrices.0.durations[1] must be as long as there are rows");
  EXPECT_EQ(says("[20, 0, 15]", "[20, 0, -15]"), "file.matrices.0.durations[1][2] is out of bounds");
}

/// One helper and one request on the given stretch.
std::string town_on(const std::string& from, const std::string& until) {
  const auto stretch = R"({"from": ")" + from + R"(", "until": ")" + until + R"("})";
  return R"({"helpers": [{"id": "h", "home": {"latitude": 51.58, "longitude": 5.08}, "shifts": [)" + stretch +
         R"(]}], "requests": [{"id": "r", "at": {"latitude": 51.58, "longitude": 5.08}, "visits": [{"minutes": 60}], "windows": [)" +
         stretch + "]}]}";
}

Ticks length_of_shift(const TownFile& file) {
  const auto& shift = file.problem.helpers[0].shifts[0];
  return shift.until - shift.from;
}

TEST(Town, NightsInWhichTheClockChangesHaveTheirTrueLength) {
  const auto long_night = read_town(town_on("2026-10-25T00:00", "2026-10-25T06:00"));
  EXPECT_EQ(length_of_shift(long_night), 7 * 3'600);
  const auto short_night = read_town(town_on("2027-03-28T00:00", "2027-03-28T06:00"));
  EXPECT_EQ(length_of_shift(short_night), 5 * 3'600);
  const auto twice = read_town(town_on("2026-10-25T02:30", "2026-10-25T02:30+01:00"));
  EXPECT_EQ(length_of_shift(twice), 3'600);
  const auto solution = solve(twice.problem, iterations(10));
  ASSERT_FALSE(solution.plan.placements[0].empty()) << "an hour fits between the two half past two";
  const auto written = write_town(twice, solution, explain(twice.problem, solution.plan, iterations(10)));
  EXPECT_NE(written.find(R"("start":"2026-10-25T02:30","end":"2026-10-25T02:30+01:00")"), std::string::npos) << written;
  const auto midnight = read_town(town_on("2026-11-02T22:00", "2026-11-03T06:00"));
  EXPECT_EQ(length_of_shift(midnight), 8 * 3'600);
  EXPECT_EQ(midnight.problem.helpers[0].shifts[0].day, 0);
}

TEST(Town, BadInputIsNamed) {
  const auto good = town_on("2026-11-02T09:00", "2026-11-02T15:00");
  const auto says = [&](const std::string& what, const std::string& by) { return refusal(read_town, good, what, by); };
  EXPECT_EQ(says("\"h\"", "\"h\""), "");
  EXPECT_EQ(
      says("2026-11-02T09:00", "2027-03-28T02:30"),
      "file.helpers[0].shifts[0].from does not exist: the clock goes forward then; the next one is 2027-03-28T03:00");
  EXPECT_EQ(says("2026-11-02T09:00", "2026-11-31T09:00"),
            "file.helpers[0].shifts[0].from must be a time, YYYY-MM-DDTHH:MM");
  EXPECT_EQ(says("2026-11-02T09:00", "2026-11-02T19:00"),
            "file cannot be planned: helper 0 has a shift that ends before it begins");
  EXPECT_EQ(says("51.58", "91"), "file.helpers[0].home.latitude is out of bounds");
  EXPECT_EQ(says("\"minutes\": 60", "\"minutes\": -60"), "file.requests[0].visits[0].minutes is out of bounds");
  EXPECT_EQ(says("\"id\": \"r\"", "\"id\": \"r\", \"banned\": [\"nobody\"]"),
            "file.requests[0].banned[0] is not there");
  EXPECT_EQ(says("\"id\": \"r\"", "\"id\": \"r\", \"name\": \"Ada\""),
            "file.requests[0] has a member that is not known here");
  EXPECT_EQ(says("\"visits\": [{\"minutes\": 60}]", "\"visits\": []"),
            "file cannot be planned: request 0 has not 1 to 4 visits");
}

TEST(PlanFile, SolvesTheExampleOfItsReadme) {
  const auto readme = contents("server/matching/files/README.md");
  const auto from = readme.find("```json\n") + 8;
  const auto path = ::testing::TempDir() + "/town_of_the_readme.json";
  std::ofstream(path) << readme.substr(from, readme.find("```", from) - from);
  PlanFileOptions options;
  options.file = path;
  options.iterations = 100;
  std::stringstream out, says;
  EXPECT_EQ(plan_file(options, out, says), 0);
  const auto written = parse(out.str());
  EXPECT_EQ(written.at("plan").at(0).at("helper").as_string(), "h1");
  EXPECT_EQ(written.at("plan").at(0).at("because").at(0).at("fact").as_string(), "only_one");
  EXPECT_EQ(says.str().substr(0, 36), "unserved: 0 (no plan has less than 0");
  options.file = path + ".nowhere";
  EXPECT_THROW(plan_file(options, out, says), BadFile);
}

}  // namespace
}  // namespace emplooi::matching::files
