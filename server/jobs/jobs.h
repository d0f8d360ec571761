#pragma once

#include <span>

#include "emplooi/jobs/v1/jobs.pb.h"
#include "emplooi/jobs/v1/portfolio.pb.h"
#include "emplooi/vouchers/v1/vouchers.pb.h"
#include "identity/operations.h"
#include "jobs/job.h"
#include "store/invariant.h"

namespace emplooi::jobs {

// For the scheduler: whether there is anything to do.

/// Hours that nobody disputed in time.
bool is_approval_due(Transaction&);
/// Residents to remind of hours that will approve themselves.
bool is_reminder_due(Transaction&);

// For erasing a resident.

/// Takes away what was written about the resident in words: notes and reasons.
void forget_notes(Transaction&, ResidentId);

// The operations. Residents and participants reach their own jobs: another's is job_not_found.

/// Refuses: actor_not_allowed (for another resident), resident_not_found, resident_deceased, programme_not_found,
/// programme_not_running, terms_not_set, service_not_found, service_not_offered, service_not_for_several, job_too_short,
/// job_too_long (mission §4: jobs stay small), field_out_of_bounds (a wish in the past; not a local time; a window too short for
/// the job; more than 52 jobs at once), local_time_does_not_exist, actor_not_allowed (a resident's own priority).
Outcome<v1::RequestJobResponse> request_job(Transaction&, const Actor&, const v1::RequestJobRequest&);
/// Refuses: job_not_found, job_not_open, participant_not_found, participant_not_active, participant_not_fit_for_service,
/// participant_is_kin, pair_refused, participant_is_sick, participant_busy, field_out_of_bounds (not a local time), local_time_does_not_exist
/// (facts: `next_valid_time`), job_starts_in_the_past, vouchers_not_enough.
Outcome<v1::PlanJobResponse> plan_job(Transaction&, const Actor&, const v1::PlanJobRequest&);
/// Refuses: job_not_found, job_cannot_be_reopened.
Outcome<v1::ReopenJobResponse> reopen_job(Transaction&, const Actor&, const v1::ReopenJobRequest&);
/// Refuses: job_not_found, job_not_planned.
Outcome<v1::RespondToJobResponse> respond_to_job(Transaction&, const Actor&, const v1::RespondToJobRequest&);
/// Whoever refuses a job opens it again, and unlocks it. Refuses: job_not_found, job_not_planned (nor accepted).
Outcome<v1::LockJobResponse> lock_job(Transaction&, const Actor&, const v1::LockJobRequest&);
/// Jobs that are planned already stay so. Refuses: resident_not_found, participant_not_found.
Outcome<v1::SetPairRefusedResponse> set_pair_refused(Transaction&, const Actor&, const v1::SetPairRefusedRequest&);
/// Refuses: job_not_found, job_not_accepted, job_starts_later (on a later day).
Outcome<v1::StartJobResponse> start_job(Transaction&, const Actor&, const v1::StartJobRequest&);
/// Refuses: job_not_found, job_not_started, job_too_long, vouchers_not_enough (for more hours than were set aside).
Outcome<v1::RegisterHoursResponse> register_hours(Transaction&, const Actor&, const v1::RegisterHoursRequest&);
/// Refuses: job_not_found, job_already_approved, job_not_done.
Outcome<v1::ApproveJobResponse> approve_job(Transaction&, const Actor&, const v1::ApproveJobRequest&);
/// Refuses: job_not_found, job_already_approved, job_not_done.
Outcome<v1::DisputeJobResponse> dispute_job(Transaction&, const Actor&, const v1::DisputeJobRequest&);
/// Refuses: job_not_found, job_not_disputed, job_too_long, vouchers_not_enough.
Outcome<v1::ResolveDisputeResponse> resolve_dispute(Transaction&, const Actor&, const v1::ResolveDisputeRequest&);
/// Refuses: job_not_found, job_not_approved.
Outcome<v1::UndoApprovalResponse> undo_approval(Transaction&, const Actor&, const v1::UndoApprovalRequest&);
/// Refuses: job_not_found, job_cannot_be_cancelled, actor_not_allowed (a resident for another party).
Outcome<v1::CancelJobResponse> cancel_job(Transaction&, const Actor&, const v1::CancelJobRequest&);
/// Refuses: job_not_found, job_not_open.
Outcome<v1::MarkUnfilledResponse> mark_unfilled(Transaction&, const Actor&, const v1::MarkUnfilledRequest&);
/// Refuses: job_not_found, job_not_accepted, job_starts_later, field_out_of_bounds (the provider cannot fail to show),
/// actor_not_allowed (a participant about themselves).
Outcome<v1::RecordNoShowResponse> record_no_show(Transaction&, const Actor&, const v1::RecordNoShowRequest&);
/// Refuses: actor_not_allowed (somebody else), participant_not_found, participant_not_active, field_out_of_bounds,
/// period_is_empty.
Outcome<v1::ReportSickResponse> report_sick(Transaction&, const Actor&, const v1::ReportSickRequest&);
/// Refuses: actor_not_allowed (somebody else), participant_not_found, participant_not_sick.
Outcome<v1::ReportRecoveredResponse> report_recovered(Transaction&, const Actor&, const v1::ReportRecoveredRequest&);
Outcome<v1::ApproveDueJobsResponse> approve_due_jobs(Transaction&, const Actor&, const v1::ApproveDueJobsRequest&);
Outcome<v1::RemindOfApprovalResponse> remind_of_approval(Transaction&, const Actor&,
                                                         const v1::RemindOfApprovalRequest&);
/// Refuses: job_not_found.
Outcome<v1::GetJobResponse> get_job(Transaction&, const Actor&, const v1::GetJobRequest&);
/// Refuses: page_token_invalid, field_missing (one end of a period), period_is_empty, field_out_of_bounds (more than 62
/// days).
Outcome<v1::ListJobsResponse> list_jobs(Transaction&, const Actor&, const v1::ListJobsRequest&);
/// Refuses: actor_not_allowed (another resident), resident_not_found.
Outcome<v1::GetNextVisitResponse> get_next_visit(Transaction&, const Actor&, const v1::GetNextVisitRequest&);
/// Sends at once, and then what has changed, at most ten times a second; at least every 20 seconds something.
/// Refuses: programme_not_found.
Outcome<void> watch_jobs(Stream<v1::WatchJobsResponse>&, const Actor&, const v1::WatchJobsRequest&);

// What a participant takes along.

/// Refuses: actor_not_allowed (somebody else), participant_not_found.
Outcome<v1::GetPortfolioResponse> get_portfolio(Transaction&, const Actor&, const v1::GetPortfolioRequest&);
/// As get_portfolio(), on one A4 page. Refuses what that refuses.
Outcome<v1::PrintPortfolioResponse> print_portfolio(Transaction&, const Actor&, const v1::PrintPortfolioRequest&);

// What a job does with a voucher (VoucherService).

/// Refuses: job_not_found, job_not_planned (its work is over, or nobody is planned for it yet), and as vouchers::reserve.
Outcome<vouchers::v1::ReserveVoucherResponse> reserve_voucher(Transaction&, const Actor&,
                                                              const vouchers::v1::ReserveVoucherRequest&);
/// Redeems one voucher for a job whose hours are registered; the last one that it needs approves the job.
/// Refuses: job_not_found, job_not_done, job_needs_no_more_vouchers, and as vouchers::redeem.
Outcome<vouchers::v1::RedeemVoucherResponse> redeem_voucher(Transaction&, const Actor&,
                                                            const vouchers::v1::RedeemVoucherRequest&);

void offer(Operations& operations);
std::span<const store::Invariant> invariants();
std::span<const store::Statement* const> statements();

}  // namespace emplooi::jobs
