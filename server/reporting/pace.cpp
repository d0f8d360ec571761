#include "reporting/pace.h"

namespace emplooi::reporting {

std::optional<Date> exhausted_on(const Pace& pace, Cents left, Date ends_on) {
  using date::sys_days;
  if (pace.until > ends_on) return std::nullopt;
  if (left <= 0_cents) return pace.until;
  if (pace.taken <= 0_cents) return std::nullopt;
  const std::int64_t days_of_pace = (sys_days(pace.until) - sys_days(pace.since)).count() + 1;
  const std::int64_t days_left = (left * days_of_pace).value / pace.taken.value;
  const std::int64_t days_to_end = (sys_days(ends_on) - sys_days(pace.until)).count();
  if (days_left > days_to_end) return std::nullopt;
  return add_days(pace.until, static_cast<int>(days_left));
}

}  // namespace emplooi::reporting
