#pragma once

#include <vector>

#include "matching/solver/random.h"
#include "matching/solver/routes.h"

namespace emplooi::matching {

/// Puts requests where they cost least, one after another. Now and then it looks away from the best place (Christiaens and
/// Vanden Berghe's blinks), so that it does not do the same every time.
class Recreate {
 public:
  Recreate(Routes& routes, Random& random)
      : routes_(routes), instance_(routes.instance()), random_(random), is_cleared_(instance_.shift_count) {}

  /// All of them, in an order drawn by lot. `blink`: chance of looking away. Those who wait had no place before these shifts were
  /// cleared: alone, they are looked for a place there only.
  void insert_all(const std::vector<int>& removed, const std::vector<int>& waiting, const std::vector<int>& cleared,
                  double blink);
  void in_order_of_difficulty(std::vector<int>& requests) const;
  /// One request, settled. False, and nothing is changed, if there is no place.
  bool insert(int r, double blink);
  /// Never with this helper; -1: no such wish.
  void avoid(int helper) { avoided_ = helper; }

 private:
  struct Spot {
    double cost = 0;
    int node = 0;
    int option = 0;
    Ticks start = 0;
  };

  bool insert_single(int v, double blink);
  bool insert_several(int r, double blink);
  void insert_next(int r, int v, double blink);
  void find(int v, int option_from, int option_to, Ticks not_before, double blink, std::size_t most);
  void remember(const Spot& spot, std::size_t most);
  /// How early it is drawn.
  double key(int r, int way);

  Routes& routes_;
  const Instance& instance_;
  Random& random_;
  std::vector<Spot> spots_;
  /// The cheapest way to place all visits of the request at hand.
  double best_cost_ = 0;
  /// When the visit before starts, as far as it is known.
  Ticks spots_start_ = 0;
  std::vector<int> nodes_, best_nodes_;
  int best_option_ = 0;
  bool is_thorough_ = false;
  int avoided_ = -1;
  struct Drawn {
    double key;
    int request;
    bool waits;
  };
  std::vector<Drawn> drawn_;
  std::vector<char> is_cleared_;
  bool looks_at_cleared_ = false;
};

}  // namespace emplooi::matching
