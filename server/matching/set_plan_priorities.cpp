#include <set>

#include "base/words.h"
#include "matching/matching.h"
#include "matching/matching.sql.h"
#include "organisations/organisations.h"

namespace emplooi::matching {

namespace {

/// Every objective but serving once, or none at all.
Outcome<void> check_priorities(const v1::SetPlanPrioritiesRequest& request) {
  if (request.tiers().empty()) return {};
  std::set<v1::Objective> named;
  for (int i = 0; i < request.tiers_size(); ++i) {
    for (int j = 0; j < request.tiers(i).priorities_size(); ++j) {
      const auto objective = request.tiers(i).priorities(j).objective();
      const auto path = "tiers[" + std::to_string(i) + "].priorities[" + std::to_string(j) + "].objective";
      if (objective == v1::OBJECTIVE_UNSERVED) {
        return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "serving residents always comes first", path};
      }
      if (!named.insert(objective).second) {
        return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "names an objective twice", path};
      }
    }
  }
  // Without UNSPECIFIED and UNSERVED.
  if (static_cast<int>(named.size()) != v1::Objective_ARRAYSIZE - 2) {
    return Refused{REFUSAL_FIELD_MISSING, "every objective but serving has its place", "tiers"};
  }
  return {};
}

}  // namespace

Outcome<v1::SetPlanPrioritiesResponse> set_plan_priorities(Transaction& tx, const Actor&,
                                                           const v1::SetPlanPrioritiesRequest& request) {
  TRY(check_priorities(request));
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id()))).id;
  tx.run(sql::drop_priorities, programme);
  int position = 0;
  for (int i = 0; i < request.tiers_size(); ++i) {
    const auto& tier = request.tiers(i);
    for (const auto& priority : tier.priorities()) {
      tx.run(sql::add_priority, programme, position++, i, word_of(priority.objective()),
             std::max(1, priority.weight()));
    }
  }
  return v1::SetPlanPrioritiesResponse();
}

}  // namespace emplooi::matching
