#pragma once

#include "residents/residents.h"

namespace emplooi::residents {

/// How a resident likes to be helped; nothing of one who never said.
v1::Preferences preferences_of(Transaction&, ResidentId);
void drop_preferences(Transaction&, ResidentId);

}  // namespace emplooi::residents
