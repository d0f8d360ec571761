#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "emplooi/matching/v1/matching.pb.h"

namespace emplooi::matching {

/// Sentences that say why, in plain Dutch (B1) and English, without scores. What a resident is told names nobody's limits, what
/// a participant is told nobody's preferences; the coordinator is told whom it is about.

/// Why this helper comes. `facts` in their order; none: nothing is known, and nothing is said.
v1::Words to_coordinator(const std::vector<v1::Fact>& facts, const std::string& instead);
v1::Words to_resident(const std::vector<v1::Fact>& facts);
v1::Words to_participant(const std::vector<v1::Fact>& facts);

/// Of somebody who is suggested, with so many minutes on the way.
v1::Words words_for_suggestion(const std::vector<v1::Fact>& facts, int travel_minutes);

/// What keeps so many participants from a request, for the coordinator.
v1::Words words_for(v1::Rule rule, int participants);
/// What would make it possible, for the coordinator.
v1::Words words_for(const v1::Change& change, const std::string& helper);
/// That nobody was found, and whether another time would do.
v1::Words unfilled_to_resident(const std::optional<Time>& other_time);

}  // namespace emplooi::matching
