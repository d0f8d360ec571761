#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matching/solver/names.h"

namespace emplooi::matching::files {

/// A week of a town in our own JSON; files/README.md describes it. Ticks are seconds since 1970 UTC.
struct TownFile {
  Problem problem;
  std::vector<std::string> helpers, requests, guides, capabilities, services;
};

/// Throws BadFile.
TownFile read_town(std::string_view json);

/// Who comes when; what is unfilled and why; each tier with its bound.
std::string write_town(const TownFile&, const Solution&, const Reasons&);

}  // namespace emplooi::matching::files
