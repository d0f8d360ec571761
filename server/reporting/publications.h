#pragma once

#include "base/outcome.h"
#include "reporting/reports_of.h"

namespace emplooi::reporting {

/// What those outside the municipality are told of a quarter. It is counted once, on the first day after the quarter, and told
/// in the same words for ever: so asking again, after somebody moved or an hour was undone, tells nothing.
struct Publication {
  Date starts_on;
  v1::GetHoursReportResponse hours;
  v1::GetVoucherFunnelResponse vouchers;
  /// Where a counted period ends in the quarter.
  std::optional<v1::GetTracksReportResponse> tracks;
  std::optional<v1::GetFairnessReportResponse> fairness;
};

/// The publications of a period of whole quarters, in their order; none for quarters without the programme.
/// Refuses: field_out_of_bounds (a quarter is not published yet).
Outcome<std::vector<Publication>> publications_of(Transaction&, const organisations::Programme&, const Period&,
                                                  const Audience&);

/// Each publication's figures of the period, added up; and for fairness, which cannot be added up, the last one's.
v1::GetHoursReportResponse hours_of(const std::vector<Publication>& publications);
v1::GetVoucherFunnelResponse vouchers_of(const std::vector<Publication>& publications);
v1::GetTracksReportResponse tracks_of(const std::vector<Publication>& publications, const Period& period);
v1::GetFairnessReportResponse fairness_of(const std::vector<Publication>& publications);

}  // namespace emplooi::reporting
