#include "matching/plan_words.h"

namespace emplooi::matching {

Rule told_as(Rule rule) {
  switch (rule) {
    case Rule::helpers_not_distinct:
      return Rule::may_not_work_alone;
    case Rule::outside_window:
    case Rule::during_break:
      return Rule::outside_shift;
    case Rule::too_much_travel:
      return Rule::leg_too_long;
    case Rule::too_many_visits:
      return Rule::too_much_work;
    case Rule::none:
    case Rule::out_of_step:
    case Rule::locked_elsewhere:
    case Rule::incomplete:
      return Rule::busy;
    default:
      return rule;
  }
}

}  // namespace emplooi::matching
