#pragma once

#include <google/protobuf/message.h>

#include <vector>

#include "identity/actor.h"

namespace emplooi {

using base::v1::DataSubject;

/// Somebody whose data a call carries.
struct Subject {
  DataSubject kind;
  Uuid id;

  friend auto operator<=>(const Subject&, const Subject&) = default;
};

/// Corporations, funders, auditor and client council work with figures and never with names (mission §8).
bool may_see_names(Role role);
/// A citizen service number is for the case manager and the administrator (Wet algemene bepalingen burgerservicenummer,
/// article 10: only for the task itself).
bool may_see_bsn(Role role);

/// Empties, in all depths, the fields of an answer that are marked `personal` unless the role may see names or the data
/// is the actor's own, and those marked `bsn` unless it may see those. The second line of defence: an operation asks for
/// no more than it answers.
void hide_personal_data(google::protobuf::Message& answer, const Actor& actor);

/// Everybody whom the message identifies by a field marked `subject`, each once, in the order of kind and id.
std::vector<Subject> subjects_in(const google::protobuf::Message& message);

}  // namespace emplooi
