#include "base/words.h"
#include "matching/matching.h"
#include "matching/priorities.h"
#include "matching/solver/names.h"
#include "organisations/organisations.h"

namespace emplooi::matching {

Outcome<v1::GetPlanPrioritiesResponse> get_plan_priorities(Transaction& tx, const Actor&,
                                                           const v1::GetPlanPrioritiesRequest& request) {
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id()))).id;
  const auto set = priorities_of(tx, programme);
  const auto objectives = set.value_or(town_objectives());
  v1::GetPlanPrioritiesResponse response;
  response.set_set_for_programme(set.has_value());
  for (std::size_t i = 1; i < objectives.tiers.size(); ++i) {
    auto& tier = *response.add_tiers();
    for (const auto& term : objectives.tiers[i]) {
      auto& priority = *tier.add_priorities();
      priority.set_objective(from_word<v1::Objective>(word_for(term.objective)));
      priority.set_weight(static_cast<int>(term.weight));
    }
  }
  return response;
}

}  // namespace emplooi::matching
