#include "residents/preferences.h"
#include "residents/residents.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

std::optional<HouseholdId> erase(Transaction& tx, ResidentId id) {
  const auto household = tx.one<HouseholdId>(sql::take_name_away, id, tx.today());
  ensure(household.has_value(), "only a resident who is there is erased");
  tx.run(sql::drop_name_tails, id);
  drop_preferences(tx, id);
  if (tx.run(sql::take_address_away, *household) == 0) return std::nullopt;
  return household;
}

}  // namespace emplooi::residents
