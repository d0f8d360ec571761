#include "base/time.h"

#include <date/tz.h>
#include <spdlog/fmt/fmt.h>

#include <charconv>

namespace emplooi {

namespace {

using date::days;
using date::floor;
using date::local_days;
using date::sys_days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;

const date::time_zone& town_zone() {
  static const date::time_zone* const zone = date::locate_zone("Europe/Amsterdam");
  return *zone;
}

/// The digits of `text` from `at`, `count` of them; nothing if one is no digit.
std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  const char* const begin = text.data() + at;
  const auto [end, error] = std::from_chars(begin, begin + count, value);
  if (error != std::errc() || end != begin + count || *begin == '-') return std::nullopt;
  return value;
}

/// Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher).
Date easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, g = (8 * b + 13) / 25;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 19 * l) / 433;
  const int month = (h + l - 7 * m + 90) / 25;
  const int day = (h + l - 7 * m + 33 * month + 19) % 32;
  return Date(date::year(year), date::month(month), date::day(day));
}

/// King's Day is 27 April (before 2014: Queen's Day, 30 April), and a day earlier where that is a Sunday.
Date kings_day(int year) {
  const Date day(date::year(year), date::April, date::day(year >= 2014 ? 27 : 30));
  return date::weekday(sys_days(day)) == date::Sunday ? add_days(day, -1) : day;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number_at(text, 0, 4), month = number_at(text, 5, 2), day = number_at(text, 8, 2);
  if (!year || !month || !day || *year < 1900 || *year > 2999) return std::nullopt;
  const Date date = date::year(*year) / *month / *day;
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string to_string(Date day) {
  return fmt::format("{:04}-{:02}-{:02}", int(day.year()), unsigned(day.month()), unsigned(day.day()));
}

Date local_date(Time time) { return Date(floor<days>(town_zone().to_local(time))); }

std::string local_text(Time time) {
  const auto local = town_zone().to_local(time);
  const auto day = floor<days>(local);
  const auto clock = date::hh_mm_ss(floor<minutes>(local - day));
  return fmt::format("{}T{:02}:{:02}", to_string(Date(day)), clock.hours().count(), clock.minutes().count());
}

Time start_of_day(Date day) {
  return town_zone().to_sys(date::local_time<microseconds>(local_days(day)), date::choose::earliest);
}

Date add_days(Date day, int count) { return Date(sys_days(day) + days(count)); }

Date add_months(Date day, int count) {
  const auto moved = day + date::months(count);
  return moved.ok() ? moved : Date(moved.year() / moved.month() / date::last);
}

Date last_day_of_month(Date day) { return Date(day.year() / day.month() / date::last); }

int year_of(Date day) { return int(day.year()); }

Month month_of(Date day) { return int(day.year()) * 100 + static_cast<int>(unsigned(day.month())); }

Month next_month(Month month) { return month % 100 == 12 ? month + 89 : month + 1; }

Date first_day(Month month) { return Date(date::year(month / 100), date::month(month % 100), date::day(1)); }

bool is_public_holiday(Date day) {
  const int year = year_of(day);
  const auto month_day = day.month() / day.day();
  if (month_day == date::January / 1 || month_day == date::December / 25 || month_day == date::December / 26)
    return true;
  if (month_day == date::May / 5) return true;
  if (day == kings_day(year)) return true;
  const auto since_easter = (sys_days(day) - sys_days(easter(year))).count();
  return since_easter == -2 || since_easter == 1 || since_easter == 39 || since_easter == 50;
}

bool is_working_day(Date day) {
  const date::weekday weekday{sys_days(day)};
  return weekday != date::Saturday && weekday != date::Sunday && !is_public_holiday(day);
}

Time end_of_working_days_after(Time time, int count) {
  Date day = local_date(time);
  while (count > 0) {
    day = add_days(day, 1);
    if (is_working_day(day)) --count;
  }
  return start_of_day(add_days(day, 1));
}

std::optional<LocalTime> parse_local_time(std::string_view text, bool second_occurrence) {
  if (text.size() != 16 || text[10] != 'T' || text[13] != ':') return std::nullopt;
  const auto day = parse_date(text.substr(0, 10));
  const auto hour = number_at(text, 11, 2), minute = number_at(text, 14, 2);
  if (!day || !hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  const auto local = date::local_time<microseconds>(local_days(*day)) + hours(*hour) + minutes(*minute);
  const auto info = town_zone().get_info(local);
  if (info.result == date::local_info::nonexistent) return LocalTime{Time(info.first.end), true};
  const auto choice = second_occurrence ? date::choose::latest : date::choose::earliest;
  return LocalTime{town_zone().to_sys(local, choice)};
}

Time SystemClock::now() const { return std::chrono::floor<microseconds>(std::chrono::system_clock::now()); }

}  // namespace emplooi
