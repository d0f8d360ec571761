#include <gtest/gtest.h>

#include "residents/residents.h"
#include "support/town.h"

namespace emplooi::residents {
namespace {

using testing::text;

class Preferences : public ::testing::Test {
 protected:
  testing::TestTown town;
  const testing::ResidentPersona ada = town.resident("Ada"), bep = town.resident("Bep");

  Outcome<v1::SetPreferencesResponse> set(const Actor& actor, const std::string& preferences) {
    return town.call(set_preferences, actor,
                     text("resident_id: % preferences { same_helper: true " + preferences + " }", ada.id));
  }
  v1::Preferences file() { return town.must(get_resident, ada.actor, text("resident_id: %", ada.id)).preferences(); }
};

TEST_F(Preferences, are_replaced_as_a_whole) {
  EXPECT_EQ(file().ByteSizeLong(), 0U) << "never said";
  ASSERT_TRUE(set(ada.actor,
                  "welcome { weekday: 2 hours { from_minute: 600 until_minute: 720 } } "
                  "languages: ['tr', 'nl'] pets: [PET_CAT, PET_DOG]"));
  EXPECT_TRUE(file().same_helper());
  EXPECT_EQ(file().welcome(0).hours().from_minute(), 600);
  EXPECT_EQ(file().languages_size(), 2);
  EXPECT_EQ(file().pets_size(), 2);
  ASSERT_TRUE(set(town.actor(ROLE_COORDINATOR), "languages: 'pl'"));
  EXPECT_EQ(file().languages(0), "pl");
  EXPECT_EQ(file().welcome_size() + file().pets_size(), 0);
}

TEST_F(Preferences, refuse_what_contradicts_itself_and_others) {
  ASSERT_TRUE(set(ada.actor, "languages: 'tr'"));
  struct {
    const char* preferences;
    Refusal refusal;
  } const table[] = {
      {"languages: ['tr', 'tr']", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"languages: 't'", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"pets: [PET_CAT, PET_CAT]", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"welcome { weekday: 2 hours { from_minute: 720 until_minute: 600 } }", REFUSAL_HOURS_OVERLAP},
  };
  for (const auto& row : table) EXPECT_REFUSED(set(ada.actor, row.preferences), row.refusal) << row.preferences;
  EXPECT_REFUSED(set(bep.actor, ""), REFUSAL_ACTOR_NOT_ALLOWED);
  town.must(record_death, town.actor(ROLE_COORDINATOR), text("resident_id: % deceased_on: '2026-01-05'", ada.id));
  EXPECT_REFUSED(set(town.actor(ROLE_COORDINATOR), ""), REFUSAL_RESIDENT_DECEASED);
  EXPECT_EQ(file().languages_size(), 1) << "nothing has changed";
}

TEST_F(Preferences, go_with_the_person) {
  ASSERT_TRUE(set(ada.actor, "languages: 'tr' pets: PET_CAT welcome { weekday: 2 hours { until_minute: 720 } }"));
  ASSERT_TRUE(town.store().write_now({town.municipality(), CommandId(), ada.actor.id, "test", ""},
                                     [&](Transaction& tx) -> Outcome<std::string> {
                                       erase(tx, ada.id);
                                       return std::string();
                                     }));
  EXPECT_EQ(file().ByteSizeLong(), 0U);
}

}  // namespace
}  // namespace emplooi::residents
