#include "matching/priorities.h"

#include "base/check.h"
#include "matching/matching.sql.h"
#include "matching/solver/names.h"

namespace emplooi::matching {

namespace {

Objective objective_called(std::string_view word) {
  for (std::size_t i = 0; i < objective_count; ++i) {
    if (word_for(static_cast<Objective>(i)) == word) return static_cast<Objective>(i);
  }
  ensure(false, "an objective that is stored has a name");
  return {};
}

}  // namespace

std::optional<Objectives> priorities_of(Transaction& tx, ProgrammeId programme) {
  Objectives objectives{{{{Objective::unserved}}}};
  int last = -1;
  for (const auto& [tier, objective, weight] : tx.all<int, std::string, int>(sql::priorities, programme)) {
    if (tier != last) objectives.tiers.emplace_back();
    last = tier;
    objectives.tiers.back().push_back({objective_called(objective), weight});
  }
  if (last < 0) return std::nullopt;
  return objectives;
}

}  // namespace emplooi::matching
