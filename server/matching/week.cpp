#include "matching/week.h"

#include "base/check.h"
#include "matching/priorities.h"
#include "matching/week_draft.h"

namespace emplooi::matching {

Time instant_at(Date day, int minute) {
  const auto of_day = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const Date on = add_days(day, minute / 1'440);
  const auto text = to_string(on) + "T" + of_day(minute % 1'440 / 60) + ":" + of_day(minute % 60);
  const auto local = parse_local_time(text, false);
  ensure(local.has_value(), "a day and a minute of it are a local time");
  return local->time;
}

Week read_week(Transaction& tx, const WeekQuestion& question) {
  WeekDraft draft{question};
  draft.week.problem.objectives = priorities_of(tx, question.programme).value_or(town_objectives());
  const auto needs = read_needs(tx, draft);
  read_helpers(tx, draft);
  read_abilities(tx, draft);
  read_hours(tx, draft);
  read_booked(tx, draft, needs);
  read_goals(tx, draft);
  add_shifts(draft);
  read_requests(tx, draft, needs);
  draft.week.problem.modes = draft.travel.modes();
  const auto fault = fault_in(draft.week.problem);
  ensure(!fault, "a week that is read can be solved");
  return std::move(draft.week);
}

}  // namespace emplooi::matching
