#include "identity/card.h"
#include "residents/residents.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

Outcome<v1::RecordDeathResponse> record_death(Transaction& tx, const Actor&, const v1::RecordDeathRequest& request) {
  const auto id = ResidentId::of(request.resident_id());
  TRY(living_resident(tx, id));
  const auto born_on = tx.one<std::optional<Date>>(sql::born_on, id);
  const bool precedes_birth = *born_on && request.deceased_on() < to_string(**born_on);
  if (precedes_birth || request.deceased_on() > to_string(tx.today())) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "this day precedes the birth or is still to come", "deceased_on"};
  }
  const auto recorded = tx.one<ResidentId>(sql::record_death, id, request.deceased_on());
  ensure(recorded.has_value(), "a living resident's death can be recorded");
  identity::end_card(tx, id);
  return v1::RecordDeathResponse();
}

}  // namespace emplooi::residents
