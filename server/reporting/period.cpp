#include "reporting/period.h"

namespace emplooi::reporting {

namespace {

constexpr int months_of_short_programme = 36;
constexpr int months_after_the_end = 24;

bool begins_a_quarter(Date day) { return day.day() == date::day(1) && (unsigned(day.month()) - 1) % 3 == 0; }

}  // namespace

Outcome<Period> period_of(const Actor& actor, Date today, const v1::Period& asked) {
  const Period period{*parse_date(asked.starts_on()), *parse_date(asked.ends_on())};
  if (period.ends_on < period.starts_on) return refuse(REFUSAL_PERIOD_IS_EMPTY);
  const bool is_whole_quarters = begins_a_quarter(period.starts_on) && begins_a_quarter(add_days(period.ends_on, 1));
  if (actor.is_staff() || (is_whole_quarters && period.ends_on < today)) return period;
  auto refused = refuse(REFUSAL_FIELD_OUT_OF_BOUNDS, "a period consists of whole quarters that are over");
  refused.field = "period";
  return refused;
}

Period quarter_of(Date day) {
  const auto month = (unsigned(day.month()) - 1) / 3 * 3 + 1;
  const Date begin = day.year() / date::month(month) / 1;
  return {begin, add_days(add_months(begin, 3), -1)};
}

std::optional<Period> next_quarter(Date starts_on, std::optional<Date> ends_on, std::optional<Date> last) {
  const auto next = quarter_of(last ? add_months(*last, 3) : starts_on);
  if (ends_on && add_months(*ends_on, months_after_the_end) < next.starts_on) return std::nullopt;
  return next;
}

std::vector<Period> counted_periods_of(const Period& period, const organisations::Programme& programme) {
  const auto& last = programme.ends_on;
  if (last && *last < add_months(programme.starts_on, months_of_short_programme)) {
    const bool is_within = period.starts_on <= programme.starts_on && *last <= period.ends_on;
    return is_within ? std::vector<Period>{{programme.starts_on, *last}} : std::vector<Period>();
  }
  std::vector<Period> years;
  for (Date begin = period.starts_on; begin < period.ends_on; begin = add_months(begin, 3)) {
    const Date end = add_days(add_months(begin, 12), -1);
    if (begin.month() == date::January && end <= period.ends_on) years.push_back({begin, end});
  }
  return years;
}

}  // namespace emplooi::reporting
