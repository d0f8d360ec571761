// A board that watches the jobs of a programme.
#include <gtest/gtest.h>

#include <mutex>
#include <thread>

#include "funding/story.h"
#include "privacy/privacy.h"

namespace emplooi::jobs {
namespace {

using testing::text;
using namespace std::chrono_literals;

/// Somebody who watches, on a thread of their own, and keeps what they last heard of every job.
class Board final : public Outlet {
 public:
  Board(Town& town, const Actor& actor, ProgrammeId programme) {
    Call call{town_operations().find("emplooi.jobs.v1.JobService/WatchJobs"), actor};
    call.request = call.operation->new_request();
    static_cast<v1::WatchJobsRequest&>(*call.request).set_programme_id(to_string(programme));
    thread_ = std::thread([this, &town, call = std::move(call)]() mutable {
      auto ended = town.stream(std::move(call), *this);
      const std::lock_guard lock(mutex_);
      ended_ = std::move(ended);
    });
  }
  ~Board() override { leave(); }

  void leave() {
    over_.request_stop();
    if (thread_.joinable()) thread_.join();
  }

  bool send(const google::protobuf::Message& message) override {
    const auto& response = static_cast<const v1::WatchJobsResponse&>(message);
    const std::lock_guard lock(mutex_);
    ++messages_;
    read_again_ += response.read_again();
    for (const auto& job : response.jobs()) jobs_[job.job_id()] = job;
    return !over_.stop_requested();
  }
  std::stop_token over() const override { return over_.get_token(); }

  int read_again() const {
    const std::lock_guard lock(mutex_);
    return read_again_;
  }
  std::optional<Outcome<void>> ended() const {
    const std::lock_guard lock(mutex_);
    return ended_;
  }
  std::map<std::string, v1::Job> jobs() const {
    const std::lock_guard lock(mutex_);
    return jobs_;
  }

 private:
  std::stop_source over_;
  mutable std::mutex mutex_;
  std::map<std::string, v1::Job> jobs_;
  int messages_ = 0;
  int read_again_ = 0;
  std::optional<Outcome<void>> ended_;
  std::thread thread_;
};

bool comes_true(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  while (!condition() && std::chrono::steady_clock::now() < deadline) std::this_thread::sleep_for(10ms);
  return condition();
}

class Watching : public testing::StoryTest {
 protected:
  const FundingRuleId all = rule(budget("W-deel", 10'000'000), 1);
  const testing::ResidentPersona ada = town.resident("Ada de Vries");

  std::map<std::string, v1::Job> listed() {
    std::map<std::string, v1::Job> jobs;
    const auto answer = town.must(list_jobs, coordinator, text("page { size: 200 }"));
    for (const auto& job : answer.jobs()) jobs[job.job_id()] = job;
    return jobs;
  }
  static bool are_same(const std::map<std::string, v1::Job>& a, const std::map<std::string, v1::Job>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& one, const auto& other) {
      return one.second.SerializeAsString() == other.second.SerializeAsString();
    });
  }
};

TEST_F(Watching, sees_every_job_as_it_is_in_whatever_way_it_changed) {
  Board board(town.town(), coordinator, setting.programme);
  ASSERT_TRUE(comes_true([&] { return board.read_again() == 1; })) << "the first message: read the jobs";
  buy(ada, 20);
  const auto helper = [&](int i) { return town.participant("Helper " + std::to_string(i)); };
  ask(ada);
  town.must(mark_unfilled, coordinator, text("job_id: % reason: UNFILLED_REASON_TOO_FAR", ask(ada)));
  town.must(cancel_job, ada.actor, text("job_id: % by: PARTY_RESIDENT", ask(ada)));
  planned(ada, helper(1));
  town.must(reopen_job, coordinator, text("job_id: %", planned(ada, helper(2))));
  respond(planned(ada, helper(3)), false);
  respond(planned(ada, helper(4)), true);
  started(ada, helper(5));
  done(ada, helper(6));
  dispute(done(ada, helper(7)));
  const auto rejected = done(ada, helper(8));
  dispute(rejected);
  resolve(rejected, false);
  const auto approved = done(ada, helper(9));
  approve(approved);
  const auto undone = done(ada, helper(10));
  approve(undone);
  town.must(undo_approval, coordinator, text("job_id: % reason: 'wrong day'", undone));
  town.must(report_sick, coordinator, text("participant_id: %", helper(1).id));
  EXPECT_TRUE(comes_true([&] { return are_same(board.jobs(), listed()); }));
  town.advance_to("2026-02-02");
  EXPECT_GT(town.must(approve_due_jobs, system, text("")).approved(), 0);
  EXPECT_TRUE(comes_true([&] { return are_same(board.jobs(), listed()); }));
  EXPECT_EQ(board.read_again(), 1);
}

TEST_F(Watching, is_told_nothing_of_what_was_refused_and_of_other_programmes) {
  Board board(town.town(), coordinator, setting.programme);
  ASSERT_TRUE(comes_true([&] { return board.read_again() == 1; }));
  EXPECT_REFUSED(plan(ask(ada), town.participant("Bram")), REFUSAL_VOUCHERS_NOT_ENOUGH);
  const auto last = ask(ada);
  EXPECT_TRUE(comes_true([&] { return board.jobs().contains(to_string(last)); }));
  for (const auto& [id, job] : board.jobs()) EXPECT_EQ(job.state(), v1::JOB_STATE_REQUESTED);
  Board nowhere(town.town(), coordinator, ProgrammeId(setting.funder));
  EXPECT_TRUE(comes_true([&] { return nowhere.ended().has_value(); }));
  EXPECT_REFUSED(*nowhere.ended(), REFUSAL_PROGRAMME_NOT_FOUND);
  EXPECT_EQ(nowhere.read_again(), 0);
}

TEST_F(Watching, is_for_coordinators) {
  for (const auto& actor : {ada.actor, town.actor(ROLE_CASE_MANAGER), town.actor(ROLE_AUDITOR)}) {
    Board board(town.town(), actor, setting.programme);
    EXPECT_TRUE(comes_true([&] { return board.ended().has_value(); }));
    EXPECT_REFUSED(*board.ended(), REFUSAL_ACTOR_NOT_ALLOWED);
  }
}

TEST_F(Watching, stands_in_the_log_of_accesses) {
  Board board(town.town(), coordinator, setting.programme);
  ASSERT_TRUE(comes_true([&] { return board.read_again() == 1; }));
  const auto job = ask(ada);
  ASSERT_TRUE(comes_true([&] { return board.jobs().contains(to_string(job)); }));
  board.leave();
  const auto log = town.must(privacy::list_accesses, ada.actor, text("person { resident_id: % }", ada.id));
  const auto& accesses = log.accesses();
  EXPECT_TRUE(std::any_of(accesses.begin(), accesses.end(), [](const auto& line) {
    return line.name() == "emplooi.jobs.v1.JobService.WatchJobs" && line.role() == ROLE_COORDINATOR;
  }));
}

}  // namespace
}  // namespace emplooi::jobs
