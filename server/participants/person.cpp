#include "participants/person.h"

#include "base/words.h"

namespace emplooi::participants {

v1::Participant to_message(const Person& person, Date today) {
  v1::Participant message;
  message.set_participant_id(to_string(person.id));
  message.set_name(person.name);
  if (person.born_on) message.set_born_on(to_string(*person.born_on));
  if (person.household) message.set_household_id(to_string(*person.household));
  message.set_provider_id(to_string(person.provider));
  message.set_coach_id(to_string(person.coach));
  message.set_case_manager_id(to_string(person.case_manager));
  message.set_weekly_hours(person.weekly_hours);
  message.set_active(!person.outflow);
  if (person.running_track) message.set_running_track(from_word<v1::TrackKind>(*person.running_track));
  message.set_coach_name(person.coach_name);
  message.set_case_manager_name(person.case_manager_name);
  if (person.sick_from && person.sick_until.value_or(today) >= today) {
    message.set_sick_from(to_string(*person.sick_from));
    if (person.sick_until) message.set_sick_until(to_string(*person.sick_until));
  }
  return message;
}

}  // namespace emplooi::participants
