#pragma once

#include <span>

#include "emplooi/reporting/v1/reporting.pb.h"
#include "identity/operations.h"

namespace emplooi::reporting {

// The operations. Outside the municipality a period that is not made of whole quarters that are over and published is
// field_out_of_bounds, and figures of fewer than ten people are hidden; inside, of fewer than five (mission §8).

/// Whether a quarter of a programme is over and not published.
bool is_publication_due(Transaction&);

/// Refuses: programme_not_found, period_is_empty, field_out_of_bounds.
Outcome<v1::GetTracksReportResponse> get_tracks_report(Transaction&, const Actor&, const v1::GetTracksReportRequest&);
/// Refuses: as get_tracks_report.
Outcome<v1::GetHoursReportResponse> get_hours_report(Transaction&, const Actor&, const v1::GetHoursReportRequest&);
/// Refuses: as get_tracks_report.
Outcome<v1::GetVoucherFunnelResponse> get_voucher_funnel(Transaction&, const Actor&,
                                                         const v1::GetVoucherFunnelRequest&);
/// Counts the active participants of the programme's provider. Refuses: as get_tracks_report.
Outcome<v1::GetFairnessReportResponse> get_fairness_report(Transaction&, const Actor&,
                                                           const v1::GetFairnessReportRequest&);
/// Refuses: programme_not_found.
Outcome<v1::GetBudgetBurnResponse> get_budget_burn(Transaction&, const Actor&, const v1::GetBudgetBurnRequest&);
/// Refuses: programme_not_found.
Outcome<v1::GetBalanceProofResponse> get_balance_proof(Transaction&, const Actor&, const v1::GetBalanceProofRequest&);
/// Each quarter with every audience at once. Refuses nothing.
Outcome<v1::PublishFiguresResponse> publish_figures(Transaction&, const Actor&, const v1::PublishFiguresRequest&);

void offer(Operations& operations);
std::span<const store::Statement* const> statements();

}  // namespace emplooi::reporting
