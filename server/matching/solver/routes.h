#pragma once

#include <span>
#include <vector>

#include "matching/solver/plan.h"
#include "matching/solver/score.h"

namespace emplooi::matching {

/// The routes of all shifts with the earliest start of each visit. Starts depend on one another along routes, and across them
/// where helpers come together or one after another; a change is followed only as far as it moves anybody.
///
/// Use: link and unlink visits, settle() once, look at the cost, then keep() or undo() everything since the last keep().
class Routes {
 public:
  explicit Routes(const Instance&);

  bool is_planned(int v) const { return shift_[v] >= 0; }
  int shift_of(int node) const { return shift_[node]; }
  int next(int node) const { return next_[node]; }
  int prev(int node) const { return prev_[node]; }
  Ticks start(int v) const { return start_[v]; }
  bool is_visit(int node) const { return node < instance_.visit_count; }
  int option(int request) const { return option_[request]; }
  const Instance& instance() const { return instance_; }
  const Score& score() const { return score_; }

  /// Puts visit v, which is not planned, after `node`; false, and nothing is changed, if a rule that does not depend on time
  /// forbids it.
  bool link(int v, int node);
  void unlink(int v);
  void unlink_request(int r);
  /// How the request's windows are read from now on.
  void choose(int r, int option);
  /// Moves every start that must move. False if some hard rule cannot be kept, or (as far as that is easily seen) tardiness
  /// alone would cost more than `most`: then only undo() is left. All visits of a request must be linked, or none.
  bool settle(double most);

  /// What is different since the last keep(), in one number.
  double cost() const { return score_.cost_of(kept_, score_.measures()); }
  void keep();
  /// A point to come back to.
  struct Mark {
    std::size_t steps = 0;
    std::int64_t highest = 0;
  };
  Mark mark() const { return {done_.size(), score_.highest()}; }
  void undo(Mark to);
  void undo() { undo({0, kept_[Score::index(Objective::highest_tardiness)]}); }

  /// What placing v between `node` and the next would add in travel and in time for this route alone, with its earliest start
  /// not before `not_before`; no more than `most` is of interest. Infinite if it cannot be.
  double trial(int v, int node, int option, Ticks not_before, double most, Ticks* start_of_v = nullptr) const;
  /// What belongs to the shift whatever the position: infinite if v cannot go there at all.
  double trial_of_shift(int v, int s) const;

  /// As Score::weigh(); only where nothing has changed since the last keep().
  void weigh(std::size_t tiers) { score_.weigh(tiers); }

  Plan plan() const;
  /// Puts every request where the plan has it, as far as that is still possible, and keeps it.
  void load(const Plan&);
  /// Plans a request with these helpers at about these times, as told or as wished if it can be; false, and nothing is
  /// changed, if it cannot.
  bool place(int r, const std::vector<Placement>& placements) { return place(r, placements, start_); }

 private:
  enum class Step : std::uint8_t { linked, unlinked, started, chosen };
  struct Done {
    Step step;
    int node;
    std::int64_t was;
  };

  /// The shift in which this helper would begin; -1 if there is none.
  int shift_at(const Placement&) const;
  /// The last of those in a shift who start no later.
  int node_before(int s, Ticks start, std::span<const Ticks> starts) const;
  /// Whether these windows let the visits begin just then.
  bool is_exact(int r, int option, const std::vector<Placement>&) const;
  /// Nothing, if they cannot begin just then or somebody may not come there.
  void link_exactly(int r, const std::vector<Placement>&, std::span<const Ticks> starts);
  bool place(int r, const std::vector<Placement>&, std::span<const Ticks> starts);

  Ticks leg_between(int s, int from, int to) const {
    return instance_.leg(instance_.mode_of[s], instance_.place[from], instance_.place[to]);
  }
  /// Nobody who has no visit goes anywhere.
  Ticks leg_without(int s, int from, int to) const {
    return is_visit(from) || is_visit(to) ? leg_between(s, from, to) : 0;
  }
  Ticks end_of(int node) const {
    return is_visit(node) ? start_[node] + instance_.duration[node] : instance_.shift[shift_[node]]->from;
  }
  Ticks arrival_at(int v) const {
    const int p = prev_[v], s = shift_[v];
    return instance_.arrival(s, end_of(p), leg_between(s, p, v));
  }
  bool companions_allow(int v, int s) const;
  void set_start(int v, Ticks start);
  void forget_start(int v);
  /// Whatever the way.
  bool may_come(int v, int s) const;
  /// Leaves it to settle() to see whether they can get there.
  void link_untried(int v, int node);
  void link_raw(int v, int node);
  void unlink_raw(int v);
  void touch(int node);
  bool settle_request(int r);
  bool settle_step(int r);
  bool closes(int s) const;
  /// Whoever is left out may leave a leg that is too long.
  bool may_travel(int node) const;

  const Instance& instance_;
  Score score_;
  Measures kept_{};
  std::vector<int> prev_, next_, shift_, option_, visits_on_;
  std::vector<Ticks> start_, travel_on_;
  std::vector<Done> done_;
  std::vector<int> waiting_;
  std::vector<char> is_waiting_;
  std::vector<int> closing_;
  /// How often a request was looked at in which settling.
  std::vector<std::uint64_t> looked_at_;
  std::uint64_t settling_ = 0;

  static constexpr Ticks not_started = -2 * furthest;
};

}  // namespace emplooi::matching
