#include "matching/solver/instance.h"

#include <algorithm>
#include <map>

#include "base/check.h"

namespace emplooi::matching {

namespace {

/// Beyond it travel is computed each time: a table would take more memory than all the rest.
constexpr std::size_t most_tabled_places = 4'000;

/// The parts of `a` in which `b` holds too; both in order and disjoint.
std::vector<Window> both(const std::vector<Window>& a, const std::vector<Window>& b) {
  std::vector<Window> common;
  for (const auto& one : a) {
    for (const auto& other : b) {
      const Window part{std::max(one.earliest, other.earliest), std::min(one.latest, other.latest)};
      if (part.earliest <= part.latest) common.push_back(part);
    }
  }
  return common;
}

}  // namespace

Instance::Instance(const Problem& from) : problem(from) {
  ensure(!fault_in(problem), "a problem is looked over before it is solved");
  number_nodes();
  read_windows();
  read_needs();
  read_likings();
  make_tables();
  find_shifts();
}

void Instance::number_nodes() {
  request_count = static_cast<int>(problem.requests.size());
  helper_count = static_cast<int>(problem.helpers.size());
  first_visit.push_back(0);
  for (int r = 0; r < request_count; ++r) {
    const auto& request = problem.requests[r];
    for (const auto& visit : request.visits) {
      request_of.push_back(r);
      duration.push_back(visit.duration);
      due.push_back(request.due);
      place.push_back(request.place);
    }
    first_visit.push_back(static_cast<int>(request_of.size()));
    worth.push_back(request.worth);
    kind.push_back(request.kind);
    series.push_back(request.series);
    series_count = std::max(series_count, request.series + 1);
  }
  visit_count = static_cast<int>(request_of.size());
  for (int h = 0; h < helper_count; ++h) {
    for (const auto& each : problem.helpers[h].shifts) {
      shift.push_back(&each);
      helper_of.push_back(h);
      mode_of.push_back(problem.helpers[h].mode);
      day_count = std::max(day_count, each.day + 1);
    }
  }
  shift_count = static_cast<int>(shift.size());
  for (const auto* each : shift) place.push_back(each->start_at);
  for (const auto* each : shift) place.push_back(each->end_at);
}

void Instance::read_windows() {
  for (const auto& request : problem.requests) {
    const auto told = !request.published.empty();
    const bool wishes = !request.wished.empty() && !request.locked;
    options.push_back(request.locked ? 1 : 1 + (told ? 1 : 0) + (wishes ? 1 : 0));
    for (std::size_t i = 0; i < request.visits.size(); ++i) {
      first_option.push_back(static_cast<int>(windows.first.size()) - 1);
      auto add = [&](const std::vector<Window>& list) {
        for (const auto& window : list) windows.push(window);
        windows.close();
      };
      if (told) add(both(request.windows, {{request.published[i].start, request.published[i].start}}));
      if (request.locked) continue;
      if (wishes) add(i == 0 ? both(request.windows, request.wished) : request.windows);
      add(both(request.windows, {{-furthest, furthest}}));
    }
  }
}

void Instance::read_needs() {
  std::map<std::vector<std::int32_t>, int> classes;
  for (const auto& request : problem.requests) {
    for (const auto& visit : request.visits) {
      auto needs = visit.needs;
      std::sort(needs.begin(), needs.end());
      needs_class_.push_back(classes.try_emplace(std::move(needs), static_cast<int>(classes.size())).first->second);
    }
  }
  able_.resize(classes.size() * helper_count);
  for (int h = 0; h < helper_count; ++h) {
    std::map<std::int32_t, Ticks> until;
    for (const auto& has : problem.helpers[h].capabilities) {
      auto& last = until.try_emplace(has.id, has.until).first->second;
      last = std::max(last, has.until);
    }
    for (const auto& [needs, number] : classes) {
      Ticks able = 2 * furthest;
      for (const auto need : needs) {
        const auto found = until.find(need);
        able = found == until.end() ? -furthest : std::min(able, found->second);
        if (able <= -furthest) break;
      }
      able_[static_cast<std::size_t>(number) * helper_count + h] = able;
    }
  }
}

void Instance::read_likings() {
  for (const auto& request : problem.requests) {
    for (const auto helper : request.banned) likings.push({helper, is_banned});
    for (const auto& liking : request.likings) likings.push(liking);
    likings.close();
  }
}

void Instance::make_tables() {
  computed_.resize(problem.modes.size());
  for (std::size_t m = 0; m < problem.modes.size(); ++m) {
    const auto& mode = problem.modes[m];
    Table table{nullptr, problem.places.size(), mode.ticks_per_metre};
    if (!mode.matrix.empty()) {
      table.legs = mode.matrix.data();
      table.size = static_cast<std::size_t>(std::llround(std::sqrt(static_cast<double>(mode.matrix.size()))));
    } else if (table.size * problem.modes.size() <= most_tabled_places) {
      auto& legs = computed_[m];
      legs.resize(table.size * table.size);
      for (std::size_t i = 0; i < table.size; ++i) {
        for (std::size_t j = 0; j < table.size; ++j) {
          const auto ticks = straight(static_cast<Place>(i), static_cast<Place>(j), mode.ticks_per_metre);
          legs[i * table.size + j] = static_cast<std::int32_t>(ticks);
        }
      }
      table.legs = legs.data();
    }
    tables_.push_back(table);
  }
}

Ticks Instance::straight(Place from, Place to, double ticks_per_metre) const {
  const auto& a = problem.places[from];
  const auto& b = problem.places[to];
  const double east = a.east - b.east, north = a.north - b.north;
  return static_cast<Ticks>(std::ceil(std::sqrt(east * east + north * north) * ticks_per_metre));
}

Ticks Instance::arrival_with_breaks(const std::vector<Window>& breaks, Ticks at, Ticks ticks) {
  for (const auto& pause : breaks) {
    if (at >= pause.latest) continue;
    if (at >= pause.earliest) {
      at = pause.latest;
    } else if (at + ticks > pause.earliest) {
      ticks -= pause.earliest - at;
      at = pause.latest;
    } else {
      break;
    }
  }
  return at + ticks;
}

Ticks Instance::first_start_among(int v, int s, std::span<const Window> list, Ticks at) const {
  for (const auto& window : list) {
    if (window.latest < at) continue;
    Ticks start = std::max(at, window.earliest);
    for (const auto& pause : shift[s]->breaks) {
      if (start < pause.latest && start + duration[v] > pause.earliest) start = pause.latest;
    }
    if (start <= window.latest) return start + duration[v] <= able_until(v, s) ? start : furthest;
  }
  return furthest;
}

Ticks Instance::start_alone(int v, int s) const {
  const auto& each = *shift[s];
  const auto& helper = problem.helpers[helper_of[s]];
  if (!able(v, s) || each.most_visits < 1 || duration[v] > helper.most_work) return furthest;
  const int option = options[request_of[v]] - 1;
  const auto list = windows[first_option[v] + option];
  if (list.empty() || list.back().latest < each.from || list.front().earliest > each.until) return furthest;
  const auto there = leg(mode_of[s], each.start_at, place[v]), home = leg(mode_of[s], place[v], each.end_at);
  if (there > helper.longest_leg || home > helper.longest_leg || there + home > each.most_travel) return furthest;
  const auto start = first_start(v, s, option, arrival(s, each.from, there));
  if (start >= furthest) return furthest;
  return arrival(s, start + duration[v], home) <= each.until ? start : furthest;
}

}  // namespace emplooi::matching
