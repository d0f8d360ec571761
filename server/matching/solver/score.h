#pragma once

#include <vector>

#include "matching/solver/instance.h"

namespace emplooi::matching {

/// Counts every objective of a plan that changes, and the capacities that no route knows of: work, guidance, companions.
class Score {
 public:
  explicit Score(const Instance&);

  /// Visit v goes to, or leaves, the helper of shift s. Its start is told apart by started() and unstarted().
  void give(int v, int s);
  void take(int v, int s);
  void started(int v, int helper, Ticks start);
  void unstarted(int v, int helper, Ticks start);
  void travelled(Ticks ticks) { measures_[index(Objective::travel)] += ticks; }

  /// Whether there is room for visit v in the work of the helper and the day of their guide.
  bool has_room(int v, int s) const;
  /// What giving v to shift s would add, in everything but travel and time.
  double gain_of(int v, int s) const;

  const Measures& measures() const { return measures_; }
  /// Must be called before the highest tardiness is read, when it may have fallen.
  void find_highest();
  /// From now on only the first so many tiers count, and travel after them: what else there is stands in the way of the first.
  void weigh(std::size_t tiers);
  double weight(Objective objective) const { return weights_[index(objective)]; }
  /// One number in which an earlier tier outweighs what one request can change in all later ones.
  double cost_of(const Measures& from, const Measures& to) const {
    double cost = 0;
    for (std::size_t i = 0; i < objective_count; ++i) cost += weights_[i] * static_cast<double>(to[i] - from[i]);
    return cost;
  }
  double cost_of_time(int v, Ticks start) const {
    double cost = 0;
    if (start > instance_.due[v]) cost += static_cast<double>(start - instance_.due[v]) * weight(Objective::tardiness);
    return cost;
  }
  /// The wishes and changes that a start brings with it.
  double cost_of_start(int v, int helper, Ticks start) const;

  /// For undoing: what was, before steps that are taken back.
  std::int64_t highest() const { return measures_[index(Objective::highest_tardiness)]; }
  void restore_highest(std::int64_t highest) {
    measures_[index(Objective::highest_tardiness)] = highest;
    highest_fell_ = false;
  }
  Ticks work_of(int helper) const { return work_[helper]; }

  static constexpr std::size_t index(Objective objective) { return static_cast<std::size_t>(objective); }

 private:
  std::int64_t unfair(int helper, Ticks work) const;
  static std::int64_t missing(const Goal& goal, Ticks done);
  static bool serves(const Goal& goal, std::int32_t kind);
  bool is_wished(int r, Ticks start) const;
  int changes(int v, int helper, Ticks start) const;
  void count(int v, int s, int sign);
  /// Visits of the request's that a buddy of helper h has, and those of helpers whose buddy h is.
  int buddies_beside(int r, int h) const;
  void find_reach();

  const Instance& instance_;
  Measures measures_{};
  std::array<double, objective_count> weights_{};
  /// The most that moving one request can change in each objective.
  std::array<double, objective_count> reach_{};
  std::vector<Ticks> work_, guided_;
  std::vector<int> visits_given_;
  /// By visit: the helper to whom it is given, or -1.
  std::vector<int> given_to_;
  /// By helper: first goal in done_.
  std::vector<int> first_goal_;
  std::vector<Ticks> done_;
  /// By series: who serves it, and how often.
  std::vector<std::vector<std::pair<int, int>>> serving_;
  std::vector<Ticks> tardy_;
  bool highest_fell_ = false;
};

}  // namespace emplooi::matching
