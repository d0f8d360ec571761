// What the order of soft rules is worth: half a year of one small town, planned week by week through the town's operations, with
// its own objectives, with the same helper before goals, and with travel alone.
#include <CLI/CLI.hpp>
#include <cmath>
#include <iostream>
#include <random>

#include "bench/quiet_story.h"
#include "catalogue/catalogue.h"
#include "matching/matching.h"
#include "matching/solver/solve.h"
#include "matching/week.h"
#include "participants/availability.h"

namespace emplooi::testing {
namespace {

constexpr int helpers = 12, residents = 30, weeks = 26, services = 6;

struct Row {
  int served = 0, asked = 0, goals = 0, goals_reached = 0;
  /// Visits to a household that had help before, and those of them by somebody who had been there; in both halves.
  std::array<int, 2> returning{}, same_helper{};
  std::int64_t travel_seconds = 0;
  double spread = 0;
};

class HalfYear : public QuietStory {
 public:
  HalfYear(matching::Objectives objectives, std::int64_t iterations)
      : objectives_(std::move(objectives)), iterations_(iterations), random_(7) {}

  Row live() {
    settle();
    for (int week = 0; week < weeks; ++week) {
      const Date monday = add_days(first_monday_, 7 * week);
      town.clock().set(start_of_day(add_days(monday, -3)) + std::chrono::hours(9));
      ask();
      half_ = static_cast<std::size_t>(2 * week / weeks);
      work(monday, plan(monday));
    }
    count_goals();
    row_.spread = spread();
    return row_;
  }

 private:
  int pick(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }

  void settle() {
    rule(budget("W-deel", 100'000'000), 1);
    for (int i = 0; i < services; ++i) {
      services_.push_back(must(catalogue::define_service, administrator,
                               text("name_nl: % name_en: % risk: RISK_LOW domain: SERVICE_DOMAIN_WELFARE "
                                    "performance_fields: 1",
                                    "Dienst " + std::to_string(i), "Service " + std::to_string(i)))
                              .service_id());
    }
    for (int i = 0; i < residents; ++i) {
      const auto& who = town.resident("Bewoner " + std::to_string(i));
      for (int j = 0; j < 3; ++j) buy(who, 10);
      if (i % 2 == 0) {
        must(residents::set_preferences, coordinator, text("resident_id: % preferences { same_helper: true }", who.id));
      }
      residents_.push_back(who);
    }
    constexpr const char* homes[] = {"5042AA", "5041AA", "5011AA", "5046AA"};
    for (int i = 0; i < helpers; ++i) {
      const auto& who = town.participant("Deelnemer " + std::to_string(i));
      wanted_[to_string(who.id)] = 4 + 2 * (i % 3);
      must(participants::set_profile, coordinator,
           text("participant_id: % profile { travel_mode: TRAVEL_MODE_BIKE longest_leg_minutes: 40 wanted_hours: % "
                "guidance: GUIDANCE_ALONE postcode: % }",
                who.id, 4 + 2 * (i % 3), homes[i % 4]));
      participants::v1::SetWeekPatternRequest week = text("participant_id: %", who.id);
      for (int day = 1; day <= 5; ++day) {
        if (pick(3) == 0) continue;
        *week.add_hours() = text("weekday: % hours { from_minute: 540 until_minute: 900 }", day);
      }
      must(participants::set_week_pattern, coordinator, week);
      participants::v1::SetTrackGoalsRequest goals = text("track_id: %", track(who, i % 3 == 0   ? "ORIENTATION"
                                                                                    : i % 3 == 1 ? "ACTIVATION"
                                                                                                 : "PLACEMENT"));
      auto& goal = *goals.add_goals();
      for (int j = 0; j < (i % 3 == 0 ? services : 2); ++j) goal.add_service_ids(services_[(i + j) % services]);
      goal.set_kind(i % 3 == 0   ? participants::v1::GOAL_KIND_SEE_SERVICES
                    : i % 3 == 1 ? participants::v1::GOAL_KIND_PRACTISE_MODULE
                                 : participants::v1::GOAL_KIND_MINUTES);
      if (i % 3 == 1) goal.set_module("Helpen thuis");
      goal.set_needed(i % 3 == 0 ? services : i % 3 == 1 ? 24 : 30 * 60);
      must(participants::set_track_goals, town.actor(ROLE_CASE_MANAGER), goals);
      helpers_.push_back(who);
    }
  }

  void ask() {
    for (const auto& who : residents_) {
      if (pick(10) >= 8) continue;
      ++row_.asked;
      must(jobs::request_job, coordinator,
           text("programme_id: % resident_id: % service_id: % minutes: 60", setting.programme, who.id,
                services_[pick(services)]));
    }
  }

  std::vector<std::pair<Time, std::string>> plan(Date monday) {
    matching::WeekQuestion question;
    question.programme = setting.programme;
    question.provider = setting.provider;
    question.monday = monday;
    question.not_before = town.clock().now();
    auto week = town.read([&](Transaction& tx) { return matching::read_week(tx, question); });
    week.problem.objectives = objectives_;
    matching::Effort effort;
    effort.iterations = iterations_;
    const auto solution = matching::solve_without_bound(week.problem, effort);
    row_.travel_seconds += solution.measures[static_cast<std::size_t>(matching::Objective::travel)];
    std::vector<std::pair<Time, std::string>> planned;
    for (std::size_t r = 0; r < week.requests.size(); ++r) {
      const auto& placed = solution.plan.placements[r];
      const auto job = to_string(week.requests[r].front().id);
      if (placed.empty()) {
        must(jobs::mark_unfilled, coordinator, text("job_id: % reason: UNFILLED_REASON_NOBODY_AVAILABLE", job));
        continue;
      }
      const auto helper = week.helpers[placed.front().helper];
      const Time starts_at = matching::time_of(placed.front().start);
      must(jobs::plan_job, coordinator,
           text("job_id: % participant_id: % starts_at { local: % }", job, helper, local_text(starts_at)));
      must(jobs::respond_to_job, coordinator, text("job_id: % accept: true", job));
      planned.emplace_back(starts_at, job);
      remember(week.requests[r].front().household, helper);
    }
    std::sort(planned.begin(), planned.end());
    return planned;
  }

  void remember(HouseholdId household, ParticipantId helper) {
    ++row_.served;
    ++hours_[to_string(helper)];
    auto& known = known_[household];
    if (!known.empty()) {
      ++row_.returning[half_];
      row_.same_helper[half_] += known.contains(helper) ? 1 : 0;
    }
    known.insert(helper);
  }

  void work(Date monday, const std::vector<std::pair<Time, std::string>>& planned) {
    for (const auto& [starts_at, job] : planned) {
      town.clock().set(std::max(town.clock().now(), starts_at));
      must(jobs::start_job, coordinator, text("job_id: %", job));
      must(jobs::register_hours, coordinator, text("job_id: % minutes: 60", job));
      must(jobs::approve_job, coordinator, text("job_id: %", job));
    }
    town.clock().set(std::max(town.clock().now(), start_of_day(add_days(monday, 4))));
  }

  void count_goals() {
    for (const auto& who : helpers_) {
      const auto found = must(matching::get_development, coordinator, text("participant_id: %", who.id));
      for (const auto& goal : found.goals()) {
        ++row_.goals;
        row_.goals_reached += goal.reached() ? 1 : 0;
      }
    }
  }

  /// Standard deviation of hours had over hours wanted.
  double spread() {
    double sum = 0, squares = 0;
    for (const auto& [helper, wanted] : wanted_) {
      const double share = hours_[helper] / static_cast<double>(wanted * weeks);
      sum += share;
      squares += share * share;
    }
    return std::sqrt(squares / helpers - sum / helpers * sum / helpers);
  }

  matching::Objectives objectives_;
  std::int64_t iterations_;
  std::mt19937 random_;
  std::size_t half_ = 0;
  const Date first_monday_ = date::year(2026) / 1 / 12;
  std::vector<std::string> services_;
  std::vector<ResidentPersona> residents_;
  std::vector<ParticipantPersona> helpers_;
  std::map<std::string, int> wanted_, hours_;
  std::map<HouseholdId, std::set<ParticipantId>> known_;
  Row row_;
};

void print(const char* name, const Row& row) {
  const auto known = [&](std::size_t half) { return 100.0 * row.same_helper[half] / std::max(1, row.returning[half]); };
  std::cout << fmt::format("{:<22}{:>5} of {:<6}{:>4} of {:<6}{:>5.0f} %{:>8.0f} %{:>10.2f}{:>7.0f} h\n", name,
                           row.served, row.asked, row.goals_reached, row.goals, known(0), known(1), row.spread,
                           static_cast<double>(row.travel_seconds) / 3'600)
            << std::flush;
}

matching::Objectives same_helper_first() {
  auto objectives = matching::town_objectives();
  std::swap(objectives.tiers[1], objectives.tiers[2]);
  return objectives;
}

}  // namespace
}  // namespace emplooi::testing

int main(int argc, char** argv) {
  CLI::App app("Half a year, planned with the town's order of soft rules and with travel alone");
  std::int64_t iterations = 100'000;
  app.add_option("--iterations", iterations, "Proposals a week")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  using emplooi::testing::HalfYear;
  std::cout << "                                                 known helper\n"
               "plan                     served       goals  1st half  2nd half    spread   travel\n";
  emplooi::testing::print("the town's order", HalfYear(emplooi::matching::town_objectives(), iterations).live());
  emplooi::testing::print("same helper first", HalfYear(emplooi::testing::same_helper_first(), iterations).live());
  emplooi::testing::print("travel alone", HalfYear(emplooi::matching::travel_objectives(), iterations).live());
}
