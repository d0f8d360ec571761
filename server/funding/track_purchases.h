#pragma once

#include <string_view>

#include "base/id.h"
#include "base/outcome.h"
#include "store/transaction.h"

namespace emplooi::funding {

/// Where on a track an instalment falls due.
enum class Milestone { start, halfway, end, outflow };

/// Takes one track of the purchase: reserves its whole price in the budget and charges the first instalment.
/// `kind` is 'orientation', 'activation' or 'placement'. Refuses: track_purchase_not_found (also one of another kind),
/// purchase_exhausted, budget_closed, budget_exhausted.
Outcome<void> begin_track(Transaction&, TrackPurchaseId, TrackId, std::string_view kind);

/// Charges the instalment of a milestone that the track has reached: the provider is owed it, by the budget's funder.
/// Does nothing for a track that no purchase pays for. Charging one twice is a defect.
void charge_milestone(Transaction&, TrackId, Milestone);

/// The track is over: what is still reserved for it goes back to the budget. Does nothing for a track nobody pays for.
void release_track(Transaction&, TrackId);

}  // namespace emplooi::funding
