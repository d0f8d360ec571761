#include <algorithm>

#include "matching/development.h"
#include "matching/matching.sql.h"
#include "matching/week_draft.h"

namespace emplooi::matching {

namespace {

/// What is left of a shift after what is fixed is worth planning from here on.
constexpr Ticks shortest_shift = 15 * minute;
/// Whoever works longer has half an hour off (Arbeidstijdenwet, article 5:4).
constexpr Ticks longest_without_break = 330 * minute, break_length = 30 * minute;
/// Value of what a track misses: a kind of service, a visit to practise in, half an hour.
constexpr std::int64_t value_of_service = 10, value_of_practice = 5, value_of_half_hour = 2;

/// A job stays where it is if its helper does not have what it needs on record: the coordinator chose.
bool has_what_it_needs(const WeekDraft& draft, const Needs& needs, int h, const WeekJob& job) {
  const auto& has = draft.week.problem.helpers[h].capabilities;
  const auto wanted = needs.find(job.service);
  if (wanted == needs.end()) return true;
  return std::all_of(wanted->second.begin(), wanted->second.end(), [&](int need) {
    return std::any_of(has.begin(), has.end(), [&](const Capability& capability) { return capability.id == need; });
  });
}

int day_number(const WeekDraft& draft, Time time) {
  return static_cast<int>((date::sys_days(local_date(time)) - date::sys_days(draft.question.monday)).count());
}

/// Takes what is fixed out of what the helper and their coach have left.
void use_up(WeekDraft& draft, int h, const WeekJob& job) {
  draft.fixed[h].push_back(job);
  const int day = day_number(draft, *job.starts_at);
  if (day < 0 || day > 6) return;
  auto& helper = draft.week.problem.helpers[h];
  const Ticks work = ticks_of(*job.ends_at) - ticks_of(*job.starts_at);
  helper.most_work = std::max<Ticks>(0, helper.most_work - work);
  helper.had_work += work;
  if (helper.guide < 0) return;
  auto& taken = draft.week.problem.guides[helper.guide].taken;
  taken.resize(7);
  taken[day] += work;
}

/// One time that somebody is there, as told; what of it lies in the past is passed over.
struct Presence {
  int helper;
  int day;
  Ticks from;
  Ticks until;
  /// The helper's jobs of the week of which people were told.
  const std::vector<Window>& told;

  bool is_free(Ticks begins) const {
    return begins >= from && begins + break_length <= until && std::none_of(told.begin(), told.end(), [&](auto& job) {
             return job.earliest < begins + break_length && begins < job.latest;
           });
  }

  /// In a long one as near to the middle as told jobs leave room, wherever in it work is planned.
  std::optional<Window> pause() const {
    if (until - from <= longest_without_break) return std::nullopt;
    const Ticks middle = (from + until - break_length) / 2, begins = middle - middle % Travel::leg_unit;
    for (Ticks away = 0; away < until - from; away += Travel::leg_unit) {
      if (is_free(begins - away)) return Window{begins - away, begins - away + break_length};
      if (is_free(begins + away)) return Window{begins + away, begins + away + break_length};
    }
    return Window{begins, begins + break_length};
  }
};

/// By helper.
std::vector<std::vector<Window>> told_jobs(const WeekDraft& draft) {
  std::vector<std::vector<Window>> told(draft.hours.size());
  const auto add = [&](int helper, const WeekJob& job) {
    told[helper].push_back({ticks_of(*job.starts_at), ticks_of(*job.ends_at)});
  };
  for (std::size_t h = 0; h < draft.fixed.size(); ++h) {
    for (const auto& job : draft.fixed[h]) add(static_cast<int>(h), job);
  }
  for (const auto& job : draft.moving) add(draft.helper_of.at(*job.participant), job);
  return told;
}

void add_shift(WeekDraft& draft, const Presence& presence, Shift shift) {
  if (shift.until - shift.from < shortest_shift) return;
  const auto pause = presence.pause();
  if (pause && pause->earliest >= shift.from && pause->latest <= shift.until) shift.breaks = {*pause};
  draft.week.problem.helpers[presence.helper].shifts.push_back(std::move(shift));
}

/// Cut where something is fixed; whoever comes from there sets out there.
void add_pieces(WeekDraft& draft, const Presence& presence, Ticks not_before) {
  Shift piece;
  piece.day = presence.day;
  piece.from = std::max(presence.from, not_before);
  piece.start_at = draft.homes[presence.helper];
  for (const auto& job : draft.fixed[presence.helper]) {
    const Ticks begins = ticks_of(*job.starts_at), ends = ticks_of(*job.ends_at);
    if (ends <= presence.from || begins >= presence.until) continue;
    piece.until = begins;
    piece.end_at = draft.place(job);
    add_shift(draft, presence, piece);
    piece.from = std::max(piece.from, ends);
    piece.start_at = piece.end_at;
  }
  piece.until = presence.until;
  piece.end_at = draft.homes[presence.helper];
  add_shift(draft, presence, piece);
}

}  // namespace

void read_booked(Transaction& tx, WeekDraft& draft, const Needs& needs) {
  const Time from = start_of_day(add_days(draft.question.monday, -1));
  const Time until = start_of_day(draft.day(7));
  auto booked = tx.all<WeekJob>(sql::booked, from, until);
  std::map<Uuid, std::size_t> staying;
  const auto may_move = [&](const WeekJob& job) {
    const auto found = draft.helper_of.find(*job.participant);
    return found != draft.helper_of.end() && job.is_told() && !job.locked && day_number(draft, *job.starts_at) >= 0 &&
           *job.starts_at >= draft.question.not_before && draft.question.may_move(job) &&
           has_what_it_needs(draft, needs, found->second, job);
  };
  // Of a visit by several helpers all move, or none.
  for (const auto& job : booked) {
    if (job.visit && !may_move(job)) ++staying[*job.visit];
  }
  for (auto& job : booked) {
    const auto found = draft.helper_of.find(*job.participant);
    if (found == draft.helper_of.end()) continue;
    if (may_move(job) && !(job.visit && staying.contains(*job.visit))) {
      draft.moving.push_back(job);
    } else {
      use_up(draft, found->second, job);
    }
  }
}

void read_goals(Transaction& tx, WeekDraft& draft) {
  std::set<JobId> moving;
  for (const auto& job : draft.moving) moving.insert(job.id);
  for (const auto& goal : goals_of_running_tracks(tx, std::nullopt, moving)) {
    const auto found = draft.helper_of.find(goal.participant);
    const int missing = goal.needed - goal.done - goal.planned;
    if (found == draft.helper_of.end() || missing <= 0 || goal.services.empty()) continue;
    auto& goals = draft.week.problem.helpers[found->second].goals;
    if (goal.kind == "see_services") {
      for (const auto& service : goal.services) {
        if (!goal.seen.contains(service)) goals.push_back({{draft.kind(service)}, false, 1, 1, value_of_service});
      }
      continue;
    }
    Goal wanted;
    for (const auto& service : goal.services) wanted.kinds.push_back(draft.kind(service));
    wanted.counts_work = goal.kind == "minutes";
    wanted.needed = wanted.counts_work ? missing * minute : missing;
    wanted.per = wanted.counts_work ? std::min<Ticks>(30 * minute, wanted.needed) : 1;
    wanted.value = wanted.counts_work ? value_of_half_hour : value_of_practice;
    goals.push_back(std::move(wanted));
  }
}

void add_shifts(WeekDraft& draft) {
  const Ticks unit = Travel::leg_unit;
  const Ticks not_before = (ticks_of(draft.question.not_before) + unit - 1) / unit * unit;
  const auto told = told_jobs(draft);
  for (std::size_t h = 0; h < draft.hours.size(); ++h) {
    auto& fixed = draft.fixed[h];
    std::sort(fixed.begin(), fixed.end(), [](auto& a, auto& b) { return *a.starts_at < *b.starts_at; });
    Ticks last = -furthest;
    for (int day = 0; day < 7; ++day) {
      auto& stretches = draft.hours[h][day];
      std::sort(stretches.begin(), stretches.end());
      for (const auto& [from, until] : stretches) {
        // What runs past midnight may reach into the next day's hours.
        const Presence presence{static_cast<int>(h), day, std::max(ticks_of(from), last), ticks_of(until), told[h]};
        if (presence.from < presence.until) add_pieces(draft, presence, not_before);
        last = std::max(last, presence.until);
      }
    }
  }
}

}  // namespace emplooi::matching
