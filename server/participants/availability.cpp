#include "participants/availability.h"

#include <map>

#include "base/words.h"
#include "participants/participants.sql.h"

namespace emplooi::participants {

namespace {

void add_week(Transaction& tx, ParticipantId id, v1::Availability& file) {
  for (const auto& [weekday, from, until] : tx.all<int, int, int>(sql::week_pattern, id)) {
    auto& added = *file.add_week();
    added.set_weekday(weekday);
    added.mutable_hours()->set_from_minute(from);
    added.mutable_hours()->set_until_minute(until);
  }
}

void add_days_to(Transaction& tx, ParticipantId id, v1::Availability& file) {
  std::map<std::string, v1::DayHours*> days;
  for (const auto& day : tx.all<std::string>(sql::special_days, id, tx.today())) {
    days[day] = file.add_days();
    days[day]->set_day(day);
  }
  for (const auto& [day, from, until] : tx.all<std::string, int, int>(sql::special_hours, id, tx.today())) {
    const auto found = days.find(day);
    if (found == days.end()) continue;
    auto& added = *found->second->add_hours();
    added.set_from_minute(from);
    added.set_until_minute(until);
  }
}

void add_profile(Transaction& tx, ParticipantId id, v1::Availability& file) {
  const auto row =
      tx.one<std::string, int, int, std::string, std::optional<ParticipantId>, std::string>(sql::profile, id);
  if (!row) return;
  const auto& [travel_mode, longest_leg, wanted, guidance, buddy, postcode] = *row;
  auto& profile = *file.mutable_profile();
  profile.set_travel_mode(from_word<v1::TravelMode>(travel_mode));
  profile.set_longest_leg_minutes(longest_leg);
  profile.set_wanted_hours(wanted);
  profile.set_guidance(from_word<v1::Guidance>(guidance));
  if (buddy) profile.set_buddy_id(to_string(*buddy));
  profile.set_postcode(postcode);
  for (const auto& [kind, word] : tx.all<std::string, std::string>(sql::words_of_profile, id)) {
    if (kind == "capability") profile.add_capabilities(word);
    if (kind == "language") profile.add_languages(word);
    if (kind == "avoided_pet") profile.add_avoided_pets(from_word<residents::v1::Pet>(word));
  }
  for (const auto& service : tx.all<ServiceId>(sql::services_wished, id)) {
    profile.add_wished_service_ids(to_string(service));
  }
}

void add_exemptions(Transaction& tx, ParticipantId id, v1::Availability& file) {
  const auto rows = tx.all<Uuid, std::string, int, std::string, std::string>(sql::exemptions, id, tx.today());
  for (const auto& [exemption, kind, hours, starts_on, ends_on] : rows) {
    auto& added = *file.add_exemptions();
    added.set_exemption_id(to_string(exemption));
    added.set_kind(from_word<v1::ExemptionKind>(kind));
    added.set_weekly_hours(hours);
    added.set_starts_on(starts_on);
    added.set_ends_on(ends_on);
  }
}

}  // namespace

v1::Availability availability_of(Transaction& tx, ParticipantId id) {
  v1::Availability file;
  add_week(tx, id, file);
  add_days_to(tx, id, file);
  add_profile(tx, id, file);
  add_exemptions(tx, id, file);
  return file;
}

void erase_availability(Transaction& tx, ParticipantId id) {
  tx.run(sql::drop_week_pattern, id);
  const Date first = date::year(1900) / 1 / 1, last = date::year(2999) / 12 / 31;
  tx.run(sql::drop_special_hours, id, first, last);
  tx.run(sql::drop_special_days, id, first, last);
  tx.run(sql::drop_profile_words, id);
  tx.run(sql::drop_wished_services, id);
  tx.run(sql::forget_buddy, id);
  tx.run(sql::drop_profile, id);
  tx.run(sql::drop_exemptions, id);
}

void offer_availability(Operations& operations) {
  operations.add(set_week_pattern);
  operations.add(set_days);
  operations.add(set_profile);
  operations.add(record_exemption);
  operations.add(set_guidance_capacity);
  operations.add(set_track_goals);
}

}  // namespace emplooi::participants
