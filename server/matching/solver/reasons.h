#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "matching/solver/plan.h"
#include "matching/solver/solve.h"

namespace emplooi::matching {

/// Why this helper comes, compared with the best one who could come instead.
enum class FactKind : std::uint8_t {
  locked,
  /// Nobody else can: value is how many helpers there are.
  only_one,
  /// A goal gains: value is by how much more.
  goal,
  /// Liked better, such as the same helper as before: value is by how much.
  continuity,
  /// The wished time can be kept.
  wish,
  /// Has fewer of the hours they want: value is by how much the spread is fairer.
  fairer,
  /// Less travel: value is how many ticks.
  nearer,
  /// As people were told: value is how many changes fewer.
  as_told,
  /// On time, or less late.
  sooner,
  /// With anybody else a request would have to be left out.
  serves_more,
  /// Comes with the buddy they work with, or that they are.
  buddy,
  /// Another helper would do as well.
  as_good,
};

struct Fact {
  FactKind kind = FactKind::as_good;
  std::int64_t value = 0;
};

/// Why a visit is planned as it is: 1 to 3 facts, the weightiest first. Each is the difference in an objective between the
/// plan and the same plan with the best other helper for this request.
struct AssignmentReason {
  std::int32_t request = 0;
  std::int32_t visit = 0;
  std::int32_t helper = 0;
  /// Who would come instead; -1 if nobody can.
  std::int32_t instead = -1;
  std::vector<Fact> facts;
};

/// The helpers whom a rule keeps from serving a request, the first rule of each helper that cannot be got round.
struct Blocking {
  Rule rule = Rule::none;
  std::vector<std::int32_t> helpers;
};

enum class ChangeKind : std::uint8_t {
  /// The request may start in `window` too.
  other_time,
  /// The helper works `amount` ticks more.
  more_work,
  /// The helper gets (or prolongs) `capability`.
  capability,
  /// The helper travels a leg `amount` ticks longer.
  longer_leg,
  /// The guide has `amount` ticks more capacity a day.
  more_guidance,
  /// The helper's shift `shift` lasts as long as `window` says.
  longer_shift,
};

/// The smallest change that would fill a request.
struct Change {
  ChangeKind kind = ChangeKind::other_time;
  std::int32_t helper = -1;
  std::int32_t shift = -1;
  std::int32_t guide = -1;
  std::int32_t capability = -1;
  Ticks amount = 0;
  Window window;
};

/// The same problem with one change for one request.
Problem changed(Problem, std::int32_t request, const Change&);

struct UnfilledReason {
  std::int32_t request = 0;
  /// The rule that keeps most helpers first.
  std::vector<Blocking> blockings;
  /// At most 3, of different kinds, the smallest first. Each was solved again with this change: the request is served and no
  /// other one is given up for it.
  std::vector<Change> changes;
};

struct Reasons {
  std::vector<AssignmentReason> assignments;
  std::vector<UnfilledReason> unfilled;
};

/// Pure; deterministic for a seed. `effort` bounds each re-solving. Once `may_go_on` says no, requests that are unfilled get
/// their blockings alone.
Reasons explain(
    const Problem&, const Plan&, const Effort& effort, const std::function<bool()>& may_go_on = [] { return true; });

/// Whether the plan, changed as little as it takes, serves the request too once the change is made.
bool holds(const Problem&, const Plan&, std::int32_t request, const Change&, const Effort& effort);

}  // namespace emplooi::matching
