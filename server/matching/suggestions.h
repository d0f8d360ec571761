#pragma once

#include "identity/actor.h"
#include "matching/matching.h"
#include "matching/week.h"

namespace emplooi::matching {

/// One helper at one time for one job, around all that is planned.
struct Candidate {
  int helper = 0;
  Ticks start = 0;
  /// More on the way than without the job.
  Ticks travel = 0;
  std::vector<v1::Fact> facts;
  std::vector<std::int64_t> tiers;
};

/// A job alone in its week, and who could do it.
struct JobInWeek {
  Week week;
  WeekJob job;
  /// The best first: of each stretch in which a helper is free, the best start.
  std::vector<Candidate> candidates;
  /// What keeps the other helpers from it.
  std::vector<v1::Blocking> blockings;

  v1::Suggestion suggestion(const Candidate& candidate) const;
};

/// `week_starts_on` empty: this week. `only`: of nobody else. Refuses: job_not_found, job_not_open,
/// field_out_of_bounds, programme_not_found, programme_not_running.
Outcome<JobInWeek> job_in_week(Transaction&, const Actor&, JobId, const std::string& week_starts_on,
                               std::optional<ParticipantId> only = std::nullopt);

}  // namespace emplooi::matching
