#pragma once

#include "base/time.h"
#include "privacy/person.h"

namespace emplooi::privacy {

/// How long data is kept: months, from the day on which the person was last served.
struct Term {
  int months = 0;
  Date ends_on;
};

/// The term that holds for the kind today. Without one of the municipality's own: 180 months for residents (Wmo 2015, article
/// 5.3.4), 120 for participants (assumed; the municipality's selection list decides).
int months_kept(Transaction&, const std::string& kind);

/// The term of a person whom nobody serves any more. Refuses: person_still_served.
Outcome<Term> term_of(Transaction&, const PersonRef&);

/// People of the kind whose term is over, and who are not erased: at most `limit`.
std::vector<PersonRef> due_for_erasure(Transaction&, const std::string& kind, int limit);

/// Erases; refuses as erase_person.
Outcome<Uuid> erase(Transaction&, const PersonRef&);

}  // namespace emplooi::privacy
