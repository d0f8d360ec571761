#pragma once

#include <date/date.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace emplooi {

/// An instant: microseconds since 1970-01-01 UTC. Local time exists only at the edges, in functions that name it.
using Time = std::chrono::sys_time<std::chrono::microseconds>;
/// A day on the calendar of the town (Europe/Amsterdam).
using Date = date::year_month_day;
/// A month of the books, as year × 100 + month: 200205.
using Month = std::int32_t;

constexpr std::int64_t to_us(Time time) { return time.time_since_epoch().count(); }
constexpr Time time_from_us(std::int64_t us) { return Time(std::chrono::microseconds(us)); }

/// YYYY-MM-DD of a day that exists, in the years 1900 to 2999.
std::optional<Date> parse_date(std::string_view text);
std::string to_string(Date day);

Date local_date(Time time);
/// YYYY-MM-DDTHH:MM on the clock of the town.
std::string local_text(Time time);
Time start_of_day(Date day);
Date add_days(Date day, int days);
/// The same day `months` later, or the last day of that month where it is shorter.
Date add_months(Date day, int months);
Date last_day_of_month(Date day);
int year_of(Date day);

Month month_of(Date day);
Month next_month(Month month);
Date first_day(Month month);

/// One of the Dutch public holidays that is_working_day() names.
bool is_public_holiday(Date day);
/// Working days are Monday to Friday without the Dutch public holidays (Algemene termijnenwet, art. 3: New Year's Day,
/// Good Friday, Easter Monday, Ascension Day, Whit Monday, King's Day, 5 May in every year, Christmas).
bool is_working_day(Date day);
/// The end of the day that is `days` working days after `time`, as the first instant after it.
Time end_of_working_days_after(Time time, int days);

/// What a time on the wall clock means.
struct LocalTime {
  /// The instant; with a gap, the first one after it.
  Time time;
  /// The clock skips this time (the last Sunday of March).
  bool does_not_exist = false;
};

/// Reads YYYY-MM-DDTHH:MM on the clock of the town. In the hour that comes twice (the last Sunday of October) it is the
/// first, unless `second_occurrence`. Nothing for other text.
std::optional<LocalTime> parse_local_time(std::string_view text, bool second_occurrence);

/// Where the time comes from: the machine's clock, or a virtual one in the demo and in tests.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Time now() const override;
};

}  // namespace emplooi
