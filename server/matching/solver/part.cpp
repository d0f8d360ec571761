#include "matching/solver/part.h"

#include <algorithm>

namespace emplooi::matching {

namespace {

bool could_start_in(const Request& request, const Shift& shift) {
  return std::any_of(request.windows.begin(), request.windows.end(), [&](const Window& window) {
    return window.earliest <= window.latest && shift.from <= window.latest && window.earliest <= shift.until;
  });
}

class Cut {
 public:
  Cut(const Problem& week, const Plan& plan, std::int32_t request)
      : week_(week), plan_(plan), is_in_(week.requests.size()) {
    for (const auto& helper : week.helpers) {
      auto& kept = keeps_.emplace_back();
      for (const auto& shift : helper.shifts) kept.push_back(could_start_in(week.requests[request], shift));
    }
    is_in_[request] = true;
  }

  Part cut() {
    while (add_requests()) {
    }
    part_.problem.places = week_.places;
    part_.problem.modes = week_.modes;
    part_.problem.guides = week_.guides;
    part_.problem.helpers = week_.helpers;
    part_.problem.objectives = travel_objectives();
    for (std::size_t r = 0; r < is_in_.size(); ++r) is_in_[r] ? take_in(r) : leave_out(r);
    for (std::size_t h = 0; h < week_.helpers.size(); ++h) {
      auto& helper = part_.problem.helpers[h];
      helper.goals.clear();
      helper.shifts.clear();
      for (std::size_t s = 0; s < keeps_[h].size(); ++s) {
        if (keeps_[h][s]) helper.shifts.push_back(week_.helpers[h].shifts[s]);
      }
    }
    return std::move(part_);
  }

 private:
  std::size_t shift_of(const Placement& placed) const {
    const auto& shifts = week_.helpers[placed.helper].shifts;
    const auto found = std::find_if(shifts.begin(), shifts.end(), [&](const Shift& shift) {
      return shift.from <= placed.start && placed.start <= shift.until;
    });
    return static_cast<std::size_t>(found - shifts.begin());
  }

  /// A request of several visits brings all of its shifts along. False once nothing is new.
  bool add_requests() {
    bool is_new = false;
    for (std::size_t r = 0; r < is_in_.size(); ++r) {
      if (is_in_[r]) continue;
      const auto& placed = plan_.placements[r];
      if (std::none_of(placed.begin(), placed.end(), [&](auto& one) { return keeps_[one.helper][shift_of(one)]; })) {
        continue;
      }
      is_in_[r] = is_new = true;
      for (const auto& one : placed) keeps_[one.helper][shift_of(one)] = true;
    }
    return is_new;
  }

  void take_in(std::size_t r) {
    part_.requests.push_back(static_cast<std::int32_t>(r));
    part_.problem.requests.push_back(week_.requests[r]);
    part_.problem.requests.back().worth = 1;
    part_.plan.placements.push_back(plan_.placements[r]);
  }

  void leave_out(std::size_t r) {
    for (std::size_t i = 0; i < plan_.placements[r].size(); ++i) {
      const auto& placed = plan_.placements[r][i];
      const auto duration = week_.requests[r].visits[i].duration;
      auto& helper = part_.problem.helpers[placed.helper];
      helper.most_work -= duration;
      if (helper.guide < 0) continue;
      const auto day = static_cast<std::size_t>(week_.helpers[placed.helper].shifts[shift_of(placed)].day);
      auto& taken = part_.problem.guides[helper.guide].taken;
      if (taken.size() <= day) taken.resize(day + 1);
      taken[day] += duration;
    }
  }

  const Problem& week_;
  const Plan& plan_;
  /// By helper, then by shift.
  std::vector<std::vector<bool>> keeps_;
  std::vector<bool> is_in_;
  Part part_;
};

}  // namespace

Part part_around(const Problem& week, const Plan& plan, std::int32_t request) { return Cut(week, plan, request).cut(); }

Plan put_back(const Part& part, const Plan& of_part, Plan plan) {
  for (std::size_t i = 0; i < part.requests.size(); ++i) plan.placements[part.requests[i]] = of_part.placements[i];
  return plan;
}

}  // namespace emplooi::matching
