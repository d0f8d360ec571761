#include <algorithm>
#include <numeric>

#include "matching/solver/instance.h"

namespace emplooi::matching {

namespace {

/// What the search looks at around a visit. More finds little and costs much.
constexpr std::size_t most_near = 32;
constexpr std::size_t most_shifts_for = 64;
/// Up to here all pairs are compared; beyond it those in cells of the map around it.
constexpr int most_compared = 3'000;
constexpr int cells_across = 64;

}  // namespace

void Instance::find_shifts() {
  std::vector<std::pair<std::int64_t, std::int32_t>> found;
  alone.resize(visit_count);
  for (int v = 0; v < visit_count; ++v) {
    const int r = request_of[v];
    const auto& request = problem.requests[r];
    const int told = request.published.empty() ? -1 : request.published[v - first_visit[r]].helper;
    found.clear();
    for (int s = 0; s < shift_count; ++s) {
      const auto start = start_alone(v, s);
      if (start >= furthest) continue;
      const auto liked = liking(r, helper_of[s]);
      if (liked == is_banned || (request.locked && told != helper_of[s])) continue;
      const auto there = leg(mode_of[s], shift[s]->start_at, place[v]),
                 home = leg(mode_of[s], place[v], shift[s]->end_at);
      auto& all = alone[v];
      all = {all.shifts + 1, std::min(all.there, there), std::min(all.home, home), std::min(all.start, start)};
      // Those who are liked, or were told, are always looked at.
      const bool preferred = liked > 0 || told == helper_of[s];
      found.emplace_back(preferred ? std::numeric_limits<std::int64_t>::min() : there + home, s);
    }
    const auto kept = std::min(found.size(), most_shifts_for);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end());
    for (std::size_t i = 0; i < kept; ++i) shifts_for.push(found[i].second);
    shifts_for.close();
  }
}

std::vector<std::int32_t> Instance::around(int cell, const std::vector<std::vector<std::int32_t>>& cells) {
  // Rings of cells are added until there is enough to choose from.
  std::vector<std::int32_t> found;
  const int row = cell / cells_across, column = cell % cells_across;
  for (int ring = 0; ring < cells_across && found.size() < 8 * most_near; ++ring) {
    for (int i = std::max(0, row - ring); i <= std::min(cells_across - 1, row + ring); ++i) {
      for (int j = std::max(0, column - ring); j <= std::min(cells_across - 1, column + ring); ++j) {
        if (std::max(std::abs(i - row), std::abs(j - column)) != ring) continue;
        const auto& list = cells[static_cast<std::size_t>(i) * cells_across + j];
        found.insert(found.end(), list.begin(), list.end());
      }
    }
  }
  return found;
}

void Instance::find_near() {
  std::vector<std::vector<std::int32_t>> cells;
  std::vector<int> cell_of(visit_count);
  const bool by_map = visit_count > most_compared && !problem.places.empty();
  if (by_map) {
    cells.resize(static_cast<std::size_t>(cells_across) * cells_across);
    auto [west, east] = std::minmax_element(problem.places.begin(), problem.places.end(),
                                            [](auto& a, auto& b) { return a.east < b.east; });
    auto [south, north] = std::minmax_element(problem.places.begin(), problem.places.end(),
                                              [](auto& a, auto& b) { return a.north < b.north; });
    const double width = std::max(1.0, east->east - west->east), height = std::max(1.0, north->north - south->north);
    for (int v = 0; v < visit_count; ++v) {
      const auto at = place[v] < 0 ? *west : problem.places[place[v]];
      const int column = std::min(cells_across - 1, static_cast<int>((at.east - west->east) / width * cells_across));
      const int row = std::min(cells_across - 1, static_cast<int>((at.north - south->north) / height * cells_across));
      cell_of[v] = row * cells_across + column;
      cells[cell_of[v]].push_back(v);
    }
  }
  std::vector<std::int32_t> everybody(visit_count);
  std::iota(everybody.begin(), everybody.end(), 0);
  // How far apart two visits are if one follows the other as soon as it can: travel, waiting, lateness.
  const auto apart = [&](int from, int to) {
    const auto a = windows[first_option[from] + options[request_of[from]] - 1];
    const auto b = windows[first_option[to] + options[request_of[to]] - 1];
    if (a.empty() || b.empty()) return furthest;
    const auto ticks = problem.modes.empty() ? 0 : leg(0, place[from], place[to]);
    const Ticks waiting = b.front().earliest - (std::min(a.back().latest, due[from]) + duration[from] + ticks);
    const Ticks lateness = a.front().earliest + duration[from] + ticks - std::min(b.back().latest, due[to]);
    return ticks + std::max<Ticks>(0, waiting) / 2 + 2 * std::max<Ticks>(0, lateness);
  };
  std::vector<std::pair<Ticks, std::int32_t>> ranked;
  for (int v = 0; v < visit_count; ++v) {
    ranked.clear();
    const auto candidates = by_map ? around(cell_of[v], cells) : everybody;
    for (const int other : candidates) {
      if (request_of[other] == request_of[v]) continue;
      const auto ticks = std::min(apart(v, other), apart(other, v));
      if (ticks < furthest / 2) ranked.emplace_back(ticks, other);
    }
    const auto kept = std::min(ranked.size(), most_near);
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(kept), ranked.end());
    for (std::size_t i = 0; i < kept; ++i) near.push(ranked[i].second);
    near.close();
  }
}

}  // namespace emplooi::matching
