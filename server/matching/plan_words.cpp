#include "matching/plan_words.h"

#include "base/check.h"

namespace emplooi::matching {

std::string_view word_for(Objective objective) {
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
    case Objective::highest_tardiness:
      break;
  }
  ensure(false, "a town's week has no tardiness");
  return {};
}

std::string_view word_for(FactKind kind) {
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
    case FactKind::serves_more:
      return "serves_more";
    case FactKind::as_good:
      return "as_good";
    case FactKind::sooner:
      break;
  }
  ensure(false, "a town's week has no tardiness");
  return {};
}

std::string_view word_for(Rule rule) {
  switch (rule) {
    case Rule::banned:
      return "banned";
    case Rule::capability_missing:
      return "capability_missing";
    case Rule::capability_expired:
      return "capability_expired";
    case Rule::may_not_work_alone:
    case Rule::helpers_not_distinct:
      return "may_not_work_alone";
    case Rule::outside_shift:
    case Rule::outside_window:
    case Rule::during_break:
      return "outside_shift";
    case Rule::leg_too_long:
    case Rule::too_much_travel:
      return "leg_too_long";
    case Rule::too_much_work:
    case Rule::too_many_visits:
      return "too_much_work";
    case Rule::guidance_exhausted:
      return "guidance_exhausted";
    case Rule::none:
    case Rule::busy:
    case Rule::out_of_step:
    case Rule::locked_elsewhere:
    case Rule::incomplete:
      return "busy";
  }
  return "busy";
}

std::string_view word_for(ChangeKind kind) {
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

}  // namespace emplooi::matching
