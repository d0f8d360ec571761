#include "base/hours.h"
#include "participants/availability.h"
#include "participants/participants.sql.h"
#include "participants/reach.h"

namespace emplooi::participants {

namespace {

constexpr int most_days = 93;

Refused out_of_bounds(const char* field, const char* says) { return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, says, field}; }

}  // namespace

Outcome<v1::SetDaysResponse> set_days(Transaction& tx, const Actor& actor, const v1::SetDaysRequest& request) {
  TRY(check_hours(request.hours()));
  const Date first = parse_date(request.starts_on()).value(), last = parse_date(request.ends_on()).value();
  if (last < first) return refuse(REFUSAL_PERIOD_IS_EMPTY);
  if (last > add_days(first, most_days - 1)) return out_of_bounds("ends_on", "at most 93 days at once");
  if (request.as_usual() && !request.hours().empty())
    return out_of_bounds("hours", "days as usual have none of their own");
  const auto id = TRY(active_participant_in_reach(tx, actor, ParticipantId::of(request.participant_id()))).id;
  tx.run(sql::drop_special_hours, id, first, last);
  tx.run(sql::drop_special_days, id, first, last);
  for (Date day = first; day <= last && !request.as_usual(); day = add_days(day, 1)) {
    tx.run(sql::add_special_day, id, day);
    for (const auto& one : request.hours()) {
      tx.run(sql::add_special_hours, id, day, one.from_minute(), one.until_minute());
    }
  }
  return v1::SetDaysResponse();
}

}  // namespace emplooi::participants
