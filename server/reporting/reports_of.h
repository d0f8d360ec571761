#pragma once

#include "emplooi/reporting/v1/reporting.pb.h"
#include "organisations/programme.h"
#include "reporting/period.h"
#include "reporting/suppression.h"
#include "store/transaction.h"

namespace emplooi::reporting {

// The reports, counted from the records of today, with what their audience may not see hidden.

v1::GetHoursReportResponse hours_of(Transaction&, const organisations::Programme&, const Period&, const Audience&);

/// Of the vouchers that were issued in the period, and of orders that are not paid.
v1::GetVoucherFunnelResponse vouchers_of(Transaction&, const organisations::Programme&, const Period&, const Audience&);
/// What happened to vouchers in the period.
v1::GetVoucherFunnelResponse voucher_events_of(Transaction&, const organisations::Programme&, const Period&,
                                               const Audience&);

/// Each participant of the period, at the last track; and those who began in it, at the first.
v1::GetTracksReportResponse tracks_of(Transaction&, const organisations::Programme&, const Period&, const Audience&);
v1::GetTracksReportResponse beginners_of(Transaction&, const organisations::Programme&, const Period&, const Audience&);

/// Where no period was counted: every figure is hidden.
v1::GetTracksReportResponse hidden_tracks();

v1::GetFairnessReportResponse fairness_of(Transaction&, const organisations::Programme&, const Period&,
                                          const Audience&);

}  // namespace emplooi::reporting
