#include "residents/person.h"

#include "residents/residents.sql.h"

namespace emplooi::residents {

v1::Resident to_message(const Person& person) {
  v1::Resident message;
  message.set_resident_id(to_string(person.id));
  message.set_household_id(to_string(person.household));
  message.set_name(person.name);
  if (person.born_on) message.set_born_on(to_string(*person.born_on));
  message.set_phone(person.phone);
  message.set_low_income(person.low_income);
  if (person.deceased_on) message.set_deceased_on(to_string(*person.deceased_on));
  return message;
}

std::optional<v1::Household> home(Transaction& tx, HouseholdId id) {
  const auto row =
      tx.one<HouseholdId, NeighbourhoodId, std::optional<ComplexId>, std::string, std::string>(sql::home, id);
  if (!row) return std::nullopt;
  const auto& [household, neighbourhood, complex, postcode, house_number] = *row;
  v1::Household message;
  message.set_household_id(to_string(household));
  message.set_neighbourhood_id(to_string(neighbourhood));
  if (complex) message.set_complex_id(to_string(*complex));
  message.set_postcode(postcode);
  message.set_house_number(house_number);
  return message;
}

}  // namespace emplooi::residents
