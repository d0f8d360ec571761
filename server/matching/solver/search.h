#pragma once

#include <vector>

#include "matching/solver/moves.h"
#include "matching/solver/recreate.h"
#include "matching/solver/ruin.h"
#include "matching/solver/solve.h"

namespace emplooi::matching {

/// Simulated annealing over small steps and over ruin and recreate; decisions say why.
class Search {
 public:
  /// `began`: when the effort began, on its clock.
  Search(const Instance& instance, const Effort& effort, const Observer& observer, std::chrono::nanoseconds began);

  /// Plans what `from` has, and then what else fits.
  void begin(const Plan* from);
  void run();
  const Plan& best() const { return best_; }
  std::int64_t iterations() const { return iteration_; }
  bool cancelled() const { return cancelled_; }

 private:
  using Tiers = std::vector<std::int64_t>;

  /// A part of the search: until so much of the effort is used up, only so many tiers count.
  struct Stage {
    double until;
    std::size_t tiers;
  };

  std::vector<Stage> stages() const;
  /// Anneals through a stage. False if it was cancelled.
  bool anneal(double from, const Stage& stage);
  /// Whether the proposal, if it was a good one, was kept.
  bool propose(double temperature);
  /// From 0 to 1: how much of the effort is used up.
  double spent();
  bool is_time_to_tell();
  bool tell();
  bool try_small(double most);
  bool try_large(double most);
  void remember();
  void find_unserved();
  void choose_waiting();
  /// To the nearest neighbour, of visits that are planned.
  double mean_leg() const;
  double share_of_large() const;

  const Instance& instance_;
  const Effort& effort_;
  const Observer& observer_;
  Random random_;
  Routes routes_;
  Ruin ruin_;
  Recreate recreate_;
  Moves moves_;
  std::chrono::nanoseconds began_, told_{0};
  std::int64_t iteration_ = 0;
  bool cancelled_ = false, was_told_ = false;
  double share_of_large_ = 0;
  Tiers tiers_, best_tiers_;
  /// The routes themselves may be the best so far: it is written down only before they are changed for the worse.
  Plan best_;
  bool best_is_here_ = false, best_is_news_ = false;
  std::vector<int> unserved_, requests_, waiting_, cleared_;
};

}  // namespace emplooi::matching
