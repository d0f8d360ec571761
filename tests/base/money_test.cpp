#include "base/money.h"

#include <gtest/gtest.h>

#include "base/check.h"
#include "base/words.h"
#include "emplooi/funding/v1/funding.pb.h"

namespace emplooi {
namespace {

constexpr Cents most{std::numeric_limits<std::int64_t>::max()};
constexpr Cents least{std::numeric_limits<std::int64_t>::min()};

TEST(Cents, add_up_to_the_cent_and_never_wrap) {
  EXPECT_EQ(1999_cents + 1_cents, 2000_cents);
  EXPECT_EQ(500_cents - 1500_cents, Cents{-1000});
  EXPECT_EQ(1500_cents * 52, 78000_cents);
  EXPECT_THROW(most + 1_cents, Defect);
  EXPECT_THROW(least - 1_cents, Defect);
  EXPECT_THROW(most * 2, Defect);
  EXPECT_THROW(least * -1, Defect);
  Cents sum = most;
  EXPECT_THROW(sum += 1_cents, Defect);
  EXPECT_EQ(sum, most) << "what overflowed was left as it was";
}

TEST(Cents, are_written_as_euros) {
  struct {
    Cents amount;
    const char* text;
  } const table[] = {
      {0_cents, "EUR 0.00"},    {5_cents, "EUR 0.05"},        {1234_cents, "EUR 12.34"},
      {Cents{-5}, "EUR -0.05"}, {Cents{-1500}, "EUR -15.00"}, {least, "EUR -92233720368547758.08"},
  };
  for (const auto& row : table) EXPECT_EQ(to_string(row.amount), row.text);
}

TEST(Cents, cost_of_minutes_is_rounded_down) {
  struct {
    Cents an_hour;
    int minutes;
    Cents cost;
  } const table[] = {
      {1500_cents, 60, 1500_cents}, {1500_cents, 45, 1125_cents}, {1500_cents, 90, 2250_cents},
      {500_cents, 50, 416_cents},   {1_cents, 59, 0_cents},       {0_cents, 60, 0_cents},
  };
  for (const auto& row : table) EXPECT_EQ(for_minutes(row.an_hour, row.minutes), row.cost) << row.minutes;
  EXPECT_THROW(for_minutes(most, 60), Defect);
}

TEST(Words, are_what_the_database_calls_the_values_of_an_enumeration) {
  using funding::v1::Source;
  EXPECT_EQ(word_of(funding::v1::SOURCE_RE_INTEGRATION), "re_integration");
  EXPECT_EQ(word_of(funding::v1::VOUCHER_KIND_FREE), "free");
  EXPECT_EQ(from_word<Source>("prepaid_hours"), funding::v1::SOURCE_PREPAID_HOURS);
  for (int i = 1; i <= 6; ++i) EXPECT_EQ(from_word<Source>(word_of(static_cast<Source>(i))), i);
  EXPECT_THROW(word_of(funding::v1::SOURCE_UNSPECIFIED), Defect);
  EXPECT_THROW(word_of(static_cast<Source>(7)), Defect);
  EXPECT_THROW(word_of(static_cast<Source>(-1)), Defect);
  EXPECT_THROW(from_word<Source>("Prepaid_Hours"), Defect);
  EXPECT_THROW(from_word<Source>(""), Defect);
}

}  // namespace
}  // namespace emplooi
