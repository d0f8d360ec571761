#pragma once

#include <string>

#include "emplooi/privacy/v1/privacy.pb.h"
#include "identity/actor.h"
#include "store/transaction.h"

namespace emplooi::privacy {

/// Who is meant: a resident or a participant, known to the town.
struct PersonRef {
  /// "resident" or "participant".
  std::string kind;
  Uuid id;
};

/// Refuses: field_missing (neither id), field_out_of_bounds (both), actor_not_allowed (not the actor's own, where it reaches
/// no other), resident_not_found, participant_not_found.
Outcome<PersonRef> person_of(Transaction&, const Actor&, const v1::Person&);

}  // namespace emplooi::privacy
