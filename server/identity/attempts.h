#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <vector>

#include "base/outcome.h"
#include "identity/actor.h"
#include "store/store.h"

namespace emplooi::identity {

/// How many refusals from one source are borne at once; after that, as many again over the window.
struct AttemptLimit {
  double at_once;
  std::chrono::seconds window;
};

/// Counts what was refused from each source, in memory of a fixed size: of four sources that share a place and a fifth
/// that needs one, the one with the fewest refusals is forgotten. Thread-safe.
class Attempts {
 public:
  /// False, and nothing is counted, where the source has used up its limit.
  bool take(std::uint64_t source, const AttemptLimit& limit, Time now);
  /// Takes back one that take() counted: it was no refusal.
  void give_back(std::uint64_t source);
  void clear();

 private:
  static constexpr std::size_t sets = 4096;
  struct Place {
    std::uint64_t source = 0;
    double refusals = 0;
    Time at;
  };
  using Set = std::array<Place, 4>;

  Set& set_of(std::uint64_t source) { return sets_[source % sets]; }

  std::mutex mutex_;
  std::vector<Set> sets_ = std::vector<Set>(sets);
};

/// Those of this process.
Attempts& attempts();

/// A try at a door, counted against the address and the device that it comes from unless it succeeds.
class Try {
 public:
  /// Refuses: too_many_attempts, with the seconds after which one more is borne.
  static Outcome<Try> begin(store::Store& store, const Actor& actor);
  /// It got in.
  void succeeded();

 private:
  explicit Try(const Actor& actor) : actor_(actor) {}
  Actor actor_;
};

}  // namespace emplooi::identity
