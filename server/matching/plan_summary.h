#pragma once

#include <string>
#include <tuple>

#include "base/timestamp.h"
#include "base/words.h"
#include "matching/matching.h"

namespace emplooi::matching {

/// A plan without its lines.
struct PlanSummary {
  PlanId id;
  ProgrammeId programme;
  std::string week_starts_on;
  std::string kind;
  Time proposed_at;
  int lines = 0;
  int unfilled = 0;
  int accepted = 0;

  using Columns = std::tuple<PlanId, ProgrammeId, std::string, std::string, Time, int, int, int>;

  v1::PlanSummary message() const {
    v1::PlanSummary summary;
    summary.set_plan_id(to_string(id));
    summary.set_programme_id(to_string(programme));
    summary.set_week_starts_on(week_starts_on);
    summary.set_kind(from_word<v1::PlanKind>(kind));
    *summary.mutable_proposed_at() = to_timestamp(proposed_at);
    summary.set_lines(lines);
    summary.set_unfilled(unfilled);
    summary.set_accepted(accepted);
    return summary;
  }
};

}  // namespace emplooi::matching
