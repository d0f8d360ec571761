#include "residents/residents.h"

#include "organisations/organisations.h"
#include "residents/cards.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

Outcome<Resident> resident(Transaction& tx, ResidentId id) {
  const auto found = tx.one<Resident>(sql::resident, id);
  if (!found) return refuse(REFUSAL_RESIDENT_NOT_FOUND);
  return *found;
}

Outcome<Resident> living_resident(Transaction& tx, ResidentId id) {
  const auto found = TRY(resident(tx, id));
  if (found.deceased) return refuse(REFUSAL_RESIDENT_DECEASED);
  return found;
}

Outcome<Household> household(Transaction& tx, HouseholdId id) {
  const auto found = tx.one<Household>(sql::household, id);
  if (!found) return refuse(REFUSAL_HOUSEHOLD_NOT_FOUND);
  return *found;
}

bool in_target_group(Transaction& tx, ProgrammeId programme, const Resident& resident) {
  if (resident.low_income) return true;
  return resident.complex && organisations::is_target_complex(tx, programme, *resident.complex);
}

Outcome<void> may_act_for(const Actor& actor, ResidentId id) {
  if (actor.only().value_or(id) != id) return refuse(REFUSAL_ACTOR_NOT_ALLOWED);
  return {};
}

void offer(Operations& operations) {
  operations.add(register_household);
  operations.add(register_resident);
  operations.add(set_low_income);
  operations.add(set_preferences);
  operations.add(move_household);
  operations.add(record_death);
  operations.add(get_resident);
  operations.add(search_residents);
  operations.add(list_household);
  offer_cards(operations);
}

std::span<const store::Statement* const> statements() { return sql::all; }

}  // namespace emplooi::residents
