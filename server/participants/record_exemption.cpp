#include "base/words.h"
#include "participants/availability.h"
#include "participants/participants.h"
#include "participants/participants.sql.h"

namespace emplooi::participants {

namespace {

/// Hours of informal care a week from which on it exempts (seed 1; mission §5).
constexpr int least_informal_care = 20;

}  // namespace

Outcome<v1::RecordExemptionResponse> record_exemption(Transaction& tx, const Actor&,
                                                      const v1::RecordExemptionRequest& request) {
  const Date first = parse_date(request.starts_on()).value(), last = parse_date(request.ends_on()).value();
  if (last < first) return refuse(REFUSAL_PERIOD_IS_EMPTY);
  const auto participant = TRY(active_participant(tx, ParticipantId::of(request.participant_id())));
  const bool is_grounded = request.kind() != v1::EXEMPTION_KIND_INFORMAL_CARE ||
                           (request.care_indication() && request.weekly_hours() >= least_informal_care);
  if (!is_grounded) return refuse(REFUSAL_EXEMPTION_NOT_GROUNDED);
  const auto id = tx.new_id<Uuid>();
  tx.run(sql::add_exemption, id, participant.id, word_of(request.kind()), request.weekly_hours(), first, last);
  v1::RecordExemptionResponse response;
  response.set_exemption_id(to_string(id));
  return response;
}

}  // namespace emplooi::participants
