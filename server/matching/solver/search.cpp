#include "matching/solver/search.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace emplooi::matching {

namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();
/// Proposals between two looks at the clock.
constexpr std::int64_t between_looks = 256;
constexpr auto between_words = std::chrono::milliseconds(100);
/// Temperatures at the beginning and at the end, in mean legs to the nearest neighbour.
constexpr double hottest = 12, coldest = 0.1;

}  // namespace

Search::Search(const Instance& instance, const Effort& effort, const Observer& observer, std::chrono::nanoseconds began)
    : instance_(instance),
      effort_(effort),
      observer_(observer),
      random_(effort.seed),
      routes_(instance),
      ruin_(routes_, random_),
      recreate_(routes_, random_),
      moves_(routes_, random_),
      began_(began) {}

double Search::spent() {
  double share = effort_.iterations > 0 ? static_cast<double>(iteration_) / static_cast<double>(effort_.iterations) : 1;
  if (effort_.time.count() > 0 && effort_.now) {
    share = std::max(share,
                     static_cast<double>((effort_.now() - began_).count()) / static_cast<double>(effort_.time.count()));
  }
  return share;
}

void Search::begin(const Plan* from) {
  if (from != nullptr) routes_.load(*from);
  requests_.clear();
  for (int r = 0; r < instance_.request_count; ++r) {
    if (!routes_.is_planned(instance_.first_visit[r])) requests_.push_back(r);
  }
  recreate_.in_order_of_difficulty(requests_);
  for (const int r : requests_) {
    recreate_.insert(r, 0);
    routes_.keep();
  }
  best_tiers_ = tiers_ = tier_values(instance_.problem.objectives, routes_.score().measures());
  best_is_here_ = best_is_news_ = true;
  find_unserved();
  cancelled_ = !tell();
}

void Search::find_unserved() {
  unserved_.clear();
  for (int r = 0; r < instance_.request_count; ++r) {
    if (!routes_.is_planned(instance_.first_visit[r]) && !instance_.shifts_for[instance_.first_visit[r]].empty()) {
      unserved_.push_back(r);
    }
  }
}

void Search::remember() {
  if (best_is_here_) best_ = routes_.plan();
  best_is_here_ = false;
}

bool Search::is_time_to_tell() {
  if (!effort_.now) return iteration_ % (64 * between_looks) == 0;
  return effort_.now() - told_ >= between_words;
}

bool Search::tell() {
  if (effort_.now) told_ = effort_.now();
  if (!observer_) return true;
  if (best_is_here_) best_ = routes_.plan();
  const auto elapsed = effort_.now ? effort_.now() - began_ : std::chrono::nanoseconds{0};
  const bool go_on = observer_({iteration_, elapsed, best_tiers_, best_is_news_ ? &best_ : nullptr});
  best_is_news_ = false;
  return go_on;
}

void Search::accept() {
  routes_.keep();
  tiers_ = tier_values(instance_.problem.objectives, routes_.score().measures());
  if (tiers_ < best_tiers_) {
    best_tiers_ = tiers_;
    best_is_here_ = best_is_news_ = true;
  }
}

bool Search::try_small(double most) { return moves_.propose() && routes_.settle(most) && routes_.cost() <= most; }

bool Search::try_large(double most) {
  const int size = 1 + random_.below(std::min(10, instance_.request_count));
  requests_ = ruin_.choose(size, unserved_);
  for (const int r : requests_) routes_.unlink_request(r);
  if (!routes_.settle(unbounded)) return false;
  for (int i = 0; i < 6 && !unserved_.empty(); ++i) {
    const int r = unserved_[random_.below(static_cast<int>(unserved_.size()))];
    if (std::find(requests_.begin(), requests_.end(), r) == requests_.end()) requests_.push_back(r);
  }
  recreate_.insert_all(requests_, 0.05);
  return routes_.cost() <= most;
}

/// The mean leg to the nearest neighbour, as the cost counts it.
double Search::first_temperature() const {
  double legs = 0;
  int count = 0;
  for (int v = 0; v < instance_.visit_count; ++v) {
    if (!routes_.is_planned(v) || instance_.near[v].empty()) continue;
    const int mode = instance_.mode_of[routes_.shift_of(v)];
    legs += static_cast<double>(instance_.leg(mode, instance_.place[v], instance_.place[instance_.near[v][0]]));
    ++count;
  }
  return std::max(1.0, count == 0 ? 0 : legs / count) * std::max(1.0, routes_.score().weight(Objective::travel));
}

/// Ruin and recreate takes a hundred times as long as a small step. It is what finds room for one more request; where all are
/// served and one figure counts, small steps find more in the same time, if there is time.
double Search::share_of_large() const {
  constexpr int few_visits = 30;
  constexpr std::int64_t few_iterations = 5'000;
  if (instance_.visit_count < few_visits || effort_.iterations <= few_iterations) return 0.3;
  return unserved_.empty() && instance_.problem.objectives.tiers.size() <= 2 ? 0.002 : 0.02;
}

void Search::run() {
  if (cancelled_ || instance_.visit_count == 0 || instance_.shift_count == 0) {
    remember();
    return;
  }
  const double hot = hottest * first_temperature(), cold = coldest * first_temperature();
  double temperature = hot;
  const double large = share_of_large();
  for (double share = spent(); share < 1 && iteration_ < effort_.iterations;) {
    if (iteration_ % between_looks == 0) {
      share = spent();
      temperature = hot * std::pow(cold / hot, share);
      if (is_time_to_tell() && !tell()) {
        cancelled_ = true;
        break;
      }
    }
    ++iteration_;
    const double most = -temperature * std::log(1 - random_.share());
    const bool is_large = random_.chance(large);
    const bool good = is_large ? try_large(most) : try_small(most);
    if (!good) {
      routes_.undo();
      continue;
    }
    const bool worse = routes_.cost() > 0;
    if (worse && best_is_here_) {
      // Written down before it is left.
      routes_.undo();
      remember();
      continue;
    }
    accept();
    if (is_large) find_unserved();
  }
  remember();
  tell();
}

}  // namespace emplooi::matching
