#include "bench/plan_cases.h"

#include <ctime>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "matching/files/hhcrsp.h"

namespace emplooi::matching::bench {

namespace {

const std::string folder = std::string(EMPLOOI_SOURCE_DIR) + "/tests/matching/hhcrsp/";

/// What this one thread has had of the processor: whatever else the machine does, the search has so many seconds.
std::chrono::nanoseconds thread_time() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

double seconds_of(std::chrono::nanoseconds time) { return static_cast<double>(time.count()) / 1e9; }

std::string contents(const std::string& name) {
  std::ifstream stream(folder + name);
  if (!stream) throw std::runtime_error("cannot open " + folder + name);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

}  // namespace

Run run(const Problem& problem, double seconds, std::uint64_t seed) {
  Effort effort;
  effort.seed = seed;
  effort.iterations = std::int64_t{1} << 60;
  effort.time = std::chrono::nanoseconds(static_cast<std::int64_t>(seconds * 1e9));
  effort.now = thread_time;
  Run made;
  const auto began = effort.now();
  made.solution = solve(problem, effort, [&](const Progress& progress) {
    if (made.seconds_to_first == 0) made.seconds_to_first = seconds_of(effort.now() - began);
    made.seconds_of_search = seconds_of(progress.elapsed);
    return true;
  });
  made.seconds_in_all = seconds_of(effort.now() - began);
  made.is_feasible = !first_breach(problem, made.solution.plan);
  return made;
}

std::vector<Instance> hhcrsp_instances(const std::string& filter) {
  std::vector<Instance> instances;
  std::istringstream table(contents("best_known.csv"));
  std::string line;
  std::getline(table, line);
  while (std::getline(table, line)) {
    std::istringstream cells(line);
    std::string name, patients, caregivers, cost;
    for (auto* cell : {&name, &patients, &caregivers, &cost}) std::getline(cells, *cell, ',');
    if (name.find(filter) == std::string::npos) continue;
    instances.push_back({name, std::stoi(patients), std::stod(cost), files::read_hhcrsp(contents(name)).problem});
  }
  return instances;
}

}  // namespace emplooi::matching::bench
