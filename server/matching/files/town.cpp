#include "matching/files/town.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "base/time.h"
#include "matching/files/json.h"

namespace emplooi::matching::files {

namespace {

constexpr Ticks minute = 60;
constexpr std::int64_t most_minutes = 60 * 24 * 366;
constexpr std::size_t most_of_each = 1'000;
constexpr double metres_a_degree = 111'195;

/// Names of one kind of thing, numbered as they come; or only those that are there.
class Names {
 public:
  int number(const std::string& name) {
    const auto [found, is_new] = numbers_.try_emplace(name, static_cast<int>(all_.size()));
    if (is_new) all_.push_back(name);
    return found->second;
  }
  int declared(const Node& node) {
    const auto name = node.at("id").text();
    if (numbers_.count(name) > 0) node.fail("has the id of another one");
    return number(name);
  }
  int find(const Node& node) const {
    const auto found = numbers_.find(node.text());
    if (found == numbers_.end()) node.fail("is not there");
    return found->second;
  }
  std::vector<std::string> all() const { return all_; }

 private:
  std::map<std::string, int> numbers_;
  std::vector<std::string> all_;
};

class Reader {
 public:
  TownFile read(const Node& file) {
    file.only({"order", "travel", "guides", "helpers", "requests"});
    const auto order = file.find("order");
    file_.problem.objectives = order ? order_of(*order) : town_objectives();
    read_travel(file);
    if (const auto guides = file.find("guides")) {
      for (const auto& guide : guides->list(most_helpers)) {
        guides_.declared(guide);
        file_.problem.guides.push_back({guide.at("minutes_a_day").whole(0, 1'440 * 100) * minute});
      }
    }
    const auto helpers = file.at("helpers").list(most_helpers);
    for (const auto& helper : helpers) helpers_.declared(helper);
    for (const auto& helper : helpers) read_helper(helper);
    for (const auto& request : file.at("requests").list(most_requests)) read_request(request);
    number_days();
    file_.helpers = helpers_.all();
    file_.requests = requests_.all();
    file_.guides = guides_.all();
    file_.capabilities = capabilities_.all();
    file_.services = services_.all();
    if (const auto fault = fault_in(file_.problem)) throw BadFile("file", "cannot be planned: " + *fault);
    return std::move(file_);
  }

 private:
  static Objectives order_of(const Node& node) {
    const auto order = node.text();
    if (order == "town") return town_objectives();
    if (order == "replan") return for_replanning(town_objectives());
    if (order == "travel") return travel_objectives();
    node.fail("must be town, replan or travel");
  }

  void read_travel(const Node& file) {
    const auto add = [&](const std::string& name, double km_per_hour, double detour) {
      modes_.number(name);
      file_.problem.modes.push_back({{}, detour * 3.6 / km_per_hour});
    };
    const auto list = file.find("travel");
    if (!list) {
      add("foot", 4.5, 1.3);
      add("bike", 14, 1.3);
      return;
    }
    for (const auto& mode : list->list(20)) {
      modes_.declared(mode);
      file_.problem.modes.push_back(
          {{}, mode.at("detour").number(1, 10) * 3.6 / mode.at("km_per_hour").number(0.1, 1'000)});
    }
    if (file_.problem.modes.empty()) list->fail("is empty");
  }

  /// On the clock of the town, YYYY-MM-DDTHH:MM; in the hour that comes twice the first, unless +01:00 follows.
  static Ticks time(const Node& node) {
    const auto text = node.text(22);
    const bool winter = text.size() == 22 && text.ends_with("+01:00"),
               summer = text.size() == 22 && text.ends_with("+02:00");
    if (text.size() != 16 && !winter && !summer) node.fail("must be a time, YYYY-MM-DDTHH:MM");
    const auto read = parse_local_time(text.substr(0, 16), winter);
    if (!read) node.fail("must be a time, YYYY-MM-DDTHH:MM");
    if (read->does_not_exist)
      node.fail("does not exist: the clock goes forward then; the next one is " + local_text(read->time));
    return std::chrono::floor<std::chrono::seconds>(read->time).time_since_epoch().count();
  }
  static Ticks minutes(const Node& node) { return node.whole(0, most_minutes) * minute; }

  /// "until" is the end of what stands in the window; a start has to come `shorter` before it.
  static std::vector<Window> windows(const Node& list, Ticks shorter) {
    std::vector<Window> read;
    for (const auto& node : list.list(most_of_each)) {
      node.only({"from", "until"});
      const Window window{time(node.at("from")), time(node.at("until")) - shorter};
      if (!read.empty() && window.earliest <= read.back().latest + shorter)
        node.fail("begins before the one before it ends");
      read.push_back(window);
    }
    return read;
  }

  Place place(const Node& node) {
    node.only({"latitude", "longitude"});
    const double latitude = node.at("latitude").number(-89, 89), longitude = node.at("longitude").number(-180, 180);
    if (file_.problem.places.empty()) origin_ = {longitude, latitude};
    // A plane through the first place: within a region the error is far less than that of the detour.
    const double narrow = std::cos(origin_.north * std::numbers::pi / 180);
    const Point point{(longitude - origin_.east) * metres_a_degree * narrow,
                      (latitude - origin_.north) * metres_a_degree};
    if (std::abs(point.east) > 1e6 || std::abs(point.north) > 1e6)
      node.fail("lies further than 1,000 km from the first place");
    file_.problem.places.push_back(point);
    return static_cast<Place>(file_.problem.places.size()) - 1;
  }

  Shift shift(const Node& node, Place home) const {
    node.only({"from", "until", "breaks", "most_visits"});
    Shift read;
    read.from = time(node.at("from"));
    read.until = time(node.at("until"));
    read.start_at = read.end_at = home;
    if (const auto breaks = node.find("breaks")) read.breaks = windows(*breaks, 0);
    if (const auto most = node.find("most_visits")) read.most_visits = static_cast<std::int32_t>(most->whole(0, 1'000));
    return read;
  }

  Goal goal(const Node& node) {
    node.only({"services", "visits", "minutes", "per_minutes", "value"});
    Goal read;
    for (const auto& service : node.at("services").list(most_of_each))
      read.kinds.push_back(services_.number(service.text()));
    if (const auto work = node.find("minutes")) {
      read.counts_work = true;
      read.needed = minutes(*work);
      const auto per = node.find("per_minutes");
      read.per = (per ? per->whole(1, most_minutes) : 60) * minute;
    } else {
      read.needed = node.at("visits").whole(1, 10'000);
    }
    if (const auto value = node.find("value")) read.value = value->whole(0, 1'000'000);
    return read;
  }

  void read_helper(const Node& node) {
    node.only({"id", "home", "travel", "longest_leg_minutes", "weekly_minutes", "wanted_minutes", "had_minutes",
               "guide", "alone", "buddy", "capabilities", "shifts", "goals"});
    Helper helper;
    const auto home = place(node.at("home"));
    if (const auto travel = node.find("travel")) helper.mode = modes_.find(*travel);
    if (const auto leg = node.find("longest_leg_minutes")) helper.longest_leg = minutes(*leg);
    if (const auto most = node.find("weekly_minutes")) helper.most_work = minutes(*most);
    if (const auto wanted = node.find("wanted_minutes")) helper.wanted_work = minutes(*wanted);
    if (const auto had = node.find("had_minutes")) helper.had_work = minutes(*had);
    if (const auto guide = node.find("guide")) helper.guide = guides_.find(*guide);
    if (const auto alone = node.find("alone")) helper.may_work_alone = alone->truth();
    if (const auto buddy = node.find("buddy")) helper.buddy = helpers_.find(*buddy);
    if (const auto list = node.find("capabilities")) {
      for (const auto& each : list->list(most_of_each)) {
        each.only({"name", "until"});
        const auto until = each.find("until");
        helper.capabilities.push_back({capabilities_.number(each.at("name").text()), until ? time(*until) : furthest});
      }
    }
    for (const auto& each : node.at("shifts").list(most_of_each)) helper.shifts.push_back(shift(each, home));
    if (const auto list = node.find("goals")) {
      for (const auto& each : list->list(100)) helper.goals.push_back(goal(each));
    }
    file_.problem.helpers.push_back(std::move(helper));
  }

  Visit visit(const Node& node) {
    node.only({"minutes", "needs", "after_minutes"});
    Visit read;
    read.duration = minutes(node.at("minutes"));
    if (const auto needs = node.find("needs")) {
      for (const auto& need : needs->list(100)) read.needs.push_back(capabilities_.number(need.text()));
    }
    if (const auto after = node.find("after_minutes")) {
      const auto ends = after->list(2);
      if (ends.size() != 2) after->fail("must have two ends");
      read.least_after = minutes(ends[0]);
      read.most_after = minutes(ends[1]);
    }
    return read;
  }

  void read_request(const Node& node) {
    node.only({"id", "at", "service", "visits", "windows", "wished", "worth", "series", "distinct", "likes", "banned",
               "published", "locked"});
    requests_.declared(node);
    Request request;
    request.place = place(node.at("at"));
    if (const auto service = node.find("service")) request.kind = services_.number(service->text());
    Ticks longest = 0;
    for (const auto& each : node.at("visits").list(most_visits_of_a_request)) {
      request.visits.push_back(visit(each));
      longest = std::max(longest, request.visits.back().duration);
    }
    request.windows = windows(node.at("windows"), longest);
    if (const auto wished = node.find("wished")) request.wished = windows(*wished, 0);
    if (const auto worth = node.find("worth")) request.worth = worth->whole(0, 1'000'000);
    if (const auto series = node.find("series")) request.series = series_.number(series->text());
    if (const auto distinct = node.find("distinct")) request.distinct_helpers = distinct->truth();
    if (const auto likes = node.find("likes")) {
      for (const auto& each : likes->list(most_of_each)) {
        each.only({"helper", "value"});
        request.likings.push_back({helpers_.find(each.at("helper")), each.at("value").whole(-1'000'000, 1'000'000)});
      }
    }
    if (const auto banned = node.find("banned")) {
      for (const auto& each : banned->list(most_helpers)) request.banned.push_back(helpers_.find(each));
    }
    if (const auto published = node.find("published")) {
      for (const auto& each : published->list(most_visits_of_a_request)) {
        each.only({"helper", "start"});
        request.published.push_back({helpers_.find(each.at("helper")), time(each.at("start"))});
      }
    }
    if (const auto locked = node.find("locked")) request.locked = locked->truth();
    file_.problem.requests.push_back(std::move(request));
  }

  /// Days on the calendar of the town, from the first on which anybody works.
  void number_days() {
    const auto day_of = [](const Shift& shift) {
      return date::sys_days(local_date(Time(std::chrono::seconds(shift.from))));
    };
    std::optional<date::sys_days> first;
    for (const auto& helper : file_.problem.helpers) {
      for (const auto& shift : helper.shifts) first = std::min(first.value_or(day_of(shift)), day_of(shift));
    }
    for (auto& helper : file_.problem.helpers) {
      for (auto& shift : helper.shifts) shift.day = static_cast<std::int32_t>((day_of(shift) - *first).count());
    }
  }

  TownFile file_;
  Names modes_, guides_, helpers_, requests_, capabilities_, services_, series_;
  Point origin_;
};

}  // namespace

TownFile read_town(std::string_view json) {
  const auto value = parse(json);
  return Reader().read(Node(value, "file"));
}

}  // namespace emplooi::matching::files
