#pragma once

#include <cstdint>
#include <string>

namespace emplooi::matching::bench {

/// Plans weeks of 75 to 9,600 requests, prints what they cost and draws it into an SVG file: seconds to the first plan and
/// microseconds a proposal, both on logarithmic axes. False if a plan breaks a rule or the file cannot be written.
bool draw_growth(const std::string& file, double seconds, std::uint64_t seed);

}  // namespace emplooi::matching::bench
