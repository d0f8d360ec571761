#include <date/date.h>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "base/time.h"
#include "matching/files/town.h"

namespace emplooi::matching::files {

namespace {

namespace json = boost::json;

json::string text(std::string_view view) { return json::string(view.data(), view.size()); }

/// As it is read: in the hour that comes twice with its offset.
json::string local(Ticks ticks) {
  const Time time{std::chrono::seconds(ticks)};
  auto written = local_text(time);
  if (const auto read = parse_local_time(written, false); read && read->time != time) written += "+01:00";
  return text(written);
}

/// Bounds that nobody gave are not told.
void put_window(json::object& object, const Window& window) {
  if (window.earliest > -furthest) object["from"] = local(window.earliest);
  if (window.latest < furthest) object["until"] = local(window.latest);
}

json::array names(const std::vector<std::int32_t>& numbers, const std::vector<std::string>& all) {
  json::array written;
  for (const auto number : numbers) written.push_back(text(all[number]));
  return written;
}

json::object change_of(const TownFile& file, const Change& change) {
  json::object written{{"change", text(word_for(change.kind))}};
  if (change.helper >= 0) written["helper"] = text(file.helpers[change.helper]);
  if (change.guide >= 0) written["guide"] = text(file.guides[change.guide]);
  if (change.capability >= 0) written["capability"] = text(file.capabilities[change.capability]);
  if (change.kind == ChangeKind::other_time || change.kind == ChangeKind::longer_shift)
    put_window(written, change.window);
  if (change.amount > 0) written["minutes"] = (change.amount + 59) / 60;
  return written;
}

json::array tiers_of(const TownFile& file, const Solution& solution) {
  json::array tiers;
  for (std::size_t i = 0; i < solution.tiers.size(); ++i) {
    json::array objectives;
    for (const auto& term : file.problem.objectives.tiers[i]) objectives.push_back(text(word_for(term.objective)));
    tiers.push_back(
        {{"objectives", std::move(objectives)}, {"value", solution.tiers[i]}, {"bound", solution.bound.tiers[i]}});
  }
  return tiers;
}

json::array plan_of(const TownFile& file, const Solution& solution, const Reasons& reasons) {
  json::array plan;
  for (const auto& reason : reasons.assignments) {
    const auto& placed = solution.plan.placements[reason.request][reason.visit];
    const auto& visit = file.problem.requests[reason.request].visits[reason.visit];
    json::array facts;
    for (const auto& fact : reason.facts) facts.push_back({{"fact", text(word_for(fact.kind))}, {"value", fact.value}});
    json::object line{{"request", text(file.requests[reason.request])},
                      {"helper", text(file.helpers[placed.helper])},
                      {"start", local(placed.start)},
                      {"end", local(placed.start + visit.duration)},
                      {"because", std::move(facts)}};
    if (reason.instead >= 0) line["instead"] = text(file.helpers[reason.instead]);
    plan.push_back(std::move(line));
  }
  return plan;
}

}  // namespace

std::string write_town(const TownFile& file, const Solution& solution, const Reasons& reasons) {
  json::array unfilled;
  for (const auto& reason : reasons.unfilled) {
    json::array blocked, possible;
    for (const auto& blocking : reason.blockings) {
      blocked.push_back({{"rule", text(word_for(blocking.rule))}, {"helpers", names(blocking.helpers, file.helpers)}});
    }
    for (const auto& change : reason.changes) possible.push_back(change_of(file, change));
    unfilled.push_back({{"request", text(file.requests[reason.request])},
                        {"blocked", std::move(blocked)},
                        {"possible_with", std::move(possible)}});
  }
  const json::object out{{"tiers", tiers_of(file, solution)},
                         {"plan", plan_of(file, solution, reasons)},
                         {"unfilled", std::move(unfilled)},
                         {"iterations", solution.iterations}};
  return json::serialize(out) + "\n";
}

}  // namespace emplooi::matching::files
