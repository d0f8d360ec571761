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

/// The periods that a report is put together from. Outside the municipality these are its quarters: what a longer period shows
/// is the sum of what its quarters show, and so nothing that subtracting them could add. Inside, the period itself.
std::vector<Period> parts_of(const Actor& actor, const Period& period);

/// The periods for which people are counted, each once and in one of them only; inside the municipality, the period itself.
/// Outside, what lies wholly within it of periods that are fixed from a programme's beginning and never overlap: the programme as a
/// whole where it has an end within three years, and else calendar years.
std::vector<Period> counted_periods_of(const Actor& actor, const Period& period,
                                       const organisations::Programme& programme);

/// Outside the municipality a period consists of whole quarters that are over: the difference between two periods of
/// choice would tell what one day added. Refuses: period_is_empty, field_out_of_bounds.
Outcome<Period> period_of(const Actor& actor, Date today, const v1::Period& asked);

}  // namespace emplooi::reporting
