// deploy/bench week: how long a coordinator waits in a town of 60 participants and 300 requests a week, without the network:
// suggestions, reading the week, a proposal with its reasons, accepting it.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <random>

#include "bench/quiet_story.h"
#include "catalogue/catalogue.h"
#include "matching/matching.h"
#include "matching/week.h"
#include "participants/availability.h"

namespace emplooi::testing {
namespace {

constexpr int helpers = 60, requests = 300, services = 8, asked = 60;
constexpr auto monday = "2026-01-12";

double milliseconds(const std::function<void()>& work) {
  const auto began = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

void print(const std::string& what, std::vector<double> times) {
  std::sort(times.begin(), times.end());
  std::cout << fmt::format("{:<34}{:>6}{:>10.1f}{:>10.1f}\n", what, times.size(), times[times.size() / 2], times.back())
            << std::flush;
}

class BusyWeek : public QuietStory {
 public:
  void live(int seconds) {
    settle();
    std::cout << fmt::format("{:<34}{:>6}{:>10}{:>10}\n", "milliseconds", "times", "median", "longest");
    suggest();
    read();
    plan(seconds);
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
    constexpr const char* homes[] = {"5042AA", "5041AA", "5011AA", "5046AA", "5014AA", "5021AA"};
    for (int i = 0; i < helpers; ++i) {
      const auto& who = town.participant("Deelnemer " + std::to_string(i));
      must(participants::set_profile, coordinator,
           text("participant_id: % profile { travel_mode: TRAVEL_MODE_BIKE longest_leg_minutes: 40 wanted_hours: % "
                "guidance: GUIDANCE_ALONE postcode: % }",
                who.id, 4 + 2 * (i % 3), homes[i % 6]));
      participants::v1::SetWeekPatternRequest week = text("participant_id: %", who.id);
      for (int day = 1; day <= 5; ++day) {
        if (pick(3) > 0) *week.add_hours() = text("weekday: % hours { from_minute: 540 until_minute: 900 }", day);
      }
      must(participants::set_week_pattern, coordinator, week);
      participants_.push_back(who.id);
    }
    for (int i = 0; i < requests; ++i) {
      const auto& who = town.resident("Bewoner " + std::to_string(i));
      const auto ordered = must(vouchers::order_vouchers, coordinator, order_request(who.id, 2));
      must(vouchers::pay_order, coordinator,
           text("order_id: % amount_cents: % method: PAYMENT_METHOD_CARD", ordered.order_id(), ordered.total_cents()));
      const int day = 12 + pick(5), hour = 9 + pick(5);
      jobs_.push_back(
          must(jobs::request_job, coordinator,
               text("programme_id: % resident_id: % service_id: % minutes: % windows { starts_at { local: "
                    "% } ends_at { local: % } }",
                    setting.programme, who.id, services_[pick(services)], 60 + 30 * pick(3),
                    fmt::format("2026-01-{}T{:02}:00", day, hour), fmt::format("2026-01-{}T{:02}:00", day, hour + 3)))
              .job_id());
    }
  }

  void suggest() {
    std::vector<double> of_helpers, of_times;
    for (int i = 0; i < asked; ++i) {
      const auto& job = jobs_[i * requests / asked];
      of_helpers.push_back(milliseconds(
          [&] { must(matching::suggest_helpers, coordinator, text("job_id: % week_starts_on: %", job, monday)); }));
      of_times.push_back(milliseconds([&] {
        must(matching::suggest_times, coordinator,
             text("job_id: % participant_id: % week_starts_on: %", job, participants_[i % helpers], monday));
      }));
    }
    print("SuggestHelpers", of_helpers);
    print("SuggestTimes", of_times);
  }

  void read() {
    matching::WeekQuestion question;
    question.programme = setting.programme;
    question.provider = setting.provider;
    question.monday = parse_date(monday).value();
    question.not_before = town.clock().now();
    std::vector<double> times;
    for (int i = 0; i < 20; ++i) {
      times.push_back(
          milliseconds([&] { town.read([&](Transaction& tx) { return matching::read_week(tx, question); }); }));
    }
    print("of which reading the week", times);
  }

  void plan(int seconds) {
    matching::v1::PlanProgress made;
    print(fmt::format("ProposeWeekPlan, {} s asked for", seconds), {milliseconds([&] {
            made = last_of<matching::v1::ProposeWeekPlanResponse>(
                       "emplooi.matching.v1.MatchingService/ProposeWeekPlan", coordinator,
                       matching::v1::ProposeWeekPlanRequest(
                           text("programme_id: % week_starts_on: % seconds: %", setting.programme, monday, seconds)))
                       .progress();
          })});
    matching::v1::GetPlanResponse plan;
    print("GetPlan",
          {milliseconds([&] { plan = must(matching::get_plan, coordinator, text("plan_id: %", made.plan_id())); })});
    print("AcceptPlan, all of it",
          {milliseconds([&] { must(matching::accept_plan, coordinator, text("plan_id: %", made.plan_id())); })});
    int explained = 0;
    for (const auto& unfilled : plan.unfilled()) explained += unfilled.changes().empty() ? 0 : 1;
    std::cout << fmt::format("{} of {} planned; {} of {} others are told what would help\n", plan.lines_size(),
                             requests, explained, plan.unfilled_size());
  }

  std::mt19937 random_{7};
  std::vector<std::string> services_, jobs_;
  std::vector<ParticipantId> participants_;
};

}  // namespace
}  // namespace emplooi::testing

int main(int argc, char** argv) {
  CLI::App app("How long a coordinator waits in a week of 60 participants and 300 requests");
  int seconds = 10;
  app.add_option("--seconds", seconds, "For the proposal")->check(CLI::Range(1, 60))->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  emplooi::testing::BusyWeek().live(seconds);
}
