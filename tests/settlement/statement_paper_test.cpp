#include <cstdio>
#include <filesystem>
#include <fstream>

#include "settlement/story.h"

namespace emplooi::settlement {
namespace {

using testing::text;

class StatementOnPaper : public testing::Story {
 protected:
  /// What a reader finds in it, and how many pages it has.
  std::string words_of(const std::string& pdf) {
    const auto file = (town.folder() / "statement.pdf").string();
    std::ofstream(file, std::ios::binary) << pdf;
    std::string words;
    FILE* pipe = popen(("pdfinfo " + file + " && pdftotext -layout " + file + " -").c_str(), "r");
    for (int c = fgetc(pipe); c != EOF; c = fgetc(pipe)) words += static_cast<char>(c);
    EXPECT_EQ(pclose(pipe), 0);
    return words;
  }
  std::string paper(const Actor& actor, const std::string& statement_id) {
    return words_of(town.must(print_statement, actor, text("statement_id: %", statement_id)).pdf());
  }
};

TEST_F(StatementOnPaper, says_what_the_statement_says) {
  january();
  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  const auto own = statement(setting.funder, 202601);
  const auto words = paper(municipality_finance, own.statement_id());
  for (const char* part : {"Afrekening januari 2026", "Gemeente Tilburg", "W-deel", "Gebruikte cheques",
                           "Termijnen van trajecten", "€ 250,00", "€ 264,00", "Nog te betalen", "Pages:           1"}) {
    EXPECT_NE(words.find(part), std::string::npos) << part << " in\n" << words;
  }
  EXPECT_NE(words.find(own.statement_id()), std::string::npos);
  EXPECT_EQ(words.find("\nZorg"), std::string::npos) << "no row is of another's budget:\n" << words;
}

TEST_F(StatementOnPaper, is_for_whom_it_is) {
  january();
  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  const auto others = statement(partner, 202601).statement_id();
  EXPECT_REFUSED(town.call(print_statement, municipality_finance, text("statement_id: %", others)),
                 REFUSAL_STATEMENT_NOT_FOUND);
}

}  // namespace
}  // namespace emplooi::settlement
