#include "base/time.h"

#include <gtest/gtest.h>

namespace emplooi {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Date day(const char* text) { return parse_date(text).value(); }
Time local(const char* text) { return parse_local_time(text, false).value().time; }

TEST(Date, is_a_day_that_exists) {
  struct {
    const char* text;
    bool exists;
  } const table[] = {
      {"2026-01-05", true},  {"2028-02-29", true},   {"2000-02-29", true},  {"1900-01-01", true},
      {"2999-12-31", true},  {"2027-02-29", false},  {"1900-02-29", false}, {"2026-04-31", false},
      {"2026-00-10", false}, {"2026-13-01", false},  {"2026-01-00", false}, {"1899-12-31", false},
      {"3000-01-01", false}, {"2026-1-05", false},   {"2026-01-5", false},  {"05-01-2026", false},
      {"2026/01/05", false}, {"2026-01-05 ", false}, {"+026-01-05", false}, {"2026--1-05", false},
      {"-026-01-05", false}, {"2026-01-0x", false},  {"", false},           {"2026-01-05T09", false},
  };
  for (const auto& row : table) {
    EXPECT_EQ(parse_date(row.text).has_value(), row.exists) << row.text;
    if (row.exists) {
      EXPECT_EQ(to_string(day(row.text)), row.text);
    }
  }
}

TEST(Date, months_later_is_the_same_day_or_the_last_of_a_shorter_month) {
  struct {
    const char* from;
    int months;
    const char* to;
  } const table[] = {
      {"2026-01-15", 12, "2027-01-15"}, {"2026-01-31", 1, "2026-02-28"},  {"2028-01-31", 1, "2028-02-29"},
      {"2026-08-31", 1, "2026-09-30"},  {"2028-02-29", 12, "2029-02-28"}, {"2026-12-31", 2, "2027-02-28"},
      {"2026-03-31", -1, "2026-02-28"}, {"2026-05-31", 0, "2026-05-31"},  {"2026-11-30", 3, "2027-02-28"},
  };
  for (const auto& row : table) {
    EXPECT_EQ(to_string(add_months(day(row.from), row.months)), row.to) << row.from << " + " << row.months;
  }
  EXPECT_EQ(to_string(add_days(day("2026-12-31"), 1)), "2027-01-01");
  EXPECT_EQ(to_string(add_days(day("2028-03-01"), -1)), "2028-02-29");
  EXPECT_EQ(to_string(last_day_of_month(day("2027-02-03"))), "2027-02-28");
}

TEST(Date, months_of_the_books_follow_each_other) {
  EXPECT_EQ(month_of(day("2002-05-31")), 200205);
  EXPECT_EQ(next_month(200205), 200206);
  EXPECT_EQ(next_month(200212), 200301);
  EXPECT_EQ(to_string(first_day(200212)), "2002-12-01");
  EXPECT_EQ(year_of(day("2002-05-31")), 2002);
}

TEST(Time, the_day_begins_at_midnight_in_town) {
  EXPECT_EQ(to_string(local_date(local("2026-07-01T00:00"))), "2026-07-01");
  EXPECT_EQ(to_string(local_date(local("2026-07-01T00:00") - minutes(1))), "2026-06-30");
  EXPECT_EQ(local_text(start_of_day(day("2026-07-01"))), "2026-07-01T00:00");
  EXPECT_EQ(start_of_day(day("2026-03-30")) - start_of_day(day("2026-03-29")), hours(23)) << "summer time begins";
  EXPECT_EQ(start_of_day(day("2026-10-26")) - start_of_day(day("2026-10-25")), hours(25)) << "summer time ends";
}

TEST(Time, half_past_two_comes_twice_when_summer_time_ends) {
  const auto first = parse_local_time("2026-10-25T02:30", false).value();
  const auto second = parse_local_time("2026-10-25T02:30", true).value();
  EXPECT_FALSE(first.does_not_exist);
  EXPECT_FALSE(second.does_not_exist);
  EXPECT_EQ(second.time - first.time, hours(1));
  EXPECT_EQ(local_text(first.time), "2026-10-25T02:30");
  EXPECT_EQ(local_text(second.time), "2026-10-25T02:30");
  EXPECT_EQ(local("2026-10-25T04:00") - first.time, minutes(150));
  EXPECT_EQ(local_text(first.time + hours(2)), "2026-10-25T03:30") << "two hours of work, one on the clock";
}

TEST(Time, half_past_two_does_not_come_when_summer_time_begins) {
  for (const bool second : {false, true}) {
    const auto skipped = parse_local_time("2027-03-28T02:30", second).value();
    EXPECT_TRUE(skipped.does_not_exist);
    EXPECT_EQ(local_text(skipped.time), "2027-03-28T03:00") << "the first time after the gap";
  }
  EXPECT_TRUE(parse_local_time("2027-03-28T02:00", false)->does_not_exist);
  EXPECT_FALSE(parse_local_time("2027-03-28T03:00", false)->does_not_exist);
  EXPECT_EQ(local("2027-03-28T03:00") - local("2027-03-28T01:59"), minutes(1));
}

TEST(Time, on_the_wall_clock_is_written_one_way) {
  struct {
    const char* text;
    bool is_time;
  } const table[] = {
      {"2026-01-05T00:00", true},
      {"2026-01-05T23:59", true},
      {"2026-01-05T24:00", false},
      {"2026-01-05T12:60", false},
      {"2026-01-05 12:00", false},
      {"2026-01-05T1:000", false},
      {"2026-02-30T12:00", false},
      {"2026-01-05T12:00Z", false},
      {"2026-01-05T-1:00", false},
      {"2026-01-05T12:00:00", false},
      {"", false},
  };
  for (const auto& row : table) EXPECT_EQ(parse_local_time(row.text, true).has_value(), row.is_time) << row.text;
}

/// https://wetten.overheid.nl/BWBR0002448 (Algemene termijnenwet), art. 3.
TEST(WorkingDay, is_no_weekend_and_no_public_holiday) {
  struct {
    const char* day;
    bool is_working_day;
  } const table[] = {
      {"2026-01-01", false},                                                // New Year's Day
      {"2026-01-02", true},  {"2026-01-03", false},                         // Saturday
      {"2026-01-04", false},                                                // Sunday
      {"2026-01-05", true},  {"2026-04-02", true},  {"2026-04-03", false},  // Good Friday
      {"2026-04-06", false},                                                // Easter Monday
      {"2026-04-07", true},  {"2026-04-27", false},                         // King's Day
      {"2025-04-26", false},                                                // a Saturday, because the 27th is a Sunday
      {"2025-04-28", true},  {"2012-04-30", false},                         // Queen's Day
      {"2015-04-30", true},  {"2026-05-04", true},  {"2026-05-05", false},  // Liberation Day, in every year
      {"2025-05-05", false}, {"2027-05-05", false}, {"2026-05-14", false},  // Ascension Day
      {"2026-05-15", true},  {"2026-05-25", false},                         // Whit Monday
      {"2027-05-17", false}, {"2028-05-25", false},                         // Ascension Day
      {"2026-12-24", true},  {"2026-12-25", false},                         // Christmas
      {"2028-12-26", false}, {"2026-12-31", true},  {"2038-04-26", false},  // after the latest Easter there can be
  };
  for (const auto& row : table) EXPECT_EQ(is_working_day(day(row.day)), row.is_working_day) << row.day;
}

TEST(WorkingDay, so_many_after_a_time_end_at_midnight) {
  struct {
    const char* from;
    int days;
    const char* end;
  } const table[] = {
      {"2026-01-05T09:00", 5, "2026-01-13T00:00"},  // Monday: Tuesday to Friday, and Monday
      {"2026-01-05T23:59", 1, "2026-01-07T00:00"},
      {"2026-01-09T17:00", 5, "2026-01-17T00:00"},  // Friday: Monday to Friday
      {"2026-01-10T12:00", 5, "2026-01-17T00:00"},  // Saturday
      {"2026-04-01T12:00", 5, "2026-04-11T00:00"},  // over Easter
      {"2026-04-24T12:00", 5, "2026-05-05T00:00"},  // over King's Day
      {"2026-05-01T12:00", 5, "2026-05-12T00:00"},  // over Liberation Day
      {"2026-12-23T12:00", 5, "2027-01-01T00:00"},  // over Christmas
      {"2026-12-28T12:00", 5, "2027-01-06T00:00"},  // over New Year's Day
      {"2026-10-23T12:00", 1, "2026-10-27T00:00"},  // over the end of summer time
      {"2026-01-05T09:00", 0, "2026-01-06T00:00"},
  };
  for (const auto& row : table) {
    EXPECT_EQ(local_text(end_of_working_days_after(local(row.from), row.days)), row.end) << row.from;
  }
}

}  // namespace
}  // namespace emplooi
