#include "base/hours.h"
#include "participants/availability.h"
#include "participants/participants.sql.h"
#include "participants/reach.h"

namespace emplooi::participants {

Outcome<v1::SetWeekPatternResponse> set_week_pattern(Transaction& tx, const Actor& actor,
                                                     const v1::SetWeekPatternRequest& request) {
  TRY(check_hours(request.hours()));
  const auto id = TRY(active_participant_in_reach(tx, actor, ParticipantId::of(request.participant_id()))).id;
  tx.run(sql::drop_week_pattern, id);
  for (const auto& one : request.hours()) {
    tx.run(sql::add_to_week_pattern, id, one.weekday(), one.hours().from_minute(), one.hours().until_minute());
  }
  return v1::SetWeekPatternResponse();
}

}  // namespace emplooi::participants
