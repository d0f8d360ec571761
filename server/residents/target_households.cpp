#include <algorithm>

#include "residents/residents.h"
#include "residents/residents.sql.h"

namespace emplooi::residents {

namespace {

constexpr int most_at_once = 1000;

/// Where a household must live; nothing: anywhere.
struct Place {
  std::optional<ComplexId> complex;
  std::optional<NeighbourhoodId> neighbourhood;
};

std::vector<Place> places_of(const Audience& audience) {
  std::vector<Place> places;
  for (const auto& complex : audience.complexes) places.push_back({complex, std::nullopt});
  for (const auto& neighbourhood : audience.neighbourhoods) places.push_back({std::nullopt, neighbourhood});
  if (places.empty()) places.push_back({});
  return places;
}

}  // namespace

std::vector<HouseholdId> target_households(Transaction& tx, const Audience& audience, HouseholdId after, int limit) {
  ensure(limit >= 1 && limit <= most_at_once, "a page of households has 1 to 1,000");
  std::vector<HouseholdId> households;
  // The first `limit` of each place hold the first `limit` of all.
  for (const auto& place : places_of(audience)) {
    const auto found = tx.all<HouseholdId>(sql::target_households, audience.programme, audience.low_income_only,
                                           place.complex, place.neighbourhood, after, limit);
    households.insert(households.end(), found.begin(), found.end());
  }
  std::sort(households.begin(), households.end());
  households.erase(std::unique(households.begin(), households.end()), households.end());
  if (households.size() > static_cast<std::size_t>(limit)) households.resize(limit);
  return households;
}

std::int64_t count_target_households(Transaction& tx, const Audience& audience) {
  std::int64_t count = 0;
  HouseholdId after;
  for (;;) {
    const auto page = target_households(tx, audience, after, most_at_once);
    count += static_cast<std::int64_t>(page.size());
    if (page.size() < most_at_once) return count;
    after = page.back();
  }
}

}  // namespace emplooi::residents
