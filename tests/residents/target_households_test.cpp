#include <gtest/gtest.h>

#include <algorithm>

#include "organisations/organisations.h"
#include "residents/residents.h"
#include "support/town.h"

namespace emplooi::residents {
namespace {

using testing::Living;
using testing::TestTown;
using testing::text;

constexpr Living poor{.low_income = true, .in_complex = false};
constexpr Living poor_tenant{.low_income = true, .in_complex = true};
constexpr Living tenant{.low_income = false, .in_complex = true};
constexpr Living neither{.low_income = false, .in_complex = false};

class TargetHouseholds : public ::testing::Test {
 protected:
  TestTown town;
  const testing::Setting setting = town.setting();
  const HouseholdId ada = town.resident("Ada", poor).household;
  const HouseholdId ben = town.resident("Ben", poor_tenant).household;
  const HouseholdId cor = town.resident("Cor", tenant).household;
  const HouseholdId dien = town.resident("Dien", neither).household;

  std::vector<HouseholdId> of(const Audience& audience, HouseholdId after = {}, int limit = 100) {
    return town.read([&](auto& tx) { return target_households(tx, audience, after, limit); });
  }
  std::int64_t count(const Audience& audience) {
    return town.read([&](auto& tx) { return count_target_households(tx, audience); });
  }
};

TEST_F(TargetHouseholds, are_those_of_low_income_or_in_a_target_complex) {
  using List = std::vector<HouseholdId>;
  EXPECT_EQ(of({.programme = setting.programme}), (List{ada, ben, cor}));
  EXPECT_EQ(of({.programme = setting.programme, .low_income_only = true}), (List{ada, ben}));
  EXPECT_EQ(of({.programme = setting.programme, .complexes = {setting.complex}}), (List{ben, cor}));
  EXPECT_EQ(of({.programme = setting.programme, .low_income_only = true, .complexes = {setting.complex}}), List{ben});
  EXPECT_EQ(of({.programme = setting.programme, .neighbourhoods = {setting.neighbourhood}}), (List{ada, ben, cor}));
  EXPECT_EQ(of({.programme = setting.programme, .neighbourhoods = {NeighbourhoodId(setting.funder)}}), List{});
  // A programme without complexes of its own has low incomes only.
  EXPECT_EQ(of({.programme = ProgrammeId(setting.funder)}), (List{ada, ben}));
}

TEST_F(TargetHouseholds, of_several_places_are_counted_once) {
  const Audience both{
      .programme = setting.programme, .complexes = {setting.complex}, .neighbourhoods = {setting.neighbourhood}};
  EXPECT_EQ(of(both).size(), 3u);
  EXPECT_EQ(count(both), 3);
}

TEST_F(TargetHouseholds, have_somebody_who_lives) {
  const auto coordinator = town.actor(ROLE_COORDINATOR);
  town.must(record_death, coordinator, text("resident_id: % deceased_on: '2026-01-02'", town.resident("Ben").id));
  EXPECT_EQ(count({.programme = setting.programme}), 2);
  town.resident("Bea", {.low_income = false, .household = ben});
  EXPECT_EQ(count({.programme = setting.programme}), 3) << "she is a tenant of the complex";
  EXPECT_EQ(count({.programme = setting.programme, .low_income_only = true}), 1) << "but has no low income";
}

TEST_F(TargetHouseholds, agree_with_the_target_group_of_their_members) {
  const auto all = of({.programme = setting.programme});
  for (const char* name : {"Ada", "Ben", "Cor", "Dien"}) {
    const auto& persona = town.resident(name);
    const bool belongs =
        town.read([&](auto& tx) { return in_target_group(tx, setting.programme, resident(tx, persona.id).value()); });
    EXPECT_EQ(std::find(all.begin(), all.end(), persona.household) != all.end(), belongs) << name;
  }
}

TEST_F(TargetHouseholds, are_read_page_by_page_without_gap_or_repetition) {
  for (int i = 0; i < 20; ++i) town.resident("N" + std::to_string(i), i % 2 == 0 ? poor : tenant);
  const Audience audience{
      .programme = setting.programme, .complexes = {setting.complex}, .neighbourhoods = {setting.neighbourhood}};
  const auto all = of(audience);
  EXPECT_EQ(all.size(), 23u);
  for (const int limit : {1, 2, 7, 23, 24}) {
    std::vector<HouseholdId> read;
    for (;;) {
      const auto page = of(audience, read.empty() ? HouseholdId() : read.back(), limit);
      read.insert(read.end(), page.begin(), page.end());
      if (static_cast<int>(page.size()) < limit) break;
    }
    EXPECT_EQ(read, all) << limit;
  }
  EXPECT_THROW(of(audience, {}, 0), Defect);
  EXPECT_THROW(of(audience, {}, 1001), Defect);
}

}  // namespace
}  // namespace emplooi::residents
