#include "matching/files/plan_file.h"

#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <iterator>

#include "matching/files/hhcrsp.h"
#include "matching/files/json.h"
#include "matching/files/town.h"
#include "matching/files/vroom.h"

namespace emplooi::matching::files {

namespace {

constexpr std::int64_t no_limit = std::int64_t{1} << 60;
/// Of each counterfactual.
constexpr std::int64_t iterations_to_explain = 250;

std::string contents_of(const std::string& file) {
  if (file == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw BadFile("file", "cannot be opened");
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string format_of(const std::string& text) {
  const auto value = parse(text);
  const Node node(value, "file");
  if (node.find("patients")) return "hhcrsp";
  return node.find("vehicles") ? "vroom" : "town";
}

Effort effort_of(const PlanFileOptions& options) {
  Effort effort;
  effort.seed = options.seed;
  effort.iterations = options.iterations > 0 ? options.iterations : no_limit;
  effort.time = std::chrono::nanoseconds(static_cast<std::int64_t>(options.seconds * 1e9));
  effort.now = [] { return std::chrono::steady_clock::now().time_since_epoch(); };
  return effort;
}

/// Says what was found, and whether the checker agrees.
int report(const Problem& problem, const Solution& solution, std::ostream& says) {
  for (std::size_t i = 0; i < solution.tiers.size(); ++i) {
    std::string objectives;
    for (const auto& term : problem.objectives.tiers[i])
      objectives += (objectives.empty() ? "" : " + ") + std::string(word_for(term.objective));
    says << fmt::format("{}: {} (no plan has less than {})\n", objectives, solution.tiers[i], solution.bound.tiers[i]);
  }
  const auto breach = first_breach(problem, solution.plan);
  if (breach) says << fmt::format("BROKEN: {} by request {}\n", word_for(breach->rule), breach->request);
  says << fmt::format("{} proposals\n", solution.iterations);
  return breach ? 1 : 0;
}

}  // namespace

int plan_file(const PlanFileOptions& options, std::ostream& out, std::ostream& says) {
  const auto text = contents_of(options.file);
  const auto format = options.format.empty() ? format_of(text) : options.format;
  const auto effort = effort_of(options);
  if (format == "hhcrsp") {
    const auto file = read_hhcrsp(text);
    const auto solution = solve(file.problem, effort);
    out << write_hhcrsp(file, solution.plan);
    says << fmt::format("cost {:.3f}\n", hhcrsp_cost(solution.measures));
    return report(file.problem, solution, says);
  }
  if (format == "vroom") {
    const auto file = read_vroom(text);
    const auto solution = solve(file.problem, effort);
    out << write_vroom(file, solution.plan);
    return report(file.problem, solution, says);
  }
  const auto file = read_town(text);
  const auto solution = solve(file.problem, effort);
  Effort small;
  small.seed = options.seed;
  small.iterations = iterations_to_explain;
  out << write_town(file, solution, explain(file.problem, solution.plan, small));
  return report(file.problem, solution, says);
}

}  // namespace emplooi::matching::files
