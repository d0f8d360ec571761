#pragma once

#include <string_view>

#include "identity/actor.h"
#include "jobs/jobs.h"
#include "vouchers/vouchers.h"

namespace emplooi::jobs {

/// The job, if this actor may act on it. Refuses: job_not_found.
Outcome<Job> job_for(Transaction& tx, const Actor& actor, JobId id);

/// The facts that its vouchers are set aside and redeemed with.
vouchers::JobFacts facts_of(const Job& job);

/// Moves the job on, from exactly the state in which it was read; a defect if that has changed meanwhile.
void move_on(Transaction& tx, const Job& job, std::string_view state, std::string_view reason = {});

/// Gives back all that the job set aside, and moves it on.
void end_without_work(Transaction& tx, const Job& job, std::string_view state, std::string_view reason);

/// Gives an open job a participant, who must be active, and a time, and sets its vouchers aside; returns how many.
/// Refuses: job_starts_in_the_past, participant_not_fit_for_service, participant_is_kin, pair_refused, participant_busy,
/// vouchers_not_enough.
Outcome<int> book(Transaction& tx, const Job& job, ParticipantId participant, Time starts_at);

/// A job that is planned or accepted is open again, and gives back all that it set aside.
void reopen(Transaction& tx, const Job& job);

/// What a time on the clock of the town means; `field` is where it stands in the request.
/// Refuses: field_out_of_bounds, local_time_does_not_exist (facts: `next_valid_time`).
Outcome<Time> instant_of(const v1::LocalTime& local, const std::string& field);

/// Sets vouchers aside until the job has what `minutes` need, and gives back what is beyond. Refuses: vouchers_not_enough.
Outcome<int> set_aside(Transaction& tx, const Job& job, int minutes);

/// Spends what is set aside and approves the job; returns the vouchers redeemed. `by` is 'resident', 'coordinator', 'time'.
Outcome<int> approve(Transaction& tx, const Job& job, std::string_view by);

/// Marks the job approved.
void mark_approved(Transaction& tx, const Job& job, std::string_view by);

std::string_view approver_of(const Actor& actor);

/// What is refused to somebody who acts on hours that are not open for approval.
Refused refusal_unless_done(const Job& job);

}  // namespace emplooi::jobs
