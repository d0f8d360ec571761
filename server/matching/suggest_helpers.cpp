#include <set>

#include "matching/suggestions.h"

namespace emplooi::matching {

namespace {

constexpr int most_suggestions = 20;

}  // namespace

Outcome<v1::SuggestHelpersResponse> suggest_helpers(Transaction& tx, const Actor& actor,
                                                    const v1::SuggestHelpersRequest& request) {
  const auto found = TRY(job_in_week(tx, actor, JobId::of(request.job_id()), request.week_starts_on()));
  v1::SuggestHelpersResponse response;
  std::set<int> told;
  for (const auto& candidate : found.candidates) {
    if (response.suggestions_size() == most_suggestions) break;
    if (told.insert(candidate.helper).second) *response.add_suggestions() = found.suggestion(candidate);
  }
  for (const auto& blocking : found.blockings) *response.add_blockings() = blocking;
  return response;
}

}  // namespace emplooi::matching
