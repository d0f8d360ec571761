#include "matching/travel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "matching/postcodes.h"

namespace emplooi::matching {

namespace {

constexpr double metres_a_degree = 111'195, detour = 1.3;
constexpr double metres_to_a_neighbour = 100, metres_within_a_postcode = 600;

const PostcodeCentre* centre_of(const std::string& postcode) {
  if (postcode.size() < 4) return nullptr;
  const auto digits = postcode.substr(0, 4);
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) return nullptr;
  const int number = std::stoi(digits);
  const auto all = postcode_centres();
  const auto found = std::lower_bound(all.begin(), all.end(), number,
                                      [](const PostcodeCentre& centre, int code) { return centre.postcode < code; });
  return found != all.end() && found->postcode == number ? &*found : nullptr;
}

}  // namespace

Place Travel::add(const std::string& postcode) {
  const auto* centre = centre_of(postcode);
  if (!centre) return nowhere;
  homes_.push_back({postcode, centre->latitude, centre->longitude});
  return static_cast<Place>(homes_.size()) - 1;
}

double Travel::metres_between(std::size_t from, std::size_t to) const {
  const auto &a = homes_[from], &b = homes_[to];
  if (a.postcode == b.postcode) return metres_to_a_neighbour;
  const double narrow = std::cos((a.latitude + b.latitude) / 2 * std::numbers::pi / 180);
  const double metres = std::hypot((a.longitude - b.longitude) * narrow, a.latitude - b.latitude) * metres_a_degree;
  return std::max(metres, metres_within_a_postcode);
}

std::vector<Mode> Travel::modes() const {
  std::vector<Mode> modes(2);
  const std::size_t count = homes_.size();
  constexpr double metres_a_second[] = {4.5 / 3.6, 14 / 3.6};
  for (auto& mode : modes) mode.matrix.assign(count * count, 0);
  for (std::size_t from = 0; from < count; ++from) {
    for (std::size_t to = 0; to < from; ++to) {
      const double metres = detour * metres_between(from, to);
      for (std::size_t mode = 0; mode < modes.size(); ++mode) {
        const auto units = static_cast<std::int32_t>(std::ceil(metres / metres_a_second[mode] / leg_unit));
        modes[mode].matrix[from * count + to] = modes[mode].matrix[to * count + from] =
            units * static_cast<std::int32_t>(leg_unit);
      }
    }
  }
  return modes;
}

}  // namespace emplooi::matching
