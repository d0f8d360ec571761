#include "matching/solver/objectives.h"

namespace emplooi::matching {

Objectives town_objectives() {
  return {{{{Objective::unserved}},
           {{Objective::goals}},
           {{Objective::continuity}, {Objective::wishes}, {Objective::buddies, 4}},
           {{Objective::fairness}},
           {{Objective::travel}},
           {{Objective::changes}}}};
}

Objectives for_replanning(Objectives objectives) {
  auto& tiers = objectives.tiers;
  for (auto& tier : tiers) {
    std::erase_if(tier, [](const Term& term) { return term.objective == Objective::changes; });
  }
  std::erase_if(tiers, [](const Tier& tier) { return tier.empty(); });
  tiers.insert(tiers.begin() + (tiers.empty() ? 0 : 1), Tier{{Objective::changes}});
  return objectives;
}

Objectives hhcrsp_objectives() {
  return {{{{Objective::unserved}}, {{Objective::travel}, {Objective::tardiness}, {Objective::highest_tardiness}}}};
}

Objectives travel_objectives() { return {{{{Objective::unserved}}, {{Objective::travel}}}}; }

std::vector<std::int64_t> tier_values(const Objectives& objectives, const Measures& measures) {
  std::vector<std::int64_t> values;
  for (const auto& tier : objectives.tiers) {
    std::int64_t value = 0;
    for (const auto& term : tier) value += term.weight * measures[static_cast<std::size_t>(term.objective)];
    values.push_back(value);
  }
  return values;
}

}  // namespace emplooi::matching
