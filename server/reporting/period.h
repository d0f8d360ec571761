#pragma once

#include <vector>

#include "base/outcome.h"
#include "base/time.h"
#include "emplooi/reporting/v1/reporting.pb.h"
#include "identity/actor.h"
#include "organisations/programme.h"

namespace emplooi::reporting {

/// What a report is about, both days included.
struct Period {
  Date starts_on;
  Date ends_on;

  /// The first instant, and the first one after it.
  Time begin() const { return start_of_day(starts_on); }
  Time end() const { return start_of_day(add_days(ends_on, 1)); }
};

/// The quarter that holds the day.
Period quarter_of(Date day);

/// The quarter of a programme after the one that begins on `last`, or its first. None is left two years after the programme's
/// last day, when its vouchers have come to their end.
std::optional<Period> next_quarter(Date starts_on, std::optional<Date> ends_on, std::optional<Date> last);

/// The periods for which people are counted outside the municipality, each once and in one of them only: what lies wholly
/// within the given one of periods that are fixed from a programme's beginning and never overlap: the programme as a
/// whole where it has an end within three years, and else calendar years.
std::vector<Period> counted_periods_of(const Period& period, const organisations::Programme& programme);

/// Outside the municipality a period consists of whole quarters that are over: the difference between two periods of
/// choice would tell what one day added. Refuses: period_is_empty, field_out_of_bounds.
Outcome<Period> period_of(const Actor& actor, Date today, const v1::Period& asked);

}  // namespace emplooi::reporting
