#include "organisations/organisations.h"

#include <gtest/gtest.h>

#include <set>

#include "organisations/postcode.h"
#include "support/town.h"

namespace emplooi::organisations {
namespace {

using testing::TestTown;
using testing::text;

class Organisations : public ::testing::Test {
 protected:
  TestTown town;
  const Actor administrator = town.actor(ROLE_ADMINISTRATOR);
  const testing::Setting setting = town.setting();
};

TEST_F(Organisations, have_names_of_their_own) {
  EXPECT_REFUSED(town.call(create_neighbourhood, administrator, text("name: 'Tilburg-Noord' postcode: '5042'")),
                 REFUSAL_NAME_TAKEN);
  EXPECT_REFUSED(town.call(create_corporation, administrator, text("name: 'Wonen Noord'")), REFUSAL_NAME_TAKEN);
  EXPECT_REFUSED(town.call(create_funder, administrator, text("name: 'Gemeente Tilburg'")), REFUSAL_NAME_TAKEN);
  EXPECT_REFUSED(town.call(create_provider, administrator, text("name: 'De Buurt Werkt'")), REFUSAL_NAME_TAKEN);
  EXPECT_REFUSED(town.call(create_complex, administrator,
                           text("corporation_id: % neighbourhood_id: % name: 'De Linde'", setting.corporation,
                                setting.neighbourhood)),
                 REFUSAL_NAME_TAKEN);
  // Elsewhere the same names are free.
  EXPECT_TRUE(town.call(create_funder, town.stranger(ROLE_ADMINISTRATOR), text("name: 'Gemeente Tilburg'")));
}

TEST_F(Organisations, are_found_through_the_door) {
  town.read([&](auto& tx) {
    EXPECT_EQ(neighbourhood(tx, setting.neighbourhood)->postcode, "5042");
    EXPECT_EQ(corporation(tx, setting.corporation)->name, "Wonen Noord");
    EXPECT_EQ(complex(tx, setting.complex)->corporation, setting.corporation);
    EXPECT_EQ(complex(tx, setting.complex)->neighbourhood, setting.neighbourhood);
    EXPECT_EQ(funder(tx, setting.funder)->name, "Gemeente Tilburg");
    EXPECT_EQ(provider(tx, setting.provider)->name, "De Buurt Werkt");
    const Uuid unknown;
    EXPECT_REFUSED(neighbourhood(tx, NeighbourhoodId(unknown)), REFUSAL_NEIGHBOURHOOD_NOT_FOUND);
    EXPECT_REFUSED(corporation(tx, CorporationId(unknown)), REFUSAL_CORPORATION_NOT_FOUND);
    EXPECT_REFUSED(complex(tx, ComplexId(unknown)), REFUSAL_COMPLEX_NOT_FOUND);
    EXPECT_REFUSED(funder(tx, FunderId(unknown)), REFUSAL_FUNDER_NOT_FOUND);
    EXPECT_REFUSED(provider(tx, ProviderId(unknown)), REFUSAL_PROVIDER_NOT_FOUND);
    return true;
  });
}

TEST_F(Organisations, a_neighbourhoods_postcode_is_four_digits) {
  for (const char* wrong : {"504", "50 4", "0123", "504A", "-042"}) {
    EXPECT_REFUSED(town.call(create_neighbourhood, administrator, text("name: 'Elders' postcode: %", wrong)),
                   REFUSAL_FIELD_OUT_OF_BOUNDS)
        << wrong;
  }
}

TEST(Postcode, is_read_as_people_write_it) {
  struct {
    const char* text;
    const char* postcode;
  } const table[] = {{"5042AB", "5042AB"}, {"5042 ab", "5042AB"}, {" 5042  Ab", "5042AB"}, {"0042AB", "none"},
                     {"5042", "none"},     {"5042A1", "none"},    {"5042ABC", "none"},     {"", "none"}};
  for (const auto& row : table) {
    EXPECT_EQ(parse_postcode(row.text).value_or("none"), row.postcode) << row.text;
  }
}

TEST_F(Organisations, a_complex_lies_in_a_neighbourhood_and_belongs_to_a_corporation) {
  EXPECT_REFUSED(
      town.call(create_complex, administrator,
                text("corporation_id: % neighbourhood_id: % name: 'De Eik'", setting.funder, setting.neighbourhood)),
      REFUSAL_CORPORATION_NOT_FOUND);
  EXPECT_REFUSED(
      town.call(create_complex, administrator,
                text("corporation_id: % neighbourhood_id: % name: 'De Eik'", setting.corporation, setting.funder)),
      REFUSAL_NEIGHBOURHOOD_NOT_FOUND);
}

TEST_F(Organisations, a_complex_joins_the_target_group_of_a_programme) {
  const auto made = town.must(
      create_complex, administrator,
      text("corporation_id: % neighbourhood_id: % name: 'De Eik'", setting.corporation, setting.neighbourhood));
  const auto oak = ComplexId::of(made.complex_id());
  const auto is_target = [&](ComplexId id) {
    return town.read([&](auto& tx) { return is_target_complex(tx, setting.programme, id); });
  };
  EXPECT_TRUE(is_target(setting.complex));
  EXPECT_FALSE(is_target(oak));
  for (int times = 0; times < 2; ++times) {
    town.must(add_target_complex, administrator, text("programme_id: % complex_id: %", setting.programme, oak));
    EXPECT_TRUE(is_target(oak));
  }
  EXPECT_REFUSED(
      town.call(add_target_complex, administrator, text("programme_id: % complex_id: %", setting.funder, oak)),
      REFUSAL_PROGRAMME_NOT_FOUND);
  EXPECT_REFUSED(town.call(add_target_complex, administrator,
                           text("programme_id: % complex_id: %", setting.programme, setting.funder)),
                 REFUSAL_COMPLEX_NOT_FOUND);
}

TEST_F(Organisations, a_corporation_sees_itself_and_its_complexes_only) {
  const auto other = town.must(create_corporation, administrator, text("name: 'Wonen Zuid'")).corporation_id();
  town.must(create_complex, administrator,
            text("corporation_id: % neighbourhood_id: % name: 'De Eik'", other, setting.neighbourhood));
  for (const Role role : {ROLE_CORPORATION_BUYER, ROLE_CORPORATION_FINANCE}) {
    const auto own = town.actor(role, setting.corporation);
    const auto corporations = town.must(list_corporations, own, text(""));
    ASSERT_EQ(corporations.corporations_size(), 1);
    EXPECT_EQ(corporations.corporations(0).name(), "Wonen Noord");
    const auto complexes = town.must(list_complexes, own, text(""));
    ASSERT_EQ(complexes.complexes_size(), 1);
    EXPECT_EQ(complexes.complexes(0).name(), "De Linde");
    EXPECT_REFUSED(town.call(list_complexes, own, text("corporation_id: %", other)), REFUSAL_ACTOR_NOT_ALLOWED);
  }
  const auto coordinator = town.actor(ROLE_COORDINATOR);
  EXPECT_EQ(town.must(list_complexes, coordinator, text("")).complexes_size(), 2);
  EXPECT_EQ(town.must(list_complexes, coordinator, text("corporation_id: %", other)).complexes_size(), 1);
  EXPECT_EQ(town.must(list_corporations, coordinator, text("")).corporations_size(), 2);
}

TEST_F(Organisations, a_funder_sees_itself_only) {
  town.must(create_funder, administrator, text("name: 'Zorgkantoor'"));
  const auto own = town.must(list_funders, town.actor(ROLE_FUNDER_FINANCE, setting.funder), text(""));
  ASSERT_EQ(own.funders_size(), 1);
  EXPECT_EQ(own.funders(0).funder_id(), to_string(setting.funder));
  EXPECT_EQ(town.must(list_funders, administrator, text("")).funders_size(), 2);
}

TEST_F(Organisations, lists_are_read_page_by_page_without_gap_or_repetition) {
  for (int i = 1; i <= 6; ++i) {
    town.must(create_neighbourhood, administrator, text("name: % postcode: '5000'", "Wijk " + std::to_string(i)));
  }
  std::set<std::string> seen;
  std::string token;
  int pages = 0;
  do {
    const auto page = town.must(list_neighbourhoods, administrator, text("page { size: 3 token: % }", token));
    for (const auto& each : page.neighbourhoods()) EXPECT_TRUE(seen.insert(each.name()).second) << each.name();
    token = page.next_page_token();
    ++pages;
  } while (!token.empty());
  EXPECT_EQ(seen.size(), 7u);
  EXPECT_EQ(pages, 3);
}

TEST_F(Organisations, lists_refuse_tokens_that_are_not_theirs) {
  const auto request = text("page { token: 'second' }");
  EXPECT_REFUSED(town.call(list_programmes, administrator, request), REFUSAL_PAGE_TOKEN_INVALID);
  EXPECT_REFUSED(town.call(list_neighbourhoods, administrator, request), REFUSAL_PAGE_TOKEN_INVALID);
  EXPECT_REFUSED(town.call(list_corporations, administrator, request), REFUSAL_PAGE_TOKEN_INVALID);
  EXPECT_REFUSED(town.call(list_complexes, administrator, request), REFUSAL_PAGE_TOKEN_INVALID);
  EXPECT_REFUSED(town.call(list_funders, administrator, request), REFUSAL_PAGE_TOKEN_INVALID);
  EXPECT_REFUSED(town.call(list_providers, administrator, request), REFUSAL_PAGE_TOKEN_INVALID);
  EXPECT_REFUSED(town.call(list_providers, administrator, text("page { size: 201 }")), REFUSAL_FIELD_OUT_OF_BOUNDS);
}

TEST_F(Organisations, everybody_signed_in_knows_the_tariffs) {
  for (const Role role :
       {ROLE_RESIDENT, ROLE_PARTICIPANT, ROLE_COORDINATOR, ROLE_CASE_MANAGER, ROLE_COACH, ROLE_CORPORATION_BUYER,
        ROLE_CORPORATION_FINANCE, ROLE_FUNDER_FINANCE, ROLE_ADMINISTRATOR, ROLE_AUDITOR, ROLE_CLIENT_COUNCIL}) {
    const auto known =
        town.must(get_programme, town.actor(role, setting.corporation), text("programme_id: %", setting.programme));
    EXPECT_EQ(known.terms_today().reduced_tariff_cents(), 500);
  }
  EXPECT_EQ(town.must(list_providers, town.actor(ROLE_COACH), text("")).providers_size(), 1);
}

TEST_F(Organisations, of_another_municipality_are_out_of_reach) {
  const auto stranger = town.stranger(ROLE_ADMINISTRATOR);
  EXPECT_EQ(town.must(list_neighbourhoods, stranger, text("")).neighbourhoods_size(), 0);
  EXPECT_EQ(town.must(list_corporations, stranger, text("")).corporations_size(), 0);
  EXPECT_EQ(town.must(list_complexes, stranger, text("corporation_id: %", setting.corporation)).complexes_size(), 0);
  EXPECT_EQ(town.must(list_funders, stranger, text("")).funders_size(), 0);
  EXPECT_EQ(town.must(list_providers, stranger, text("")).providers_size(), 0);
  EXPECT_REFUSED(town.call(add_target_complex, stranger,
                           text("programme_id: % complex_id: %", setting.programme, setting.complex)),
                 REFUSAL_PROGRAMME_NOT_FOUND);
}

}  // namespace
}  // namespace emplooi::organisations
