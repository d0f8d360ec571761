#include <algorithm>

#include "matching/matching.sql.h"
#include "matching/week_draft.h"

namespace emplooi::matching {

namespace {

constexpr Ticks hour = 60 * minute;

/// Somebody of whom nothing is recorded yet goes on foot, half an hour at most.
constexpr int usual_leg_minutes = 30;

struct HelperRow {
  ParticipantId id;
  ActorId coach;
  int weekly_hours;
  std::optional<std::string> travel_mode;
  std::optional<int> longest_leg_minutes;
  std::optional<int> wanted_hours;
  std::optional<std::string> guidance;
  std::string postcode;
  std::optional<Date> sick_from;
  std::optional<Date> sick_until;
  std::optional<ParticipantId> buddy;

  using Columns = std::tuple<ParticipantId, ActorId, int, std::optional<std::string>, std::optional<int>,
                             std::optional<int>, std::optional<std::string>, std::string, std::optional<Date>,
                             std::optional<Date>, std::optional<ParticipantId>>;
};

/// The coach's number among the guides; -1 for one without a bound.
int guide_of(const WeekDraft& draft, ActorId coach) {
  const auto found = draft.guide_of.find(coach);
  return found == draft.guide_of.end() ? -1 : found->second;
}

Helper helper_from(const WeekDraft& draft, const HelperRow& row) {
  Helper helper;
  helper.mode = row.travel_mode == "bike" ? Travel::bike : Travel::foot;
  helper.longest_leg = row.longest_leg_minutes.value_or(usual_leg_minutes) * minute;
  helper.most_work = row.weekly_hours * hour;
  helper.wanted_work = fair_weeks * row.wanted_hours.value_or(0) * hour;
  helper.may_work_alone = row.guidance != "buddy" && row.guidance != "group";
  if (row.guidance == "accompanied") helper.guide = guide_of(draft, row.coach);
  return helper;
}

/// The number of a participant among the helpers; nothing for one of another provider, or who has left.
std::optional<std::size_t> helper_number(const WeekDraft& draft, ParticipantId id) {
  const auto found = draft.helper_of.find(id);
  if (found == draft.helper_of.end()) return std::nullopt;
  return static_cast<std::size_t>(found->second);
}

Ticks end_of(Date day) { return ticks_of(start_of_day(add_days(day, 1))); }

}  // namespace

std::string fitness_for(ServiceId service) { return std::string(fitness_prefix) + to_string(service); }

Needs read_needs(Transaction& tx, WeekDraft& draft) {
  Needs needs;
  for (const auto& [service, is_low_risk] : tx.all<ServiceId, bool>(sql::services)) {
    auto& of_service = needs[service];
    if (!is_low_risk) of_service.push_back(draft.capability(fitness_for(service)));
  }
  for (const auto& [service, capability] : tx.all<ServiceId, std::string>(sql::needed_capabilities)) {
    needs[service].push_back(draft.capability(capability));
  }
  return needs;
}

void read_helpers(Transaction& tx, WeekDraft& draft) {
  const Date sunday = draft.day(6);
  auto& problem = draft.week.problem;
  for (const auto& [coach, minutes] : tx.all<ActorId, int>(sql::guidance_capacities)) {
    draft.guide_of[coach] = static_cast<int>(problem.guides.size());
    draft.week.guides.push_back(coach);
    problem.guides.push_back({minutes * minute, {}});
  }
  const auto rows = tx.all<HelperRow>(sql::helpers, draft.question.provider);
  for (const auto& row : rows) {
    draft.helper_of[row.id] = static_cast<int>(problem.helpers.size());
    draft.week.helpers.push_back(row.id);
    problem.helpers.push_back(helper_from(draft, row));
    draft.homes.push_back(draft.travel.add(row.postcode));
    for (int day = 0; day < 7; ++day) {
      const Date on = draft.day(day);
      const bool is_sick = row.sick_from && on >= *row.sick_from && (!row.sick_until || on <= *row.sick_until);
      if (is_sick) draft.sick.emplace(static_cast<int>(problem.helpers.size()) - 1, day);
    }
  }
  for (std::size_t h = 0; h < rows.size(); ++h) {
    if (!rows[h].buddy) continue;
    if (const auto buddy = helper_number(draft, *rows[h].buddy)) problem.helpers[h].buddy = static_cast<int>(*buddy);
  }
  draft.traits.resize(problem.helpers.size());
  draft.hours.resize(problem.helpers.size());
  draft.fixed.resize(problem.helpers.size());
  const Date first = add_days(draft.question.monday, -7 * (fair_weeks - 1));
  for (const auto& [participant, minutes] :
       tx.all<ParticipantId, std::int64_t>(sql::worked, start_of_day(first), start_of_day(draft.question.monday))) {
    if (const auto h = helper_number(draft, participant)) problem.helpers[*h].had_work = minutes * minute;
  }
  for (const auto& [participant, hours] :
       tx.all<ParticipantId, int>(sql::exempt_hours, draft.question.monday, sunday)) {
    if (const auto h = helper_number(draft, participant)) {
      auto& most = problem.helpers[*h].most_work;
      most = std::max<Ticks>(0, most - hours * hour);
    }
  }
}

void read_abilities(Transaction& tx, WeekDraft& draft) {
  auto& helpers = draft.week.problem.helpers;
  for (const auto& [participant, kind, word] : tx.all<ParticipantId, std::string, std::string>(sql::profile_words)) {
    const auto h = helper_number(draft, participant);
    if (!h) continue;
    if (kind == "capability") helpers[*h].capabilities.push_back({draft.capability(word), furthest});
    if (kind == "language") draft.traits[*h].languages.insert(word);
    if (kind == "avoided_pet") draft.traits[*h].avoided_pets.insert(word);
  }
  for (const auto& [participant, service] : tx.all<ParticipantId, ServiceId>(sql::wished_services)) {
    if (const auto h = helper_number(draft, participant)) draft.traits[*h].wished.insert(service);
  }
  for (const auto& [participant, service] : tx.all<ParticipantId, ServiceId>(sql::fit_for)) {
    if (const auto h = helper_number(draft, participant)) {
      helpers[*h].capabilities.push_back({draft.capability(fitness_for(service)), furthest});
    }
  }
  // A certificate counts as the capability of its title, one of conduct as "vog".
  const auto certificates =
      tx.all<ParticipantId, std::string, std::optional<Date>>(sql::certificates, draft.question.monday);
  for (const auto& [participant, title, expires_on] : certificates) {
    if (const auto h = helper_number(draft, participant)) {
      helpers[*h].capabilities.push_back({draft.capability(title), expires_on ? end_of(*expires_on) : furthest});
    }
  }
}

void read_hours(Transaction& tx, WeekDraft& draft) {
  const Date monday = draft.question.monday, sunday = draft.day(6);
  std::array<bool, 7> is_closed{};
  std::set<std::pair<std::size_t, int>> is_special;
  const auto number_of = [&](Date day) {
    return static_cast<int>((date::sys_days(day) - date::sys_days(monday)).count());
  };
  for (int day = 0; day < 7; ++day) is_closed[day] = is_public_holiday(draft.day(day));
  for (const auto& day : tx.all<Date>(sql::closing_days, monday, sunday)) is_closed[number_of(day)] = true;
  for (const auto& [participant, day] : tx.all<ParticipantId, Date>(sql::special_days, monday, sunday)) {
    if (const auto h = helper_number(draft, participant)) is_special.emplace(*h, number_of(day));
  }
  const auto add = [&](std::size_t h, int day, int from, int until) {
    if (draft.sick.contains({static_cast<int>(h), day})) return;
    draft.hours[h][day].emplace_back(instant_at(draft.day(day), from), instant_at(draft.day(day), until));
  };
  for (const auto& [participant, day, from, until] :
       tx.all<ParticipantId, Date, int, int>(sql::special_hours, monday, sunday)) {
    if (const auto h = helper_number(draft, participant)) add(*h, number_of(day), from, until);
  }
  for (const auto& [participant, weekday, from, until] : tx.all<ParticipantId, int, int, int>(sql::week_patterns)) {
    const auto h = helper_number(draft, participant);
    const int day = weekday - 1;
    if (h && !is_closed[day] && !is_special.contains({*h, day})) add(*h, day, from, until);
  }
}

}  // namespace emplooi::matching
