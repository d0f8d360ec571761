#pragma once

#include <cstdint>

#include "base/outcome.h"
#include "identity/actor.h"
#include "store/store.h"

namespace emplooi::identity {

/// How many refusals from one source are borne at once; after that, as many again over the window.
struct AttemptLimit {
  double at_once;
  std::chrono::seconds window;
};

/// Counts a refusal from the source, for all servers on the database. False, and nothing is counted, where it has used up its
/// limit. Throws store::Unavailable.
bool take_attempt(store::Store& store, std::uint64_t source, const AttemptLimit& limit);
/// Takes back one that take_attempt() counted: it was no refusal. Throws store::Unavailable.
void give_attempt_back(store::Store& store, std::uint64_t source, const AttemptLimit& limit);

/// A try at a door, counted against the address and the device that it comes from unless it succeeds.
class Try {
 public:
  /// Refuses: too_many_attempts, with the seconds after which one more is borne. Throws store::Unavailable.
  static Outcome<Try> begin(store::Store& store, const Actor& actor);
  /// It got in. Throws store::Unavailable.
  void succeeded();

 private:
  Try(store::Store& store, const Actor& actor) : store_(&store), actor_(actor) {}
  store::Store* store_;
  Actor actor_;
};

}  // namespace emplooi::identity
