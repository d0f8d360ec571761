#include "matching/random_town.h"

#include <algorithm>
#include <cmath>

namespace emplooi::matching::testing {

namespace {

constexpr Ticks minute = 60, hour = 60 * minute, whole_day = 24 * hour;
constexpr int kinds = 16;
/// Great-circle distance × 1.3 at 4.5 and 14 km/h.
constexpr double foot = 1.3 * 3.6 / 4.5, bike = 1.3 * 3.6 / 14;

class Builder {
 public:
  Builder(const TownSize& size, std::uint64_t seed) : size_(size), random_(seed) {}

  Problem build() {
    problem_.modes = {{{}, foot}, {{}, bike}};
    problem_.objectives = town_objectives();
    const int guides = std::max(1, size_.helpers / 15);
    for (int i = 0; i < guides; ++i) problem_.guides.push_back({between(2, 6) * hour});
    for (int i = 0; i < size_.helpers; ++i) problem_.helpers.push_back(helper());
    for (int i = 0; i < size_.requests; ++i) problem_.requests.push_back(request(i));
    for (int i = 0; i < size_.helpers; ++i) {
      // Whoever works in company has somebody to do it with.
      if (!problem_.helpers[i].may_work_alone && size_.helpers > 1) problem_.helpers[i].buddy = (i + 1) % size_.helpers;
    }
    return std::move(problem_);
  }

 private:
  Ticks between(int least, int most) { return least + random_.below(most - least + 1); }

  Place place() {
    problem_.places.push_back(
        {std::floor(random_.share() * size_.metres_across), std::floor(random_.share() * size_.metres_across)});
    return static_cast<Place>(problem_.places.size()) - 1;
  }

  Helper helper() {
    Helper made;
    const auto home = place();
    made.mode = random_.below(2);
    made.longest_leg = between(25, 50) * minute;
    for (int day = 0; day < size_.days; ++day) {
      if (size_.days > 1 && random_.chance(0.35)) continue;
      Shift shift;
      shift.from = day * whole_day + between(16, 22) * (hour / 2);
      shift.until = shift.from + between(6, 16) * (hour / 2);
      shift.start_at = shift.end_at = home;
      shift.day = day;
      if (shift.until - shift.from >= 6 * hour)
        shift.breaks = {{shift.from + 3 * hour, shift.from + 3 * hour + 30 * minute}};
      made.shifts.push_back(shift);
    }
    for (int capability = 0; capability < 6; ++capability) {
      if (random_.chance(0.6))
        made.capabilities.push_back({capability, random_.chance(0.1) ? between(1, 5) * whole_day : furthest});
    }
    made.most_work = between(8, 24) * hour;
    made.wanted_work = between(4, 16) * hour;
    if (random_.chance(0.25)) made.guide = random_.below(static_cast<int>(problem_.guides.size()));
    made.may_work_alone = !random_.chance(0.08);
    // Several kinds of service to see; or hours in two kinds.
    if (random_.chance(0.5)) {
      for (int i = 0; i < 3; ++i) made.goals.push_back({{random_.below(kinds)}, false, 1, 1, 3});
    } else {
      made.goals.push_back({{random_.below(kinds), random_.below(kinds)}, true, 8 * hour, hour, 1});
    }
    return made;
  }

  Request request(int number) {
    Request made;
    made.place = place();
    made.kind = random_.below(kinds);
    made.worth = between(1, 5);
    Visit visit;
    visit.duration = between(std::max(1, size_.longest_visit / 3), size_.longest_visit) * (hour / 2);
    if (random_.chance(0.4)) visit.needs.push_back(random_.below(6));
    made.visits.push_back(visit);
    if (random_.chance(0.12)) {
      if (random_.chance(0.3)) {
        visit.least_after = visit.duration + between(0, 4) * (hour / 2);
        visit.most_after = visit.least_after + 2 * hour;
      }
      made.visits.push_back(visit);
    }
    const bool fixed = random_.chance(size_.fixed_day);
    const int only = random_.below(size_.days);
    for (int day = 0; day < size_.days; ++day) {
      if (fixed ? day != only : random_.chance(0.3)) continue;
      const Ticks from = day * whole_day + between(16, 30) * (hour / 2);
      made.windows.push_back({from, from + between(1, 8) * (hour / 2)});
      if (random_.chance(0.3)) made.wished.push_back({from, from + hour});
    }
    if (random_.chance(0.3)) made.series = number / 3;
    for (int i = 0; i < 2; ++i) {
      const int who = random_.below(size_.helpers);
      const bool is_new = made.likings.empty() || made.likings[0].helper != who;
      if (is_new && random_.chance(0.4)) made.likings.push_back({who, between(1, 4)});
    }
    const int refused = random_.below(size_.helpers);
    const bool is_liked =
        std::any_of(made.likings.begin(), made.likings.end(), [&](auto& each) { return each.helper == refused; });
    if (!is_liked && random_.chance(0.1)) made.banned.push_back(refused);
    return made;
  }

  const TownSize& size_;
  Random random_;
  Problem problem_;
};

}  // namespace

Problem random_town(const TownSize& size, std::uint64_t seed) { return Builder(size, seed).build(); }

Problem awkward_town(std::uint64_t seed) {
  Random random(seed * 7919 + 1);
  TownSize size;
  size.helpers = 1 + random.below(3);
  size.requests = random.below(8);
  size.days = 1 + random.below(2);
  size.longest_visit = 1 + random.below(5);
  size.metres_across = 1 + random.below(6'000);
  auto problem = random_town(size, seed);
  for (auto& helper : problem.helpers) {
    // Most can do most things, or there would be little to choose.
    for (int capability = 0; capability < 6; ++capability) {
      if (random.chance(0.5)) helper.capabilities.push_back({capability, furthest});
    }
    helper.longest_leg *= 3;
    if (random.chance(0.05)) helper.most_work = 0;
    if (random.chance(0.05)) helper.shifts.clear();
    if (random.chance(0.1)) helper.longest_leg = random.below(900);
    for (auto& shift : helper.shifts) {
      if (random.chance(0.05)) shift.until = shift.from;
      if (random.chance(0.15)) shift.most_visits = random.below(3);
      if (random.chance(0.15)) shift.most_travel = random.below(3'600);
      if (random.chance(0.1)) shift.end_at = nowhere;
    }
    // Through the midnight between two days, where there is room for it.
    if (helper.shifts.size() == 1 && random.chance(0.3)) {
      helper.shifts[0].from = 20 * hour;
      helper.shifts[0].until = 30 * hour;
      helper.shifts[0].breaks = {{whole_day - hour / 2, whole_day + hour / 2}};
    }
  }
  for (auto& guide : problem.guides) {
    if (random.chance(0.2)) guide.capacity_a_day = 0;
  }
  for (auto& request : problem.requests) {
    for (auto& window : request.windows) window.latest += random.below(6) * hour;
    if (random.chance(0.05)) request.windows = {{hour, 0}};
    if (random.chance(0.05)) request.windows.clear();
    if (random.chance(0.1)) request.windows = {{22 * hour, 27 * hour}};
    if (random.chance(0.1)) request.due = 10 * hour;
    if (random.chance(0.2)) request.distinct_helpers = false;
    if (random.chance(0.15)) {
      for (std::size_t i = 0; i < request.visits.size(); ++i) {
        request.published.push_back({random.below(size.helpers), (9 + static_cast<Ticks>(i)) * hour});
      }
      request.locked = random.chance(0.3);
    }
  }
  for (int i = 0; i < size.helpers && size.helpers > 1; ++i) {
    if (random.chance(0.5)) problem.helpers[i].buddy = (i + 1) % size.helpers;
  }
  return problem;
}

}  // namespace emplooi::matching::testing
