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

/// What those who watch are told the ids of.
constexpr std::string_view job_kind = "job";

/// Runs a statement that changes the job of this id, its first argument, and announces it. Every change of a job passes here.
/// Returns how many rows it changed.
template <class... Arguments>
std::int64_t change(Transaction& tx, const store::Statement& statement, JobId id, const Arguments&... arguments) {
  const auto rows = tx.run(statement, id, arguments...);
  if (rows > 0) tx.announce(job_kind, id);
  return rows;
}

/// Moves the job on, from exactly the state in which it was read; a defect if that has changed meanwhile.
void move_on(Transaction& tx, const Job& job, std::string_view state, std::string_view reason = {});

/// Gives back all that the job set aside, and moves it on.
void end_without_work(Transaction& tx, const Job& job, std::string_view state, std::string_view reason);

/// Opens the job again: nobody is planned for it, and what it set aside is given back. Returns the vouchers that were.
int reopen(Transaction& tx, const Job& job, std::string_view reason);

/// Gives an open job a participant, who must be active, and a time, and sets its vouchers aside; returns how many.
/// Refuses: job_starts_in_the_past, participant_not_fit_for_service, participant_is_kin, pair_refused, participant_is_sick,
/// participant_busy, vouchers_not_enough.
Outcome<int> book(Transaction& tx, const Job& job, ParticipantId participant, Time starts_at);

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
