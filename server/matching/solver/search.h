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

  /// From 0 to 1: how much of the effort is used up.
  double spent();
  bool is_time_to_tell();
  bool tell();
  bool try_small(double most);
  bool try_large(double most);
  void accept();
  void remember();
  void find_unserved();
  double first_temperature() const;
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
  bool cancelled_ = false;
  Tiers tiers_, best_tiers_;
  /// The routes themselves may be the best so far: it is written down only before they are changed for the worse.
  Plan best_;
  bool best_is_here_ = false, best_is_news_ = false;
  std::vector<int> unserved_, requests_;
};

}  // namespace emplooi::matching
