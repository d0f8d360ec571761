#pragma once

#include <array>
#include <map>
#include <set>

#include "matching/travel.h"
#include "matching/week.h"

namespace emplooi::matching {

/// What a week is put together in.
struct WeekDraft {
  const WeekQuestion& question;
  Week week;
  Travel travel;
  std::map<Uuid, int> helper_of, guide_of, kind_of;
  std::map<std::string, int> capability_of;
  std::map<HouseholdId, Place> place_of;
  /// What makes a helper more or less welcome; by helper.
  struct Traits {
    std::set<std::string> languages, avoided_pets;
    std::set<ServiceId> wished;
  };
  std::vector<Traits> traits;
  std::vector<Place> homes;
  /// Helper and day: who has reported sick.
  std::set<std::pair<int, int>> sick;
  /// Who is there on which day; by helper, then by day from Monday on: stretches as the clock of the town shows them.
  std::vector<std::array<std::vector<std::pair<Time, Time>>, 7>> hours;
  /// What helpers work around, by helper in the order of their starts; and what may move.
  std::vector<std::vector<WeekJob>> fixed;
  std::vector<WeekJob> moving;

  Date day(int number) const { return add_days(question.monday, number); }
  Place place(const WeekJob& job) {
    const auto [found, is_new] = place_of.try_emplace(job.household, nowhere);
    if (is_new) found->second = travel.add(job.postcode);
    return found->second;
  }
  int capability(const std::string& name) {
    const auto [found, is_new] = capability_of.try_emplace(name, static_cast<int>(week.capabilities.size()));
    if (is_new) week.capabilities.push_back(name);
    return found->second;
  }
  int kind(ServiceId service) {
    const auto [found, is_new] = kind_of.try_emplace(service, static_cast<int>(week.services.size()));
    if (is_new) week.services.push_back(service);
    return found->second;
  }
};

/// The capability that stands for being assessed as fit for a service with an elevated risk; its name begins so.
constexpr std::string_view fitness_prefix = "fit for ";
std::string fitness_for(ServiceId service);

/// What a service needs, by its id.
using Needs = std::map<ServiceId, std::vector<std::int32_t>>;
Needs read_needs(Transaction&, WeekDraft&);

/// Participants with their limits, hours and goals; then what is booked, as stretches in which they are not free.
void read_helpers(Transaction&, WeekDraft&);
void read_abilities(Transaction&, WeekDraft&);
void read_hours(Transaction&, WeekDraft&);
void read_goals(Transaction&, WeekDraft&);
/// Jobs with a time in the week: fixed, or moving.
void read_booked(Transaction&, WeekDraft&, const Needs&);
/// What is free between what is fixed.
void add_shifts(WeekDraft&);
/// Open requests and those that may move.
void read_requests(Transaction&, WeekDraft&, const Needs&);

}  // namespace emplooi::matching
