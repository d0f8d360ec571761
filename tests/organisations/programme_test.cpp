#include "organisations/programme.h"

#include <gtest/gtest.h>

#include "organisations/organisations.h"
#include "support/town.h"

namespace emplooi::organisations {
namespace {

using testing::TestTown;
using testing::text;

Date day(std::string_view text) { return parse_date(text).value(); }

TEST(Terms, say_how_long_a_voucher_can_be_spent) {
  struct {
    const char* issued_on;
    int months;
    bool to_end_of_month;
    const char* last_valid_day;
  } const table[] = {
      {"2026-01-05", 12, false, "2027-01-05"}, {"2026-01-05", 12, true, "2027-01-31"},
      {"2026-01-31", 1, false, "2026-02-28"},  {"2026-01-31", 1, true, "2026-02-28"},
      {"2024-02-29", 12, false, "2025-02-28"}, {"2026-11-30", 3, true, "2027-02-28"},
  };
  for (const auto& row : table) {
    Terms terms;
    terms.validity_months = row.months;
    terms.valid_to_end_of_month = row.to_end_of_month;
    EXPECT_EQ(to_string(terms.last_valid_day(day(row.issued_on))), row.last_valid_day) << row.issued_on;
  }
}

TEST(Terms, make_the_later_vouchers_of_a_year_dearer) {
  Terms terms;
  terms.tiers = {{11, 250_cents}, {41, 1000_cents}};
  struct {
    int nth;
    Cents extra;
  } const table[] = {{1, 0_cents}, {10, 0_cents}, {11, 250_cents}, {40, 250_cents}, {41, 1000_cents}, {99, 1000_cents}};
  for (const auto& row : table) EXPECT_EQ(terms.extra_for_nth(row.nth), row.extra) << row.nth;
}

TEST(Programme, runs_from_its_first_day_to_its_last) {
  Programme programme;
  programme.starts_on = day("2026-02-01");
  EXPECT_FALSE(programme.runs_on(day("2026-01-31")));
  EXPECT_TRUE(programme.runs_on(day("2026-02-01")));
  EXPECT_TRUE(programme.runs_on(day("2999-12-31")));
  programme.ends_on = day("2026-12-31");
  EXPECT_TRUE(programme.runs_on(day("2026-12-31")));
  EXPECT_FALSE(programme.runs_on(day("2027-01-01")));
}

class CreateProgramme : public ::testing::Test {
 protected:
  TestTown town;
  const Actor administrator = town.actor(ROLE_ADMINISTRATOR);
  const ProviderId provider = town.setting().provider;
};

TEST_F(CreateProgramme, is_known_afterwards_and_has_its_book) {
  const auto made =
      town.must(create_programme, administrator,
                text("name: 'Meedoen' starts_on: '2026-02-01' ends_on: '2027-01-31' provider_id: %", provider));
  const auto programme =
      town.read([&](auto& tx) { return organisations::programme(tx, ProgrammeId::of(made.programme_id())); });
  ASSERT_TRUE(programme);
  EXPECT_EQ(programme->name, "Meedoen");
  EXPECT_EQ(programme->provider, provider);
  EXPECT_EQ(to_string(programme->starts_on), "2026-02-01");
  EXPECT_EQ(to_string(programme->ends_on.value()), "2027-01-31");
}

TEST_F(CreateProgramme, refuses_what_cannot_be) {
  struct {
    const char* name;
    const char* starts_on;
    const char* ends_on;
    Uuid provider;
    Refusal refusal;
  } const table[] = {
      {"", "2026-01-01", "", provider, REFUSAL_FIELD_MISSING},
      {"A", "", "", provider, REFUSAL_FIELD_MISSING},
      {"A", "2026-02-30", "", provider, REFUSAL_DATE_MALFORMED},
      {"A", "2026-02-01", "2026-01-31", provider, REFUSAL_PERIOD_IS_EMPTY},
      {"A", "2026-02-01", "", town.setting().complex, REFUSAL_PROVIDER_NOT_FOUND},
      {"Wonen, Zorg en Service in de Wijk", "2026-02-01", "", provider, REFUSAL_NAME_TAKEN},
  };
  for (const auto& row : table) {
    const auto request =
        text("name: % starts_on: % ends_on: % provider_id: %", row.name, row.starts_on, row.ends_on, row.provider);
    EXPECT_REFUSED(town.call(create_programme, administrator, request), row.refusal);
  }
  EXPECT_EQ(town.must(list_programmes, administrator, text("")).programmes_size(), 1);
}

TEST_F(CreateProgramme, is_for_administrators) {
  const auto request = text("name: 'A' starts_on: '2026-02-01' provider_id: %", provider);
  for (const Role role :
       {ROLE_RESIDENT, ROLE_PARTICIPANT, ROLE_COORDINATOR, ROLE_CASE_MANAGER, ROLE_COACH, ROLE_CORPORATION_BUYER,
        ROLE_CORPORATION_FINANCE, ROLE_FUNDER_FINANCE, ROLE_AUDITOR, ROLE_CLIENT_COUNCIL}) {
    EXPECT_REFUSED(town.call(create_programme, town.actor(role, provider), request), REFUSAL_ACTOR_NOT_ALLOWED);
  }
}

TEST_F(CreateProgramme, is_done_once_however_often_it_is_sent) {
  const auto command = town.fresh_command_id();
  const auto request = text("name: 'Meedoen' starts_on: '2026-02-01' provider_id: %", provider);
  const auto first = town.call(create_programme, administrator, request, command);
  const auto second = town.call(create_programme, administrator, request, command);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->programme_id(), second->programme_id());
  EXPECT_REFUSED(town.call(create_programme, administrator,
                           text("name: 'Other' starts_on: '2026-02-01' provider_id: %", provider), command),
                 REFUSAL_COMMAND_ID_REUSED);
}

TEST_F(CreateProgramme, stays_in_its_municipality) {
  const auto stranger = town.stranger(ROLE_ADMINISTRATOR);
  EXPECT_REFUSED(
      town.call(create_programme, stranger, text("name: 'A' starts_on: '2026-02-01' provider_id: %", provider)),
      REFUSAL_PROVIDER_NOT_FOUND);
  EXPECT_REFUSED(town.call(get_programme, stranger, text("programme_id: %", town.setting().programme)),
                 REFUSAL_PROGRAMME_NOT_FOUND);
  EXPECT_EQ(town.must(list_programmes, stranger, text("")).programmes_size(), 0);
}

}  // namespace
}  // namespace emplooi::organisations
