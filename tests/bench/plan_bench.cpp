// deploy/bench plan [--seconds S] [--only NAME] [--towns] [--growth FILE]: how good plans are, and how fast. One thread; every plan is held
// against the independent checker.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <map>

#include "bench/plan_cases.h"
#include "bench/plan_growth.h"
#include "matching/files/hhcrsp.h"
#include "matching/random_town.h"

namespace {

using namespace emplooi::matching;

const char* verdict(const bench::Run& run) { return run.is_feasible ? "feasible" : "BROKEN"; }

/// Returns how many plans broke a rule or left a patient out.
int solve_hhcrsp(const std::string& only, double seconds, std::uint64_t seed) {
  int wrong = 0;
  std::map<int, std::pair<double, int>> gaps;
  std::printf("%-17s %9s %9s %9s %9s %9s  %s\n", "instance", "seconds", "cost", "best", "gap %", "bound", "checker");
  for (const auto& instance : bench::hhcrsp_instances(only)) {
    const auto run = bench::run(instance.problem, seconds, seed);
    const double cost = files::hhcrsp_cost(run.solution.measures);
    const double gap = (cost / instance.best_known - 1) * 100;
    const double bound = static_cast<double>(run.solution.bound.tiers[1]) / 3'000;
    std::printf("%-17s %9.1f %9.3f %9.3f %+9.2f %9.3f  %s\n", instance.name.c_str(), run.seconds_of_search, cost,
                instance.best_known, gap, bound, verdict(run));
    std::fflush(stdout);
    wrong += run.is_feasible && run.solution.tiers[0] == 0 ? 0 : 1;
    auto& [sum, count] = gaps[instance.patients];
    sum += gap;
    ++count;
  }
  for (const auto& [patients, gap] : gaps)
    std::printf("%3d patients: mean gap %+.2f %%\n", patients, gap.first / gap.second);
  return wrong;
}

struct Town {
  const char* name;
  testing::TownSize size;
};

int solve_towns(const std::string& only, double seconds, std::uint64_t seed) {
  const Town towns[] = {
      {"village 15 x 75", {15, 75, 5, 3'000}},
      {"town week 60 x 300", {60, 300, 5, 4'000}},
      {"city day 400 x 1,500", {400, 1'500, 1, 10'000, 1, 2}},
      {"region 2,000 x 8,000", {2'000, 8'000, 5, 30'000}},
  };
  int wrong = 0;
  std::printf("%-22s %8s %8s %8s %10s %10s %10s %10s %8s  %s\n", "town", "first s", "search s", "all s", "worth",
              "unserved", "bound", "travel", "MiB", "checker");
  for (const auto& town : towns) {
    if (std::string(town.name).find(only) == std::string::npos) continue;
    const auto problem = testing::random_town(town.size, 7);
    const auto run = bench::run(problem, seconds, seed);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    long long worth = 0;
    for (const auto& request : problem.requests) worth += request.worth;
    std::printf("%-22s %8.2f %8.1f %8.1f %10lld %10lld %10lld %10lld %8ld  %s\n", town.name, run.seconds_to_first,
                run.seconds_of_search, run.seconds_in_all, worth, static_cast<long long>(run.solution.tiers[0]),
                static_cast<long long>(run.solution.bound.tiers[0]),
                static_cast<long long>(run.solution.measures[static_cast<std::size_t>(Objective::travel)]),
                usage.ru_maxrss / 1'024, verdict(run));
    std::fflush(stdout);
    wrong += run.is_feasible ? 0 : 1;
  }
  return wrong;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("How good plans are, and how fast");
  double seconds = 10;
  std::uint64_t seed = 1;
  std::string only;
  std::string growth;
  bool towns = false;
  app.add_option("--seconds", seconds, "Of search for each plan")->check(CLI::Range(0.1, 600.0))->capture_default_str();
  app.add_option("--seed", seed)->capture_default_str();
  app.add_option("--only", only, "Those whose name holds this");
  app.add_flag("--towns", towns, "Towns of growing size instead");
  app.add_option("--growth", growth, "Draws into this SVG file how cost grows with size instead");
  CLI11_PARSE(app, argc, argv);
  try {
    if (!growth.empty()) return bench::draw_growth(growth, seconds, seed) ? 0 : 1;
    return (towns ? solve_towns(only, seconds, seed) : solve_hhcrsp(only, seconds, seed)) == 0 ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
