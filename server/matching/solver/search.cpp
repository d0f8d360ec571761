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
/// The shares of the effort in which only the first tier counts, and all of them do.
constexpr double first_stage = 0.3, last_stage = 0.2;
/// With less than this nothing is small enough for small steps to find much in it.
constexpr int few_visits = 30;

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
  const auto& requests = instance_.problem.requests;
  was_told_ = std::any_of(requests.begin(), requests.end(), [](auto& request) { return !request.published.empty(); });
  // What joins a plan that is gone on from may not make it worse.
  routes_.weigh(from != nullptr ? instance_.problem.objectives.tiers.size() : stages().front().tiers);
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

/// Of those who are not served, some who could come where room was made.
void Search::choose_waiting() {
  constexpr int most_looked_at = 32;
  constexpr std::size_t most_waiting = 8;
  waiting_.clear();
  if (unserved_.empty()) return;
  const auto could_come = [&](int r) {
    const auto shifts = instance_.shifts_for[instance_.first_visit[r]];
    return std::any_of(cleared_.begin(), cleared_.end(),
                       [&](int s) { return std::find(shifts.begin(), shifts.end(), s) != shifts.end(); });
  };
  for (int i = 0; i < most_looked_at && waiting_.size() < most_waiting; ++i) {
    const int r = unserved_[random_.below(static_cast<int>(unserved_.size()))];
    const bool is_new = std::find(waiting_.begin(), waiting_.end(), r) == waiting_.end();
    if (is_new && could_come(r)) waiting_.push_back(r);
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

bool Search::try_small(double most) { return moves_.propose() && routes_.settle(most) && routes_.cost() <= most; }

bool Search::try_large(double most) {
  const int size = 1 + random_.below(std::min(10, instance_.request_count));
  requests_ = ruin_.choose(size, unserved_);
  cleared_.clear();
  for (const int r : requests_) {
    for (int v = instance_.first_visit[r]; v < instance_.first_visit[r + 1]; ++v)
      cleared_.push_back(routes_.shift_of(v));
    routes_.unlink_request(r);
  }
  if (!routes_.settle(unbounded)) return false;
  choose_waiting();
  recreate_.insert_all(requests_, waiting_, cleared_, 0.05);
  return routes_.cost() <= most;
}

double Search::mean_leg() const {
  double legs = 0;
  int count = 0;
  for (int v = 0; v < instance_.visit_count; ++v) {
    if (!routes_.is_planned(v) || instance_.near[v].empty()) continue;
    const int mode = instance_.mode_of[routes_.shift_of(v)];
    legs += static_cast<double>(instance_.leg(mode, instance_.place[v], instance_.place[instance_.near[v][0]]));
    ++count;
  }
  return std::max(1.0, count == 0 ? 0 : legs / count);
}

/// Ruin and recreate takes a hundred times as long as a small step. It is what finds room for one more request; where all are
/// served and one figure counts, small steps find more in the same time, if there is time.
double Search::share_of_large() const {
  // Trying a change is a hunt for one place.
  constexpr std::int64_t hunt = 500, few_iterations = 5'000;
  if (effort_.iterations <= hunt) return 1;
  if (instance_.visit_count < few_visits || effort_.iterations <= few_iterations) return 0.3;
  return unserved_.empty() && instance_.problem.objectives.tiers.size() <= 2 ? 0.002 : 0.02;
}

/// A gain in a late tier must not stand in the way of one in an early tier: so tiers come into it one after another. A plan that
/// people were told is not taken apart.
std::vector<Search::Stage> Search::stages() const {
  const auto& tiers = instance_.problem.objectives.tiers;
  const auto has_travel = [](const Tier& tier) {
    return std::any_of(tier.begin(), tier.end(), [](auto& term) { return term.objective == Objective::travel; });
  };
  const auto travel = static_cast<std::size_t>(std::find_if(tiers.begin(), tiers.end(), has_travel) - tiers.begin());
  if (instance_.visit_count < few_visits || travel < 2 || was_told_) return {{1, tiers.size()}};
  std::vector<Stage> stages{{first_stage, 1}};
  const double between = (1 - first_stage - last_stage) / static_cast<double>(travel - 2);
  for (std::size_t i = 2; i < travel; ++i) stages.push_back({first_stage + between * static_cast<double>(i - 1), i});
  stages.push_back({1, tiers.size()});
  return stages;
}

bool Search::propose(double temperature) {
  ++iteration_;
  const double most = -temperature * std::log(1 - random_.share());
  const bool is_large = random_.chance(share_of_large_);
  const bool good = is_large ? try_large(most) : try_small(most);
  if (!good) {
    routes_.undo();
    return false;
  }
  tiers_ = tier_values(instance_.problem.objectives, routes_.score().measures());
  if (best_is_here_ && tiers_ > best_tiers_) {
    // Written down before it is left.
    routes_.undo();
    remember();
    return false;
  }
  routes_.keep();
  if (tiers_ < best_tiers_) {
    best_tiers_ = tiers_;
    best_is_here_ = best_is_news_ = true;
  }
  if (is_large) find_unserved();
  return true;
}

bool Search::anneal(double from, const Stage& stage) {
  routes_.weigh(stage.tiers);
  const double leg = mean_leg() * std::max(1.0, routes_.score().weight(Objective::travel));
  const double hot = hottest * leg, cold = coldest * leg;
  double temperature = hot;
  for (double share = spent(); share < stage.until && iteration_ < effort_.iterations; propose(temperature)) {
    if (iteration_ % between_looks != 0) continue;
    share = spent();
    const double done = std::clamp((share - from) / (stage.until - from), 0.0, 1.0);
    temperature = hot * std::pow(cold / hot, done);
    if (is_time_to_tell() && !tell()) return false;
  }
  return true;
}

void Search::run() {
  if (!cancelled_ && instance_.visit_count > 0 && instance_.shift_count > 0) {
    share_of_large_ = share_of_large();
    double from = 0;
    for (const auto& stage : stages()) {
      cancelled_ = cancelled_ || !anneal(from, stage);
      from = stage.until;
    }
    remember();
    if (!cancelled_) tell();
    return;
  }
  remember();
}

}  // namespace emplooi::matching
