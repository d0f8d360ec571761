#include "bench/plan_growth.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <vector>

#include "bench/plan_cases.h"
#include "matching/random_town.h"

namespace emplooi::matching::bench {

namespace {

constexpr int sizes[] = {75, 150, 300, 600, 1'200, 2'400, 4'800, 9'600};
constexpr double left = 70, right = 610, top = 40, bottom = 360;
/// Decades of the vertical axis: 0.001 to 1,000.
constexpr int lowest = -3, highest = 3;

struct Line {
  const char* name;
  const char* colour;
  /// By size.
  std::vector<double> values;
};

double across(double size) {
  const double first = std::log10(sizes[0]), last = std::log10(sizes[std::size(sizes) - 1]);
  return left + (right - left) * (std::log10(size) - first) / (last - first);
}
double down(double value) { return bottom - (bottom - top) * (std::log10(value) - lowest) / (highest - lowest); }

void put_text(std::ofstream& svg, double x, double y, const char* anchor, const std::string& text) {
  svg << "<text x='" << x << "' y='" << y << "' text-anchor='" << anchor << "'>" << text << "</text>\n";
}

bool draw(const std::string& file, const std::vector<Line>& lines) {
  std::ofstream svg(file);
  svg << "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 660 420' font-family='sans-serif' font-size='12'>\n"
      << "<rect width='660' height='420' fill='white'/>\n";
  for (int decade = lowest; decade <= highest; ++decade) {
    const double value = std::pow(10, decade), y = down(value);
    svg << "<line x1='" << left << "' x2='" << right << "' y1='" << y << "' y2='" << y << "' stroke='#ccc'/>\n";
    char label[16];
    std::snprintf(label, sizeof label, "%g", value);
    put_text(svg, left - 8, y + 4, "end", label);
  }
  for (const int size : sizes) put_text(svg, across(size), bottom + 18, "middle", std::to_string(size));
  put_text(svg, (left + right) / 2, bottom + 40, "middle", "requests in the week, four for each helper");
  double row = top - 20;
  for (const auto& line : lines) {
    svg << "<polyline fill='none' stroke-width='2' stroke='" << line.colour << "' points='";
    for (std::size_t i = 0; i < line.values.size(); ++i) svg << across(sizes[i]) << ',' << down(line.values[i]) << ' ';
    svg << "'/>\n";
    for (std::size_t i = 0; i < line.values.size(); ++i) {
      svg << "<circle r='3' cx='" << across(sizes[i]) << "' cy='" << down(line.values[i]) << "' fill='" << line.colour
          << "'/>\n";
    }
    svg << "<rect x='" << left << "' y='" << row - 9 << "' width='10' height='10' fill='" << line.colour << "'/>\n";
    put_text(svg, left + 16, row, "start", line.name);
    row += 16;
  }
  svg << "</svg>\n";
  svg.flush();
  return svg.good();
}

}  // namespace

bool draw_growth(const std::string& file, double seconds, std::uint64_t seed) {
  Line first{"seconds to the first plan", "#1f5fa8", {}}, proposal{"microseconds a proposal", "#b8460e", {}};
  bool all_feasible = true;
  std::printf("%8s %8s %10s %14s  %s\n", "requests", "helpers", "first s", "us a proposal", "checker");
  for (const int size : sizes) {
    testing::TownSize town{size / 4, size, 5};
    // As many to the square kilometre, whatever the size.
    town.metres_across = 4'000 * std::sqrt(size / 300.0);
    const auto run = bench::run(testing::random_town(town, 7), seconds, seed);
    const double searched = run.seconds_of_search - run.seconds_to_first;
    first.values.push_back(std::max(0.001, run.seconds_to_first));
    proposal.values.push_back(1e6 * searched / static_cast<double>(std::max<std::int64_t>(1, run.solution.iterations)));
    std::printf("%8d %8d %10.3f %14.2f  %s\n", size, size / 4, run.seconds_to_first, proposal.values.back(),
                run.is_feasible ? "feasible" : "BROKEN");
    std::fflush(stdout);
    all_feasible = all_feasible && run.is_feasible;
  }
  return draw(file, {first, proposal}) && all_feasible;
}

}  // namespace emplooi::matching::bench
