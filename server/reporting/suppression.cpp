#include "reporting/suppression.h"

#include <algorithm>

namespace emplooi::reporting {

namespace {

bool are_few(std::int64_t persons, std::int64_t fewest) { return persons > 0 && persons < fewest; }

/// Hides a cell with its neighbours, first those after it, then those before it, until enough people stand behind them.
void hide_run(std::span<const std::int64_t> persons, std::size_t at, std::int64_t fewest, Overlap overlap,
              std::vector<bool>& hidden) {
  std::int64_t together = 0;
  const auto hide = [&](std::size_t i) {
    hidden[i] = true;
    together = overlap == Overlap::none ? together + persons[i] : std::max(together, persons[i]);
  };
  for (std::size_t i = at; i < persons.size() && together < fewest; ++i) hide(i);
  for (std::size_t i = at; i > 0 && together < fewest; --i) hide(i - 1);
}

}  // namespace

Audience audience_of(const Actor& actor) { return {actor.is_staff() ? fewest_inside : fewest_outside, actor.only()}; }

Suppression suppress(std::span<const std::int64_t> persons, std::int64_t total_persons, std::int64_t fewest,
                     Overlap overlap) {
  if (are_few(total_persons, fewest)) return {std::vector<bool>(persons.size(), true), true};
  Suppression row{std::vector<bool>(persons.size(), false)};
  for (std::size_t i = 0; i < persons.size(); ++i) {
    if (!row.cells[i] && are_few(persons[i], fewest)) hide_run(persons, i, fewest, overlap, row.cells);
  }
  return row;
}

}  // namespace emplooi::reporting
