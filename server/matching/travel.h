#pragma once

#include <string>
#include <vector>

#include "matching/solver/problem.h"

namespace emplooi::matching {

/// Where people live, by postcode, and how long the ways between them take. Within a four-digit postcode distances are not
/// known: they count as 100 m between homes of one postcode, and as 600 m between others. Between two of them it is the
/// great circle between their centres. Roads are 1.3 times as long; 4.5 km/h on foot, 14 km/h by bike (assumptions of
/// mission §5). Every way is rounded up to whole `leg_unit`, so that visits start at times that people can remember.
class Travel {
 public:
  static constexpr Ticks leg_unit = 5 * 60;
  static constexpr int foot = 0, bike = 1;

  /// A home with this postcode ('5042AB'); `nowhere` if its four digits are no Dutch postcode.
  Place add(const std::string& postcode);
  /// By foot and by bike, for all places that were added.
  std::vector<Mode> modes() const;

 private:
  double metres_between(std::size_t from, std::size_t to) const;

  struct Home {
    std::string postcode;
    double latitude, longitude;
  };
  std::vector<Home> homes_;
};

}  // namespace emplooi::matching
