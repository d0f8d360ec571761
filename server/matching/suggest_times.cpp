#include "matching/suggestions.h"
#include "participants/participants.h"

namespace emplooi::matching {

Outcome<v1::SuggestTimesResponse> suggest_times(Transaction& tx, const Actor& actor,
                                                const v1::SuggestTimesRequest& request) {
  const auto helper = TRY(participants::active_participant(tx, ParticipantId::of(request.participant_id()))).id;
  const auto found = TRY(job_in_week(tx, actor, JobId::of(request.job_id()), request.week_starts_on(), helper));
  v1::SuggestTimesResponse response;
  for (const auto& candidate : found.candidates) *response.add_suggestions() = found.suggestion(candidate);
  if (found.candidates.empty()) {
    for (const auto& blocking : found.blockings) *response.add_blockings() = blocking;
  }
  return response;
}

}  // namespace emplooi::matching
