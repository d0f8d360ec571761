#pragma once

#include <span>

namespace emplooi::matching {

/// The centre of a four-digit postcode, in degrees (WGS 84).
struct PostcodeCentre {
  int postcode;
  double latitude, longitude;
};

/// All of the Netherlands, in their order (postcodes.csv).
std::span<const PostcodeCentre> postcode_centres();

}  // namespace emplooi::matching
