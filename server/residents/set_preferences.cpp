#include <set>

#include "base/hours.h"
#include "base/words.h"
#include "residents/preferences.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

namespace {

template <class List>
bool names_once(const List& list) {
  return std::set<typename List::value_type>(list.begin(), list.end()).size() == static_cast<std::size_t>(list.size());
}

Refused named_twice(const char* field) {
  return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "names something twice", std::string("preferences.") + field};
}

}  // namespace

v1::Preferences preferences_of(Transaction& tx, ResidentId id) {
  v1::Preferences preferences;
  preferences.set_same_helper(tx.one<bool>(sql::same_helper, id).value_or(false));
  for (const auto& [weekday, from, until] : tx.all<int, int, int>(sql::welcome_hours, id)) {
    auto& added = *preferences.add_welcome();
    added.set_weekday(weekday);
    added.mutable_hours()->set_from_minute(from);
    added.mutable_hours()->set_until_minute(until);
  }
  for (const auto& [kind, word] : tx.all<std::string, std::string>(sql::preference_words, id)) {
    if (kind == "language") preferences.add_languages(word);
    if (kind == "pet") preferences.add_pets(from_word<v1::Pet>(word));
  }
  return preferences;
}

void drop_preferences(Transaction& tx, ResidentId id) {
  tx.run(sql::drop_welcome_hours, id);
  tx.run(sql::drop_preference_words, id);
  tx.run(sql::drop_preferences, id);
}

Outcome<v1::SetPreferencesResponse> set_preferences(Transaction& tx, const Actor& actor,
                                                    const v1::SetPreferencesRequest& request) {
  const auto id = ResidentId::of(request.resident_id());
  const auto& preferences = request.preferences();
  TRY(check_hours(preferences.welcome()));
  if (!names_once(preferences.languages())) return named_twice("languages");
  if (!names_once(preferences.pets())) return named_twice("pets");
  TRY(may_act_for(actor, id));
  TRY(living_resident(tx, id));
  drop_preferences(tx, id);
  tx.run(sql::add_preferences, id, preferences.same_helper());
  for (const auto& one : preferences.welcome()) {
    tx.run(sql::add_welcome_hours, id, one.weekday(), one.hours().from_minute(), one.hours().until_minute());
  }
  for (const auto& language : preferences.languages()) tx.run(sql::add_preference_word, id, "language", language);
  for (const int pet : preferences.pets()) {
    tx.run(sql::add_preference_word, id, "pet", word_of(static_cast<v1::Pet>(pet)));
  }
  return v1::SetPreferencesResponse();
}

}  // namespace emplooi::residents
