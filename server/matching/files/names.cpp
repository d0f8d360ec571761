#include "matching/files/town.h"

namespace emplooi::matching::files {

std::string_view name_of(Rule rule) {
  switch (rule) {
    case Rule::none:
      return "none";
    case Rule::banned:
      return "banned";
    case Rule::capability_missing:
      return "capability_missing";
    case Rule::capability_expired:
      return "capability_expired";
    case Rule::may_not_work_alone:
      return "may_not_work_alone";
    case Rule::helpers_not_distinct:
      return "helpers_not_distinct";
    case Rule::outside_window:
      return "outside_window";
    case Rule::outside_shift:
      return "outside_shift";
    case Rule::during_break:
      return "during_break";
    case Rule::leg_too_long:
      return "leg_too_long";
    case Rule::busy:
      return "busy";
    case Rule::too_many_visits:
      return "too_many_visits";
    case Rule::too_much_travel:
      return "too_much_travel";
    case Rule::too_much_work:
      return "too_much_work";
    case Rule::guidance_exhausted:
      return "guidance_exhausted";
    case Rule::out_of_step:
      return "out_of_step";
    case Rule::locked_elsewhere:
      return "locked_elsewhere";
    case Rule::incomplete:
      return "incomplete";
  }
  return "none";
}

std::string_view name_of(FactKind kind) {
  switch (kind) {
    case FactKind::locked:
      return "locked";
    case FactKind::only_one:
      return "only_one";
    case FactKind::goal:
      return "goal";
    case FactKind::continuity:
      return "continuity";
    case FactKind::wish:
      return "wish";
    case FactKind::fairer:
      return "fairer";
    case FactKind::nearer:
      return "nearer";
    case FactKind::as_told:
      return "as_told";
    case FactKind::sooner:
      return "sooner";
    case FactKind::serves_more:
      return "serves_more";
    case FactKind::as_good:
      return "as_good";
  }
  return "as_good";
}

std::string_view name_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::other_time:
      return "other_time";
    case ChangeKind::more_work:
      return "more_work";
    case ChangeKind::capability:
      return "capability";
    case ChangeKind::longer_leg:
      return "longer_leg";
    case ChangeKind::more_guidance:
      return "more_guidance";
    case ChangeKind::longer_shift:
      return "longer_shift";
  }
  return "other_time";
}

std::string_view name_of(Objective objective) {
  switch (objective) {
    case Objective::unserved:
      return "unserved";
    case Objective::goals:
      return "goals";
    case Objective::continuity:
      return "continuity";
    case Objective::wishes:
      return "wishes";
    case Objective::fairness:
      return "fairness";
    case Objective::travel:
      return "travel";
    case Objective::changes:
      return "changes";
    case Objective::tardiness:
      return "tardiness";
    case Objective::highest_tardiness:
      return "highest_tardiness";
  }
  return "unserved";
}

}  // namespace emplooi::matching::files
