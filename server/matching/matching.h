#pragma once

#include <span>

#include "emplooi/matching/v1/matching.pb.h"
#include "identity/operations.h"

namespace emplooi::matching {

using PlanId = Id<struct PlanTag>;

// The operations.

/// Searches outside of any transaction, on the one thread for searches (worker.h), between reading the week and writing the
/// plan. Refuses: programme_not_found, programme_not_running (on its Monday and its Sunday), field_out_of_bounds (not a Monday, or a
/// week that is over), server_busy (too many plans are being made).
Outcome<void> propose_week_plan(Stream<v1::ProposeWeekPlanResponse>&, const Actor&, const v1::ProposeWeekPlanRequest&);
/// Refuses: as propose_week_plan.
Outcome<void> replan(Stream<v1::ReplanResponse>&, const Actor&, const v1::ReplanRequest&);
/// Refuses: plan_not_found.
Outcome<v1::GetPlanResponse> get_plan(Transaction&, const Actor&, const v1::GetPlanRequest&);
/// Refuses: programme_not_found, page_token_invalid.
Outcome<v1::ListPlansResponse> list_plans(Transaction&, const Actor&, const v1::ListPlansRequest&);
/// Holds the accepted lines against the week as it is now, by the checker of the solver. Refuses: plan_not_found,
/// job_not_found (not in the plan), plan_outdated (facts: `job_id`, and `changed`: what the job, its vouchers or its helper
/// has become, or the rule that would be broken).
Outcome<v1::AcceptPlanResponse> accept_plan(Transaction&, const Actor&, const v1::AcceptPlanRequest&);
/// Refuses: job_not_found, job_not_open, field_out_of_bounds (not a Monday, or a week that is over).
Outcome<v1::SuggestHelpersResponse> suggest_helpers(Transaction&, const Actor&, const v1::SuggestHelpersRequest&);
/// Refuses: as suggest_helpers, and participant_not_found, participant_not_active.
Outcome<v1::SuggestTimesResponse> suggest_times(Transaction&, const Actor&, const v1::SuggestTimesRequest&);
/// Residents and participants ask of their own jobs. Refuses: job_not_found.
Outcome<v1::ExplainJobResponse> explain_job(Transaction&, const Actor&, const v1::ExplainJobRequest&);
/// Refuses: participant_not_found, actor_not_allowed.
Outcome<v1::GetDevelopmentResponse> get_development(Transaction&, const Actor&, const v1::GetDevelopmentRequest&);
Outcome<v1::SetClosingDayResponse> set_closing_day(Transaction&, const Actor&, const v1::SetClosingDayRequest&);
/// Refuses: programme_not_found, field_out_of_bounds (an objective twice, or unserved), field_missing (an objective that is
/// not named).
Outcome<v1::SetPlanPrioritiesResponse> set_plan_priorities(Transaction&, const Actor&,
                                                           const v1::SetPlanPrioritiesRequest&);
/// Refuses: programme_not_found.
Outcome<v1::GetPlanPrioritiesResponse> get_plan_priorities(Transaction&, const Actor&,
                                                           const v1::GetPlanPrioritiesRequest&);

void offer(Operations& operations);
std::span<const store::Statement* const> statements();

}  // namespace emplooi::matching
