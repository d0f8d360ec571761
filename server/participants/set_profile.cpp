#include <algorithm>

#include "base/words.h"
#include "catalogue/catalogue.h"
#include "organisations/postcode.h"
#include "participants/availability.h"
#include "participants/participants.sql.h"
#include "participants/reach.h"

namespace emplooi::participants {

namespace {

Refused not_in_profile(Refusal refusal, const char* field, const char* says) {
  return Refused{refusal, says, std::string("profile.") + field};
}

template <class List>
bool has_twice(const List& list) {
  std::vector<typename List::value_type> all(list.begin(), list.end());
  std::sort(all.begin(), all.end());
  return std::adjacent_find(all.begin(), all.end()) != all.end();
}

Outcome<void> check_lists(const v1::Profile& profile) {
  const auto twice = [](const char* field) {
    return not_in_profile(REFUSAL_FIELD_OUT_OF_BOUNDS, field, "names something twice");
  };
  if (has_twice(profile.capabilities())) return twice("capabilities");
  if (has_twice(profile.languages())) return twice("languages");
  if (has_twice(profile.avoided_pets())) return twice("avoided_pets");
  if (has_twice(profile.wished_service_ids())) return twice("wished_service_ids");
  return {};
}

/// Refuses: field_missing, field_out_of_bounds, participant_not_found, participant_not_active.
Outcome<std::optional<ParticipantId>> buddy_of(Transaction& tx, ParticipantId id, const v1::Profile& profile) {
  const bool has_buddy = profile.guidance() == v1::GUIDANCE_BUDDY;
  std::optional<ParticipantId> none;
  if (!has_buddy && profile.buddy_id().empty()) return none;
  if (!has_buddy) return not_in_profile(REFUSAL_FIELD_OUT_OF_BOUNDS, "buddy_id", "only who works with a buddy has one");
  if (profile.buddy_id().empty()) return not_in_profile(REFUSAL_FIELD_MISSING, "buddy_id", "with whom they work");
  const auto buddy = ParticipantId::of(profile.buddy_id());
  if (buddy == id) return not_in_profile(REFUSAL_FIELD_OUT_OF_BOUNDS, "buddy_id", "nobody is their own buddy");
  return std::optional(TRY(active_participant(tx, buddy)).id);
}

/// In one form; empty for none. Refuses: field_out_of_bounds.
Outcome<std::string> postcode_in(const v1::Profile& profile) {
  if (profile.postcode().empty()) return std::string();
  auto postcode = organisations::parse_postcode(profile.postcode());
  if (!postcode) return not_in_profile(REFUSAL_FIELD_OUT_OF_BOUNDS, "postcode", "not a Dutch postcode");
  return *std::move(postcode);
}

}  // namespace

Outcome<v1::SetProfileResponse> set_profile(Transaction& tx, const Actor& actor, const v1::SetProfileRequest& request) {
  const auto& profile = request.profile();
  TRY(check_lists(profile));
  const auto postcode = TRY(postcode_in(profile));
  const auto id = TRY(active_participant_in_reach(tx, actor, ParticipantId::of(request.participant_id()))).id;
  const auto buddy = TRY(buddy_of(tx, id, profile));
  for (const auto& service : profile.wished_service_ids()) TRY(catalogue::service(tx, ServiceId::of(service)));
  tx.run(sql::drop_profile_words, id);
  tx.run(sql::drop_wished_services, id);
  tx.run(sql::set_profile, id, word_of(profile.travel_mode()), profile.longest_leg_minutes(), profile.wanted_hours(),
         word_of(profile.guidance()), buddy, postcode);
  for (const auto& word : profile.capabilities()) tx.run(sql::add_profile_word, id, "capability", word);
  for (const auto& word : profile.languages()) tx.run(sql::add_profile_word, id, "language", word);
  for (const int pet : profile.avoided_pets()) {
    tx.run(sql::add_profile_word, id, "avoided_pet", word_of(static_cast<residents::v1::Pet>(pet)));
  }
  for (const auto& service : profile.wished_service_ids()) {
    tx.run(sql::add_wished_service, id, ServiceId::of(service));
  }
  return v1::SetProfileResponse();
}

}  // namespace emplooi::participants
