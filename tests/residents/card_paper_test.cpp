// The card on paper, read back by other people's programs.
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "identity/code.h"
#include "residents/cards.h"
#include "support/town.h"

namespace emplooi::residents {
namespace {

using testing::TestTown;
using testing::text;

std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  char bytes[4096];
  for (std::size_t count; (count = fread(bytes, 1, sizeof bytes, pipe)) > 0;) output.append(bytes, count);
  EXPECT_EQ(pclose(pipe), 0) << command;
  return output;
}

class CardPaper : public ::testing::Test {
 protected:
  std::string print(const std::string& code) {
    const auto file = (town_.folder() / "card.pdf").string();
    std::ofstream(file, std::ios::binary)
        << town_.must(print_card, coordinator_, text("resident_id: % code: %", ada_.id, code)).pdf();
    return file;
  }

  TestTown town_;
  Actor coordinator_ = town_.actor(ROLE_COORDINATOR);
  testing::ResidentPersona ada_ = town_.resident("Ada Ünal-Şahin");
  std::string code_ = town_.must(issue_card, coordinator_, text("resident_id: % pin: '471199'", ada_.id)).code();
};

TEST_F(CardPaper, is_one_page_that_names_its_holder) {
  const auto file = print(code_);
  const auto words = output_of("pdftotext -layout " + file + " -");
  EXPECT_NE(words.find("Ada Ünal-Şahin"), std::string::npos) << words;
  EXPECT_NE(words.find(identity::in_groups(identity::with_check_digits(code_))), std::string::npos) << words;
  const auto facts = output_of("pdfinfo " + file);
  EXPECT_NE(facts.find("Pages:           1"), std::string::npos) << facts;
  EXPECT_NE(facts.find("A4"), std::string::npos) << facts;
  EXPECT_EQ(facts.find("Ada"), std::string::npos) << "nobody is named in what programs index";
}

TEST_F(CardPaper, is_read_by_a_scanner) {
  const auto file = print(code_);
  output_of("pdftoppm -png -r 150 " + file + " " + file);
  EXPECT_EQ(output_of("zbarimg --quiet --raw --nodbus " + file + "-1.png"), code_ + "\n");
}

TEST_F(CardPaper, is_not_printed_for_who_does_not_know_its_code) {
  const auto ask = [&](const std::string& code) {
    return town_.call(print_card, coordinator_, text("resident_id: % code: %", ada_.id, code));
  };
  EXPECT_REFUSED(ask(std::string(26, '0')), REFUSAL_CARD_NOT_FOUND);
  const auto replaced = code_;
  town_.must(replace_card, coordinator_, text("resident_id: %", ada_.id));
  EXPECT_REFUSED(ask(replaced), REFUSAL_CARD_NOT_FOUND);
  EXPECT_REFUSED(
      town_.call(print_card, town_.stranger(ROLE_COORDINATOR), text("resident_id: % code: %", ada_.id, replaced)),
      REFUSAL_RESIDENT_NOT_FOUND);
}

}  // namespace
}  // namespace emplooi::residents
