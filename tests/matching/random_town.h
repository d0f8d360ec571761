#pragma once

#include "matching/solver/problem.h"
#include "matching/solver/random.h"

namespace emplooi::matching::testing {

struct TownSize {
  int helpers = 10;
  int requests = 30;
  int days = 5;
  /// Of the square that everybody lives in.
  double metres_across = 4'000;
  /// Of the requests that could come on a day, how many may only come on that day: 1 is a city's day, 0 any day of the week.
  double fixed_day = 0.6;
  /// The longest visit, in half hours; the shortest takes two thirds less.
  int longest_visit = 6;
};

/// A town as it could be, with every rule and wish in it; the same for the same size and seed. Ticks are seconds from midnight
/// of the first day.
Problem random_town(const TownSize& size, std::uint64_t seed);

/// A town of up to 7 requests and 3 helpers with awkward figures: nobody has time, windows end before they begin, capacities
/// are 0, shifts go through midnight, everything is together.
Problem awkward_town(std::uint64_t seed);

}  // namespace emplooi::matching::testing
