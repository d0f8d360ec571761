#include <algorithm>
#include <numeric>

#include "matching/matching.sql.h"
#include "matching/week_draft.h"

namespace emplooi::matching {

namespace {

/// When residents receive somebody unless they say otherwise.
constexpr int day_begins = 8 * 60, day_ends = 20 * 60;
/// Between helpers who come one after another.
constexpr Ticks longest_gap = 30 * minute;
/// What is lost when a request is left out: its priority, and a little more for each day of waiting.
constexpr std::int64_t worth_of_normal = 10, worth_of_high = 30, worth_of_urgent = 100, most_for_waiting = 30;
/// How much the same helper counts: as it is better for everybody, and where the resident asked for it.
constexpr std::int64_t liking_of_known = 2, liking_of_same = 5, liking_of_language = 2, liking_of_wish = 1;

using Windows = std::vector<Window>;

/// In order and disjoint.
Windows in_order(Windows windows) {
  std::sort(windows.begin(), windows.end(), [](auto& a, auto& b) { return a.earliest < b.earliest; });
  Windows all;
  for (const auto& window : windows) {
    if (window.latest < window.earliest) continue;
    if (!all.empty() && window.earliest <= all.back().latest + 1) {
      all.back().latest = std::max(all.back().latest, window.latest);
    } else {
      all.push_back(window);
    }
  }
  return all;
}

/// The part of each that lies in `bounds`.
Windows within(const Windows& windows, const Window& bounds) {
  Windows all;
  for (const auto& window : windows) {
    all.push_back({std::max(window.earliest, bounds.earliest), std::min(window.latest, bounds.latest)});
  }
  return in_order(all);
}

struct Welcome {
  bool same_helper = false;
  std::set<std::string> languages, pets;
  /// By weekday from Monday on: minutes after midnight.
  std::array<std::vector<std::pair<int, int>>, 7> hours;
};

class RequestReader {
 public:
  RequestReader(Transaction& tx, WeekDraft& draft, const Needs& needs) : tx_(tx), draft_(draft), needs_(needs) {
    week_ = {std::max(ticks_of(start_of_day(draft.question.monday)), ticks_of(draft.question.not_before)),
             ticks_of(start_of_day(draft.day(7))) - 1};
    read_windows();
    read_welcome();
    read_pairs();
    for (const auto& fixed : draft.fixed) {
      for (const auto& job : fixed) {
        if (job.visit) fixed_of_visit_[*job.visit].push_back(job);
      }
    }
  }

  void read() {
    auto jobs = tx_.all<WeekJob>(sql::open_requests, draft_.question.programme);
    std::erase_if(jobs, [&](const WeekJob& job) { return !is_of_this_week(job); });
    for (const auto& job : draft_.moving) jobs.push_back(job);
    std::vector<std::vector<WeekJob>> visits;
    std::map<Uuid, std::size_t> visit_number;
    for (auto& job : jobs) {
      const auto [found, is_new] = visit_number.try_emplace(job.visit.value_or(job.id), visits.size());
      if (is_new) visits.emplace_back();
      visits[found->second].push_back(std::move(job));
    }
    for (auto& visit : visits) {
      std::sort(visit.begin(), visit.end(), [](auto& a, auto& b) { return a.place_in_visit < b.place_in_visit; });
    }
    add_affordable(std::move(visits));
  }

 private:
  void read_windows() {
    for (const auto& [job, from, until] : tx_.all<JobId, Time, Time>(sql::windows, draft_.question.programme)) {
      windows_[job].emplace_back(ticks_of(from), ticks_of(until));
    }
  }

  void read_welcome() {
    for (const auto& [resident, same_helper] : tx_.all<ResidentId, bool>(sql::preferences)) {
      welcome_[resident].same_helper = same_helper;
    }
    for (const auto& [resident, weekday, from, until] : tx_.all<ResidentId, int, int, int>(sql::welcome_hours)) {
      welcome_[resident].hours[weekday - 1].emplace_back(from, until);
    }
    for (const auto& [resident, kind, word] : tx_.all<ResidentId, std::string, std::string>(sql::preference_words)) {
      (kind == "pet" ? welcome_[resident].pets : welcome_[resident].languages).insert(word);
    }
  }

  void read_pairs() {
    const auto ban = [&](HouseholdId household, ParticipantId participant) {
      const auto found = draft_.helper_of.find(participant);
      if (found != draft_.helper_of.end()) banned_[household].insert(found->second);
    };
    for (const auto& [household, participant] : tx_.all<HouseholdId, ParticipantId>(sql::refused_pairs)) {
      ban(household, participant);
    }
    for (const auto& [household, participant] : tx_.all<HouseholdId, ParticipantId>(sql::kin_households)) {
      ban(household, participant);
    }
    const Time since = start_of_day(add_days(draft_.question.monday, -90));
    for (const auto& [household, participant] :
         tx_.all<HouseholdId, ParticipantId>(sql::helped_before, since, start_of_day(draft_.question.monday))) {
      const auto found = draft_.helper_of.find(participant);
      if (found != draft_.helper_of.end()) known_[household].insert(found->second);
    }
  }

  /// Not for a later week.
  bool is_of_this_week(const WeekJob& job) const {
    const Date sunday = draft_.day(6);
    if ((job.wished_on && *job.wished_on > sunday) || (job.earliest_on && *job.earliest_on > sunday)) return false;
    const auto asked = windows_.find(job.id);
    return asked == windows_.end() || asked->second.front().first <= week_.latest;
  }

  Windows windows_of(const WeekJob& job) const {
    const Ticks duration = job.minutes * minute;
    Windows windows;
    if (const auto asked = windows_.find(job.id); asked != windows_.end()) {
      for (const auto& [from, until] : asked->second) windows.push_back({from, until - duration});
    } else {
      for (int day = 0; day < 7; ++day) {
        const Date on = draft_.day(day);
        if ((job.earliest_on && on < *job.earliest_on) || (job.latest_on && on > *job.latest_on)) continue;
        windows.push_back({ticks_of(instant_at(on, day_begins)), ticks_of(instant_at(on, day_ends)) - duration});
      }
    }
    windows = within(windows, week_);
    // The coordinator may have agreed on another time.
    if (job.starts_at) windows.push_back({ticks_of(*job.starts_at), ticks_of(*job.starts_at)});
    return in_order(std::move(windows));
  }

  /// With those of the same visit who are planned already.
  Windows beside_fixed(const WeekJob& job, Windows windows) const {
    const auto found = job.visit ? fixed_of_visit_.find(*job.visit) : fixed_of_visit_.end();
    if (found == fixed_of_visit_.end()) return windows;
    for (const auto& other : found->second) {
      const Ticks begins = ticks_of(*other.starts_at), ends = ticks_of(*other.ends_at), mine = job.minutes * minute;
      Window bounds{begins, begins};
      if (job.one_after_another && other.place_in_visit < job.place_in_visit) bounds = {ends, ends + longest_gap};
      if (job.one_after_another && other.place_in_visit > job.place_in_visit) {
        bounds = {begins - mine - longest_gap, begins - mine};
      }
      windows = within(windows, bounds);
    }
    return windows;
  }

  void add_wishes(const WeekJob& job, Request& request) const {
    const Ticks duration = job.minutes * minute;
    const auto welcome = welcome_.find(job.resident);
    const bool has_day = job.wished_on && *job.wished_on >= draft_.question.monday;
    for (int day = 0; day < 7; ++day) {
      const Date on = draft_.day(day);
      if (has_day && on != *job.wished_on) continue;
      const auto add = [&](int from, int until) {
        request.wished.push_back({ticks_of(instant_at(on, from)), ticks_of(instant_at(on, until)) - duration});
      };
      if (welcome != welcome_.end()) {
        for (const auto& [from, until] : welcome->second.hours[day]) add(from, until);
      }
      if (has_day && request.wished.empty()) add(day_begins, day_ends);
    }
    request.wished = in_order(std::move(request.wished));
    request.wish_value = has_day ? 2 : 1;
  }

  void add_likings(const WeekJob& job, Request& request) const {
    const auto found = welcome_.find(job.resident);
    static const Welcome nothing;
    const auto& welcome = found == welcome_.end() ? nothing : found->second;
    const auto known = known_.find(job.household);
    const auto share = [](const auto& a, const auto& b) {
      return std::any_of(a.begin(), a.end(), [&](const auto& one) { return b.contains(one); });
    };
    for (int h = 0; h < static_cast<int>(draft_.traits.size()); ++h) {
      const auto& traits = draft_.traits[h];
      if (share(traits.avoided_pets, welcome.pets)) request.banned.push_back(h);
      std::int64_t value = traits.wished.contains(job.service) ? liking_of_wish : 0;
      if (known != known_.end() && known->second.contains(h)) {
        value += welcome.same_helper ? liking_of_same : liking_of_known;
      }
      if (share(traits.languages, welcome.languages)) value += liking_of_language;
      if (value > 0) request.likings.push_back({h, value});
    }
  }

  void add_bans(const WeekJob& job, Request& request) const {
    if (const auto banned = banned_.find(job.household); banned != banned_.end()) {
      request.banned.insert(request.banned.end(), banned->second.begin(), banned->second.end());
    }
    if (const auto fixed = job.visit ? fixed_of_visit_.find(*job.visit) : fixed_of_visit_.end();
        fixed != fixed_of_visit_.end()) {
      for (const auto& other : fixed->second) {
        const auto helper = draft_.helper_of.find(*other.participant);
        if (helper != draft_.helper_of.end()) request.banned.push_back(helper->second);
      }
    }
    std::sort(request.banned.begin(), request.banned.end());
    request.banned.erase(std::unique(request.banned.begin(), request.banned.end()), request.banned.end());
    // Who may not come is not liked either, however often they came before.
    std::erase_if(request.likings, [&](const Liking& liking) {
      return std::binary_search(request.banned.begin(), request.banned.end(), liking.helper);
    });
  }

  std::int64_t worth_of(const WeekJob& job) const {
    const std::int64_t worth = job.priority == "urgent" ? worth_of_urgent
                               : job.priority == "high" ? worth_of_high
                                                        : worth_of_normal;
    const auto days = std::chrono::floor<date::days>(tx_.now() - asked_at(job)).count();
    return worth + std::clamp<std::int64_t>(days, 0, most_for_waiting);
  }

  /// An id begins with the milliseconds at which it was made.
  static Time asked_at(const WeekJob& job) {
    std::int64_t ms = 0;
    for (int i = 0; i < 6; ++i) ms = ms << 8 | job.id.bytes[static_cast<std::size_t>(i)];
    return time_from_us(ms * 1'000);
  }

  Request request_for(const std::vector<WeekJob>& jobs) {
    const auto& first = jobs.front();
    Request request;
    request.place = draft_.place(first);
    Ticks before = 0;
    for (const auto& job : jobs) {
      Visit visit{job.minutes * minute, {}, 0, 0};
      if (const auto needed = needs_.find(job.service); needed != needs_.end()) visit.needs = needed->second;
      if (job.one_after_another && !request.visits.empty()) {
        visit.least_after = before;
        visit.most_after = before + longest_gap;
      }
      before = visit.duration;
      request.visits.push_back(std::move(visit));
    }
    request.windows = beside_fixed(first, windows_of(first));
    request.worth = worth_of(first);
    request.kind = draft_.kind(first.service);
    request.series = series_of(first);
    add_wishes(first, request);
    add_likings(first, request);
    add_bans(first, request);
    const auto all_told = std::all_of(jobs.begin(), jobs.end(), [](auto& job) { return job.is_told(); });
    for (const auto& job : jobs) {
      if (all_told) {
        request.published.push_back({draft_.helper_of.at(*job.participant), ticks_of(*job.starts_at)});
      }
    }
    return request;
  }

  /// Several requests of one resident, who would like to see the same helper.
  std::int32_t series_of(const WeekJob& job) {
    const auto welcome = welcome_.find(job.resident);
    const bool wants_same = job.series || (welcome != welcome_.end() && welcome->second.same_helper);
    if (!wants_same) return -1;
    return series_.try_emplace(job.resident, static_cast<std::int32_t>(series_.size())).first->second;
  }

  void add_affordable(std::vector<std::vector<WeekJob>> visits) {
    std::map<HouseholdId, std::int64_t> left;
    for (const auto& [household, count] :
         tx_.all<HouseholdId, std::int64_t>(sql::spendable_vouchers, draft_.question.programme, draft_.day(6))) {
      left[household] = count;
    }
    std::vector<Request> requests;
    for (const auto& visit : visits) requests.push_back(request_for(visit));
    std::vector<std::size_t> order(visits.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return requests[a].worth > requests[b].worth; });
    for (const auto i : order) {
      std::int64_t needed = 0;
      for (const auto& job : visits[i]) {
        if (!job.is_told()) needed += (job.minutes + job.voucher_minutes - 1) / job.voucher_minutes;
      }
      auto& has = left[visits[i].front().household];
      auto& into = draft_.week;
      if (needed > has) {
        into.without_vouchers.insert(into.without_vouchers.end(), visits[i].begin(), visits[i].end());
        continue;
      }
      has -= needed;
      into.problem.requests.push_back(std::move(requests[i]));
      into.requests.push_back(std::move(visits[i]));
    }
  }

  Transaction& tx_;
  WeekDraft& draft_;
  const Needs& needs_;
  Window week_;
  std::map<JobId, std::vector<std::pair<Ticks, Ticks>>> windows_;
  std::map<ResidentId, Welcome> welcome_;
  std::map<HouseholdId, std::set<int>> banned_, known_;
  std::map<Uuid, std::vector<WeekJob>> fixed_of_visit_;
  std::map<ResidentId, std::int32_t> series_;
};

}  // namespace

void read_requests(Transaction& tx, WeekDraft& draft, const Needs& needs) { RequestReader(tx, draft, needs).read(); }

}  // namespace emplooi::matching
