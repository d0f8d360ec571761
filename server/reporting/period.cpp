#include "reporting/period.h"

namespace emplooi::reporting {

namespace {

constexpr int months_of_short_programme = 36;

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

std::vector<Period> parts_of(const Actor& actor, const Period& period) {
  if (actor.is_staff()) return {period};
  std::vector<Period> quarters;
  for (Date begin = period.starts_on; begin < period.ends_on;) {
    const Date next = add_months(begin, 3);
    quarters.push_back({begin, add_days(next, -1)});
    begin = next;
  }
  return quarters;
}

std::vector<Period> counted_periods_of(const Actor& actor, const Period& period,
                                       const organisations::Programme& programme) {
  if (actor.is_staff()) return {period};
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
