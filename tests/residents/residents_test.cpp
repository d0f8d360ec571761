#include "residents/residents.h"

#include <gtest/gtest.h>

#include "organisations/organisations.h"
#include "support/town.h"

namespace emplooi::residents {
namespace {

using testing::TestTown;
using testing::text;

class Residents : public ::testing::Test {
 protected:
  TestTown town;
  const Actor coordinator = town.actor(ROLE_COORDINATOR);
  const testing::Setting setting = town.setting();

  Resident known(ResidentId id) {
    return town.read([&](auto& tx) { return resident(tx, id); }).value();
  }
  bool in_target_group(ResidentId id) {
    return town.read([&](auto& tx) { return residents::in_target_group(tx, setting.programme, known(id)); });
  }
  NeighbourhoodId other_neighbourhood() {
    return NeighbourhoodId::of(town.must(organisations::create_neighbourhood, town.actor(ROLE_ADMINISTRATOR),
                                         text("name: 'Reeshof' postcode: '5044'"))
                                   .neighbourhood_id());
  }
};

TEST_F(Residents, a_household_lives_at_an_address_the_town_knows) {
  const auto elsewhere = other_neighbourhood();
  struct {
    Uuid neighbourhood;
    Uuid complex;
    const char* postcode;
    const char* house_number;
    Refusal refusal;
  } const table[] = {
      {setting.funder, setting.complex, "5042AB", "1", REFUSAL_NEIGHBOURHOOD_NOT_FOUND},
      {setting.neighbourhood, setting.funder, "5042AB", "1", REFUSAL_COMPLEX_NOT_FOUND},
      {elsewhere, setting.complex, "5044AB", "1", REFUSAL_COMPLEX_NOT_FOUND},
      {setting.neighbourhood, setting.complex, "5042", "1", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {setting.neighbourhood, setting.complex, "50422AB", "1", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {setting.neighbourhood, setting.complex, "", "1", REFUSAL_FIELD_MISSING},
      {setting.neighbourhood, setting.complex, "5042AB", "", REFUSAL_FIELD_MISSING},
      {setting.neighbourhood, setting.complex, "5042AB", "1\t", REFUSAL_TEXT_MALFORMED},
  };
  const auto home = town.resident("Ada").household;
  for (const auto& row : table) {
    const auto address = [&](const std::string& household) {
      return text("neighbourhood_id: % complex_id: % postcode: % house_number: % " + household, row.neighbourhood,
                  row.complex, row.postcode, row.house_number);
    };
    EXPECT_REFUSED(town.call(register_household, coordinator, address("")), row.refusal) << row.postcode;
    EXPECT_REFUSED(town.call(move_household, coordinator, address("household_id: '" + to_string(home) + "'")),
                   row.refusal)
        << row.postcode;
  }
}

TEST_F(Residents, are_registered_in_a_household_and_known_without_their_name) {
  const auto ada = town.resident("Ada de Vries", {.low_income = false, .in_complex = true});
  const auto found = known(ada.id);
  EXPECT_EQ(found.household, ada.household);
  EXPECT_FALSE(found.low_income);
  EXPECT_FALSE(found.deceased);
  EXPECT_EQ(found.complex, setting.complex);
  EXPECT_EQ(found.neighbourhood, setting.neighbourhood);
}

TEST_F(Residents, registration_refuses_what_cannot_be) {
  const auto home = town.resident("Ada").household;
  struct {
    Uuid household;
    const char* name;
    const char* born_on;
    Refusal refusal;
  } const table[] = {
      {setting.funder, "Bep", "1940-01-01", REFUSAL_HOUSEHOLD_NOT_FOUND},
      {home, "", "1940-01-01", REFUSAL_FIELD_MISSING},
      {home, "--", "1940-01-01", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {home, "Bep", "2026-01-06", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {home, "Bep", "1900-02-29", REFUSAL_DATE_MALFORMED},
      {home, "Bep\x01", "1940-01-01", REFUSAL_TEXT_MALFORMED},
  };
  for (const auto& row : table) {
    const auto outcome = town.call(register_resident, coordinator,
                                   text("household_id: % name: % born_on: %", row.household, row.name, row.born_on));
    EXPECT_REFUSED(outcome, row.refusal) << row.name << row.born_on;
  }
  EXPECT_TRUE(town.call(register_resident, coordinator, text("household_id: % name: 'Bep'", home)))
      << "a date of birth is not asked of everybody";
}

TEST_F(Residents, the_target_group_is_low_income_or_tenant_of_a_target_complex) {
  EXPECT_TRUE(in_target_group(town.resident("low income", {.low_income = true, .in_complex = false}).id));
  EXPECT_TRUE(in_target_group(town.resident("tenant", {.low_income = false, .in_complex = true}).id));
  EXPECT_TRUE(in_target_group(town.resident("both", {.low_income = true, .in_complex = true}).id));
  EXPECT_FALSE(in_target_group(town.resident("neither", {.low_income = false, .in_complex = false}).id));
}

TEST_F(Residents, a_change_of_income_or_home_changes_the_target_group) {
  const auto ada = town.resident("Ada", {.low_income = false});
  town.must(set_low_income, town.actor(ROLE_CASE_MANAGER), text("resident_id: % low_income: true", ada.id));
  EXPECT_TRUE(in_target_group(ada.id));
  town.must(set_low_income, coordinator, text("resident_id: %", ada.id));
  EXPECT_FALSE(in_target_group(ada.id));
  town.must(move_household, coordinator,
            text("household_id: % neighbourhood_id: % complex_id: % postcode: '5042 zz' house_number: '7'",
                 ada.household, setting.neighbourhood, setting.complex));
  EXPECT_TRUE(in_target_group(ada.id));
  const auto home = town.must(get_resident, ada.actor, text("resident_id: %", ada.id)).household();
  EXPECT_EQ(home.postcode(), "5042ZZ");
  EXPECT_EQ(home.house_number(), "7");
  EXPECT_EQ(home.complex_id(), to_string(setting.complex));
}

TEST_F(Residents, who_are_not_there_are_refused) {
  const auto nobody = text("resident_id: %", setting.funder);
  EXPECT_REFUSED(town.call(set_low_income, coordinator, nobody), REFUSAL_RESIDENT_NOT_FOUND);
  EXPECT_REFUSED(town.call(get_resident, coordinator, nobody), REFUSAL_RESIDENT_NOT_FOUND);
  EXPECT_REFUSED(town.call(record_death, coordinator, text("resident_id: % deceased_on: '2026-01-01'", setting.funder)),
                 REFUSAL_RESIDENT_NOT_FOUND);
  EXPECT_REFUSED(town.call(list_household, coordinator, text("household_id: %", setting.funder)),
                 REFUSAL_HOUSEHOLD_NOT_FOUND);
  EXPECT_REFUSED(town.call(move_household, coordinator,
                           text("household_id: % neighbourhood_id: % postcode: '5042AB' house_number: '1'",
                                setting.funder, setting.neighbourhood)),
                 REFUSAL_HOUSEHOLD_NOT_FOUND);
  const auto door = [&](auto& tx) { return household(tx, HouseholdId(setting.funder)); };
  EXPECT_REFUSED(town.read(door), REFUSAL_HOUSEHOLD_NOT_FOUND);
}

TEST_F(Residents, a_death_is_recorded_once_and_the_household_goes_on) {
  const auto ada = town.resident("Ada");
  const auto ben = town.resident("Ben", {.household = ada.household});
  const auto on = [&](const char* day) {
    return town.call(record_death, coordinator, text("resident_id: % deceased_on: %", ada.id, day));
  };
  EXPECT_REFUSED(on("2026-01-06"), REFUSAL_FIELD_OUT_OF_BOUNDS) << "still to come";
  EXPECT_REFUSED(on("1941-05-16"), REFUSAL_FIELD_OUT_OF_BOUNDS) << "before the birth";
  EXPECT_TRUE(on("2026-01-05"));
  EXPECT_REFUSED(on("2026-01-05"), REFUSAL_RESIDENT_DECEASED);
  EXPECT_REFUSED(town.call(set_low_income, coordinator, text("resident_id: % low_income: true", ada.id)),
                 REFUSAL_RESIDENT_DECEASED);
  EXPECT_TRUE(known(ada.id).deceased);
  town.read([&](auto& tx) {
    EXPECT_REFUSED(living_resident(tx, ada.id), REFUSAL_RESIDENT_DECEASED);
    EXPECT_TRUE(living_resident(tx, ben.id));
    EXPECT_EQ(household(tx, ada.household)->neighbourhood, setting.neighbourhood);
    return true;
  });
  const auto house = town.must(list_household, ben.actor, text("household_id: %", ben.household));
  ASSERT_EQ(house.residents_size(), 2);
  EXPECT_EQ(house.residents(0).deceased_on(), "2026-01-05");
  EXPECT_EQ(house.residents(1).deceased_on(), "");
}

TEST_F(Residents, see_themselves_and_their_own_household_only) {
  const auto ada = town.resident("Ada");
  const auto ben = town.resident("Ben");
  EXPECT_EQ(town.must(get_resident, ada.actor, text("resident_id: %", ada.id)).resident().name(), "Ada");
  EXPECT_REFUSED(town.call(get_resident, ada.actor, text("resident_id: %", ben.id)), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(town.call(get_resident, ada.actor, text("resident_id: %", setting.funder)), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_TRUE(town.call(list_household, ada.actor, text("household_id: %", ada.household)));
  EXPECT_REFUSED(town.call(list_household, ada.actor, text("household_id: %", ben.household)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_EQ(town.must(get_resident, coordinator, text("resident_id: %", ben.id)).household().house_number(), "2");
}

TEST_F(Residents, are_the_coordinators_and_nobody_elses_business) {
  const auto ada = town.resident("Ada");
  for (const Role role : {ROLE_PARTICIPANT, ROLE_COACH, ROLE_CORPORATION_BUYER, ROLE_CORPORATION_FINANCE,
                          ROLE_FUNDER_FINANCE, ROLE_ADMINISTRATOR, ROLE_AUDITOR, ROLE_CLIENT_COUNCIL}) {
    const auto somebody = town.actor(role, setting.corporation);
    EXPECT_REFUSED(town.call(get_resident, somebody, text("resident_id: %", ada.id)), REFUSAL_ACTOR_NOT_ALLOWED);
    EXPECT_REFUSED(town.call(search_residents, somebody, text("name_prefix: 'A'")), REFUSAL_ACTOR_NOT_ALLOWED);
    EXPECT_REFUSED(town.call(set_low_income, somebody, text("resident_id: %", ada.id)), REFUSAL_ACTOR_NOT_ALLOWED);
  }
  EXPECT_REFUSED(town.call(search_residents, ada.actor, text("name_prefix: 'B'")), REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST_F(Residents, act_for_themselves_or_through_whoever_reaches_the_municipality) {
  const auto ada = town.resident("Ada");
  const auto ben = town.resident("Ben");
  const auto reaching = [](Actor actor, Reach reach) {
    actor.reach = reach;
    return actor;
  };
  struct {
    Actor actor;
    bool may;
  } const table[] = {
      {reaching(ada.actor, REACH_OWN_PERSON), true},
      {reaching(ada.actor, REACH_OWN_HOUSEHOLD), true},
      {reaching(coordinator, REACH_MUNICIPALITY), true},
      {system_actor(town.municipality()), true},
      {reaching(ben.actor, REACH_OWN_PERSON), false},
      {reaching(town.actor(ROLE_CASE_MANAGER), REACH_OWN_PARTICIPANTS), false},
      // Before the front desk has looked, nobody reaches anything.
      {coordinator, false},
      {reaching(coordinator, REACH_PUBLIC), false},
  };
  for (const auto& row : table) {
    EXPECT_EQ(may_act_for(row.actor, ada.id).has_value(), row.may) << row.actor.role << ' ' << row.actor.reach;
  }
}

TEST_F(Residents, of_another_municipality_do_not_exist) {
  const auto ada = town.resident("Ada");
  const auto stranger = town.stranger(ROLE_COORDINATOR);
  EXPECT_REFUSED(town.call(get_resident, stranger, text("resident_id: %", ada.id)), REFUSAL_RESIDENT_NOT_FOUND);
  EXPECT_REFUSED(town.call(set_low_income, stranger, text("resident_id: %", ada.id)), REFUSAL_RESIDENT_NOT_FOUND);
  EXPECT_REFUSED(town.call(register_resident, stranger, text("household_id: % name: 'X'", ada.household)),
                 REFUSAL_HOUSEHOLD_NOT_FOUND);
  EXPECT_REFUSED(town.call(list_household, stranger, text("household_id: %", ada.household)),
                 REFUSAL_HOUSEHOLD_NOT_FOUND);
  EXPECT_EQ(town.must(search_residents, stranger, text("name_prefix: 'Ada'")).residents_size(), 0);
}

}  // namespace
}  // namespace emplooi::residents
