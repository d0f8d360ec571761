#include <gtest/gtest.h>

#include <barrier>
#include <map>
#include <thread>

#include "planning/planning_story.h"

namespace emplooi::matching {
namespace {

using testing::text;

class SimultaneousPlans : public testing::PlanningTest {
 protected:
  static constexpr int rounds = 200;

  /// What became of accepting one job of a plan: "" or the name of the refusal.
  std::string accept_one(const v1::GetPlanResponse& plan, int line, CommandId command) {
    const auto* operation = town_operations().find("emplooi.matching.v1.MatchingService/AcceptPlan");
    Call sent{operation, coordinator, command, operation->new_request()};
    auto& request = static_cast<v1::AcceptPlanRequest&>(*sent.request);
    request.set_plan_id(plan.plan().plan_id());
    request.add_job_ids(plan.lines(line % plan.lines_size()).job_id());
    const auto answer = town.town().answer(std::move(sent));
    if (answer) return "";
    EXPECT_EQ(answer.error().facts.contains("job_id"), answer.error().refusal == REFUSAL_PLAN_OUTDATED);
    return std::string(name_of(answer.error().refusal));
  }
};

/// Two coordinators, each with a plan of their own for the same week: job by job, at the same moment.
TEST_F(SimultaneousPlans, book_no_helper_and_no_job_twice) {
  for (int i = 0; i < 16; ++i) helper("Helper " + std::to_string(i), "", 540, 1200);
  int asked = 0;
  for (int i = 0; asked < rounds; ++i) {
    const auto who = town.resident("Bewoner " + std::to_string(i));
    buy(who, 10);
    for (int j = 0; j < 10 && asked < rounds; ++j, ++asked) request(who, j == 0 ? "priority: PRIORITY_HIGH" : "");
  }
  const auto one = propose();
  // What is urgent now stands elsewhere in the second plan.
  const auto late = town.resident("Laat");
  buy(late, 10);
  for (int j = 0; j < 10; ++j) request(late, "priority: PRIORITY_URGENT");
  const auto other = propose();
  ASSERT_GT(one.lines_size(), rounds / 2);
  ASSERT_GT(other.lines_size(), rounds / 2);
  std::map<std::string, int> outcomes;
  int both = 0, neither = 0;
  for (int round = 0; round < rounds; ++round) {
    const auto first = town.fresh_command_id(), second = town.fresh_command_id();
    std::string answers[2];
    std::barrier start(2);
    std::thread rival([&] {
      start.arrive_and_wait();
      answers[1] = accept_one(other, round, second);
    });
    start.arrive_and_wait();
    answers[0] = accept_one(one, round, first);
    rival.join();
    for (const auto& answer : answers) ++outcomes[answer];
    both += answers[0].empty() && answers[1].empty() ? 1 : 0;
    neither += !answers[0].empty() && !answers[1].empty() ? 1 : 0;
  }
  EXPECT_GT(outcomes[""], rounds / 2) << "jobs were planned";
  EXPECT_GT(outcomes["plan_outdated"], 0) << "and some only once";
  EXPECT_EQ(outcomes.size(), 2U) << "nothing else happens";
  town.check_invariants(town.municipality());
  // Every helper's jobs, in the order of their starts.
  std::map<std::string, std::map<std::int64_t, std::int64_t>> booked;
  jobs::v1::ListJobsRequest list = text("state: JOB_STATE_PLANNED page { size: 200 }");
  int planned = 0;
  do {
    const auto page = town.must(jobs::list_jobs, coordinator, list);
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
  EXPECT_EQ(planned, outcomes[""]) << "every acceptance planned one job";
  RecordProperty("both", both);
  RecordProperty("neither", neither);
}

}  // namespace
}  // namespace emplooi::matching
