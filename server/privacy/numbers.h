#pragma once

#include "base/outcome.h"
#include "emplooi/base/v1/options.pb.h"
#include "privacy/bsn.h"

namespace emplooi::privacy {

/// Refuses: key_missing.
Outcome<std::shared_ptr<const KeyRing>> ring_in_use();

/// A number is read for the town's own tasks that the law names it for, never for figures.
/// Refuses: purpose_not_allowed.
Outcome<void> check_purpose(base::v1::Purpose purpose);

/// Whose number it is among residents or participants, whichever key it lies under.
std::optional<Uuid> owner_of(Transaction&, const KeyRing&, const std::string& kind, const std::string& number);

}  // namespace emplooi::privacy
