#include "base/hours.h"

#include <algorithm>
#include <vector>

namespace emplooi {

namespace {

struct Stretch {
  int weekday;
  int from;
  int until;

  friend auto operator<=>(const Stretch&, const Stretch&) = default;
};

Outcome<void> check(std::vector<Stretch> stretches) {
  std::sort(stretches.begin(), stretches.end());
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const auto& one = stretches[i];
    const bool overlaps = i > 0 && stretches[i - 1].weekday == one.weekday && one.from < stretches[i - 1].until;
    if (!overlaps && one.from < one.until) continue;
    auto refused = refuse(REFUSAL_HOURS_OVERLAP);
    refused.field = "hours";
    return refused;
  }
  return {};
}

}  // namespace

Outcome<void> check_hours(const google::protobuf::RepeatedPtrField<base::v1::Hours>& hours) {
  std::vector<Stretch> stretches;
  for (const auto& one : hours) stretches.push_back({0, one.from_minute(), one.until_minute()});
  return check(std::move(stretches));
}

Outcome<void> check_hours(const google::protobuf::RepeatedPtrField<base::v1::WeekdayHours>& hours) {
  std::vector<Stretch> stretches;
  for (const auto& one : hours) {
    stretches.push_back({one.weekday(), one.hours().from_minute(), one.hours().until_minute()});
  }
  return check(std::move(stretches));
}

}  // namespace emplooi
