// Two coordinators at two servers, each with a plan of their own for the same week: job by job, at the same moment.
// PLAN_ROUNDS says how often, such as 1000.
#include <stdlib.h>

#include <barrier>
#include <iostream>
#include <thread>

#include "identity/identity.h"
#include "jobs/jobs.h"
#include "matching/matching.h"
#include "participants/availability.h"
#include "postgres/processes.h"
#include "support/last_message.h"
#include "vouchers/vouchers.h"

namespace emplooi::testing {
namespace {

class PlansOfTwo : public Processes {
 protected:
  static constexpr int helpers = 8, requests = 60, urgent_requests = 6;

  PlansOfTwo() : trade(town, 0) {
    for (int i = 0; i < helpers; ++i) add_helper("Helper " + std::to_string(i));
    serve();
    for (std::size_t i = 0; i < 2; ++i) {
      clients.push_back(std::make_unique<web::Client>(client_options(i)));
      tokens.push_back(sign_in(*clients.back()));
    }
  }

  static int rounds() {
    const char* wanted = ::getenv("PLAN_ROUNDS");
    return wanted ? std::stoi(wanted) : 30;
  }
  /// A Monday, so many weeks from now.
  static Date monday(int weeks) {
    const Date today = local_date(SystemClock().now());
    const auto since_monday = date::weekday(date::sys_days(today)) - date::Monday;
    return add_days(today, 7 * weeks - static_cast<int>(since_monday.count()));
  }

  /// Who is there from Monday to Friday, 9:00 to 20:00.
  void add_helper(const std::string& name) {
    const auto& who = town.participant(name);
    town.must(participants::set_profile, trade.coordinator,
              text("participant_id: % profile { travel_mode: TRAVEL_MODE_BIKE longest_leg_minutes: 45 wanted_hours: 30 "
                   "postcode: '5042 AA' guidance: GUIDANCE_ALONE }",
                   who.id));
    participants::v1::SetWeekPatternRequest week = text("participant_id: %", who.id);
    for (int weekday = 1; weekday <= 5; ++weekday) {
      auto& added = *week.add_hours();
      added.set_weekday(weekday);
      added.mutable_hours()->set_from_minute(540);
      added.mutable_hours()->set_until_minute(1200);
    }
    town.must(participants::set_week_pattern, who.actor, week);
  }
  void buy(const ResidentPersona& who, int hours) {
    const auto order = town.must(
        vouchers::order_vouchers, trade.coordinator,
        text("programme_id: % resident_id: % kind: VOUCHER_KIND_REDUCED count: %", trade.programme, who.id, hours));
    town.must(vouchers::pay_order, trade.coordinator,
              text("order_id: % method: PAYMENT_METHOD_CASH amount_cents: %", order.order_id(), order.total_cents()));
  }
  void request(const ResidentPersona& who, Date day, const char* priority) {
    const auto on = to_string(day);
    town.must(
        jobs::request_job, trade.coordinator,
        text("programme_id: % resident_id: % service_id: % minutes: 60 windows { starts_at { local: % } ends_at { "
             "local: % } } priority: " +
                 std::string(priority),
             trade.programme, who.id, town.setting().walk, on + "T09:00", on + "T20:00"));
  }
  void ask_for_a_week(Date first_day, int count, const char* priority) {
    for (int i = 0; i < count; ++i) {
      const auto& who = town.resident("Bewoner " + to_string(first_day) + priority + std::to_string(i / 10));
      if (i % 10 == 0) buy(who, 10);
      request(who, add_days(first_day, i % 5), priority);
    }
  }
  matching::v1::GetPlanResponse propose(Date week) {
    Call call{town_operations().find("emplooi.matching.v1.MatchingService/ProposeWeekPlan"), trade.coordinator,
              town.fresh_command_id()};
    const matching::v1::ProposeWeekPlanRequest asked =
        text("programme_id: % week_starts_on: % seconds: 1", trade.programme, to_string(week));
    call.request.reset(asked.New());
    call.request->CopyFrom(asked);
    LastMessage outlet;
    EXPECT_TRUE(town.town().stream(std::move(call), outlet));
    const auto& last = static_cast<const matching::v1::ProposeWeekPlanResponse&>(outlet.message());
    return town.must(matching::get_plan, trade.coordinator, text("plan_id: %", last.progress().plan_id()));
  }

  /// At the same moment each accepts a line of their plan; what became of it is counted.
  void accept_at_both(const matching::v1::GetPlanResponse& one, const matching::v1::GetPlanResponse& other, int line) {
    std::vector<std::pair<matching::v1::AcceptPlanRequest, std::string>> sent;
    for (const auto* plan : {&one, &other}) {
      matching::v1::AcceptPlanRequest request;
      request.set_plan_id(plan->plan().plan_id());
      request.add_job_ids(plan->lines(line % plan->lines_size()).job_id());
      sent.emplace_back(request, to_string(town.fresh_command_id()));
    }
    Reply replies[2];
    std::barrier start(2);
    const auto accept = [&](std::size_t i) {
      start.arrive_and_wait();
      replies[i] = ask(*clients[i], tokens[i], "matching.v1.MatchingService/AcceptPlan", sent[i].first, sent[i].second);
    };
    std::thread rival(accept, 1);
    accept(0);
    rival.join();
    for (const auto& reply : replies) {
      ++outcomes[reply.status == 200 ? "planned" : reply.refusal];
      if (reply.status == 200) continue;
      EXPECT_TRUE(reply.facts.contains("job_id") && reply.facts.contains("changed"))
          << "the loser is told what changed";
      ++changed[reply.facts.contains("changed") ? reply.facts.at("changed") : "nothing"];
    }
  }

  /// Nobody is in two places at once; how many jobs are planned.
  int check_bookings() {
    std::map<std::string, std::map<std::int64_t, std::int64_t>> booked;
    jobs::v1::ListJobsRequest list = text("state: JOB_STATE_PLANNED page { size: 200 }");
    int planned = 0;
    do {
      const auto page = town.must(jobs::list_jobs, trade.coordinator, list);
      for (const auto& job : page.jobs()) {
        ++planned;
        auto& of_helper = booked[job.participant_id()];
        const auto starts = job.starts_at().seconds(), ends = starts + job.minutes() * 60;
        const auto next = of_helper.lower_bound(starts);
        EXPECT_TRUE(next == of_helper.end() || next->first >= ends) << job.job_id();
        EXPECT_TRUE(next == of_helper.begin() || std::prev(next)->second <= starts) << job.job_id();
        of_helper[starts] = ends;
      }
      list.mutable_page()->set_token(page.next_page_token());
    } while (!list.page().token().empty());
    return planned;
  }

  Trade trade;
  std::vector<std::unique_ptr<web::Client>> clients;
  std::vector<std::string> tokens;
  std::map<std::string, int> outcomes;
  std::map<std::string, int> changed;
};

TEST_F(PlansOfTwo, book_no_helper_and_no_job_twice) {
  int round = 0;
  for (int weeks = 1; round < rounds() && weeks < 60; ++weeks) {
    ask_for_a_week(monday(weeks), requests, "PRIORITY_NORMAL");
    const auto one = propose(monday(weeks));
    // What is urgent now stands elsewhere in the second plan.
    ask_for_a_week(monday(weeks), urgent_requests, "PRIORITY_URGENT");
    const auto other = propose(monday(weeks));
    ASSERT_GT(one.lines_size(), requests / 2);
    ASSERT_GT(other.lines_size(), requests / 2);
    for (int line = 0; line < requests && round < rounds(); ++line, ++round) accept_at_both(one, other, line);
  }
  EXPECT_EQ(round, rounds());
  EXPECT_GT(outcomes["planned"], rounds() / 2) << "jobs were planned";
  EXPECT_GT(outcomes["plan_outdated"], 0) << "and some only once";
  EXPECT_EQ(outcomes.size(), 2U) << "nothing else happens";
  EXPECT_EQ(check_bookings(), outcomes["planned"]) << "every acceptance planned one job";
  town.check_invariants(town.municipality());
  std::cout << round << " rounds: " << outcomes["planned"] << " planned, " << outcomes["plan_outdated"] << " outdated";
  for (const auto& [what, times] : changed) std::cout << ", " << what << ' ' << times;
  std::cout << '\n';
}

}  // namespace
}  // namespace emplooi::testing
