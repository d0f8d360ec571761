#include <gtest/gtest.h>

#include "residents/name_key.h"
#include "residents/residents.h"
#include "support/town.h"

namespace emplooi::residents {
namespace {

using testing::TestTown;
using testing::text;

TEST(NameKey, forgets_case_accents_and_punctuation) {
  struct {
    const char* name;
    const char* key;
  } const table[] = {
      {"Ada de Vries", "ada de vries"},
      {"José  Müller-Šimić", "jose muller simic"},
      {"Jose\u0301", "jose"},
      {"'t Hart, A.", "t hart a"},
      {"Ħ Łukasz Ýr Ørsted Çelik Ğ ž ſ ÿ", "h lukasz yr orsted celik g z s y"},
      {"\u738b Wei", "\u738b wei"},
      {"Jansen 2", "jansen 2"},
      {" - ", ""},
      {"", ""},
  };
  for (const auto& row : table) EXPECT_EQ(name_key(row.name), row.key);
}

TEST(NameKey, folds_each_latin_letter_to_its_own_base) {
  // Every fold of a capital is that of its small letter.
  for (char32_t code = 0xc0; code <= 0xde; ++code) {
    if (code == 0xd7) continue;
    const std::string capital{'\xc3', static_cast<char>((code & 0x3f) | 0x80)};
    const std::string small{'\xc3', static_cast<char>(((code + 0x20) & 0x3f) | 0x80)};
    EXPECT_EQ(name_key(capital), name_key(small)) << capital;
  }
}

TEST(NameKey, begins_again_at_every_word) {
  EXPECT_EQ(name_tails("Ada de Vries"), (std::vector<std::string>{"ada de vries", "de vries", "vries"}));
  EXPECT_EQ(name_tails("Ada"), std::vector<std::string>{"ada"});
}

class SearchResidents : public ::testing::Test {
 protected:
  TestTown town;
  const Actor coordinator = town.actor(ROLE_COORDINATOR);

  SearchResidents() {
    for (const char* name : {"Ada de Vries", "Ben de Vries", "Zoë Devos", "Jan Jansen", "Vriesman Ola"}) {
      town.resident(name);
    }
  }
  std::string found(const testing::Text& request) {
    std::string names;
    const auto answer = town.must(search_residents, coordinator, request);
    for (const auto& each : answer.residents()) {
      names += (names.empty() ? "" : ", ") + each.resident().name();
    }
    return names;
  }
};

TEST_F(SearchResidents, finds_by_the_beginning_of_any_word) {
  struct {
    const char* prefix;
    const char* names;
  } const table[] = {
      {"ada", "Ada de Vries"},
      {"VRIES", "Ada de Vries, Ben de Vries, Vriesman Ola"},
      {"de vr", "Ada de Vries, Ben de Vries"},
      {"de", "Ada de Vries, Ben de Vries, Zoë Devos"},
      {"zoe", "Zoë Devos"},
      {"ZOË d", "Zoë Devos"},
      {"jan", "Jan Jansen"},
      {"ries", ""},
      {"ada de vries x", ""},
  };
  for (const auto& row : table) EXPECT_EQ(found(text("name_prefix: %", row.prefix)), row.names) << row.prefix;
}

TEST_F(SearchResidents, finds_by_postcode_alone_or_with_a_name) {
  town.must(move_household, coordinator,
            text("household_id: % neighbourhood_id: % postcode: '5042ZZ' house_number: '9'",
                 town.resident("Ben de Vries").household, town.setting().neighbourhood));
  EXPECT_EQ(found(text("postcode: '5042 zz'")), "Ben de Vries");
  EXPECT_EQ(found(text("name_prefix: 'vries' postcode: '5042AB'")), "Ada de Vries, Vriesman Ola");
  EXPECT_EQ(found(text("postcode: '5042XX'")), "");
}

TEST_F(SearchResidents, goes_on_where_the_page_before_ended) {
  const auto first = town.must(search_residents, coordinator, text("name_prefix: 'vries' page { size: 2 }"));
  EXPECT_EQ(first.residents_size(), 2);
  const auto second = town.must(search_residents, coordinator,
                                text("name_prefix: 'vries' page { size: 2 token: % }", first.next_page_token()));
  ASSERT_EQ(second.residents_size(), 1);
  EXPECT_EQ(second.residents(0).resident().name(), "Vriesman Ola");
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(SearchResidents, refuses_to_list_everybody) {
  struct {
    const char* request;
    Refusal refusal;
  } const table[] = {
      {"", REFUSAL_FIELD_MISSING},
      {"name_prefix: ' - '", REFUSAL_FIELD_MISSING},
      {"postcode: '5042'", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"name_prefix: 'a' page { token: 'b' }", REFUSAL_PAGE_TOKEN_INVALID},
      {"name_prefix: 'a' page { size: 201 }", REFUSAL_FIELD_OUT_OF_BOUNDS},
  };
  for (const auto& row : table) {
    EXPECT_REFUSED(town.call(search_residents, coordinator, text(row.request)), row.refusal) << row.request;
  }
}

}  // namespace
}  // namespace emplooi::residents
