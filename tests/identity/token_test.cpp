#include "identity/token.h"

#include <gtest/gtest.h>

namespace emplooi::identity {
namespace {

Token some_token() {
  Token token{MunicipalityId(*parse_uuid("01a1ffec-0a0d-7000-a3ab-6d2683ece0db")), {}};
  for (std::size_t i = 0; i < token.secret.size(); ++i) token.secret[i] = static_cast<std::uint8_t>(250 + i);
  return token;
}

TEST(Token, is_read_as_it_was_written) {
  const auto token = some_token();
  const auto read = parse_token(token.text());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->municipality, token.municipality);
  EXPECT_EQ(read->secret, token.secret);
  EXPECT_EQ(read->hash().value, token.hash().value);
}

TEST(Token, is_read_in_one_spelling_only) {
  const auto text = some_token().text();
  ASSERT_EQ(text.size(), 43);
  EXPECT_FALSE(parse_token(""));
  EXPECT_FALSE(parse_token(text + "="));
  EXPECT_FALSE(parse_token(text.substr(1)));
  EXPECT_FALSE(parse_token(" " + text.substr(1)));
  // The last character carries two bits that say nothing: they must be zero.
  auto other = text;
  other.back() = static_cast<char>(other.back() + 1);
  EXPECT_FALSE(parse_token(other));
}

TEST(Token, is_stored_as_a_hash_that_depends_on_all_of_it) {
  auto other_secret = some_token(), other_municipality = some_token();
  other_secret.secret[15] ^= 1;
  other_municipality.municipality.bytes[0] ^= 1;
  EXPECT_EQ(some_token().hash().value.size(), 32);
  EXPECT_NE(some_token().hash().value, other_secret.hash().value);
  EXPECT_NE(some_token().hash().value, other_municipality.hash().value);
}

}  // namespace
}  // namespace emplooi::identity
