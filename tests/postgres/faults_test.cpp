// What goes wrong between a server and its database, and what is true afterwards.
#include <random>
#include <thread>

#include "postgres/cutting_proxy.h"
#include "postgres/two_servers.h"

namespace emplooi::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

class Faults : public ::testing::Test {
 protected:
  std::unique_ptr<store::Store> open(store::PostgresOptions options = {}) {
    options.url = proxy.url();
    return store::open_postgres(std::move(options));
  }
  static store::Command session_command() {
    auto session = command(0);
    session.id = CommandId();
    return session;
  }

  TemporaryFolder folder;
  TestDatabase database{folder / "unused"};
  CuttingProxy proxy{database.where()};
};

TEST_F(Faults, a_commit_whose_answer_is_lost_is_done_once_and_said_to_be_done) {
  const auto store = open();
  proxy.cut_after(1);
  const auto answer = store->write_now(command(1), leaving("soup"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(proxy.cuts(), 1);
  EXPECT_EQ(messages(*store, "soup"), 1);
  EXPECT_EQ(store->write_now(command(1), leaving("soup")).value(), *answer);
  EXPECT_EQ(messages(*store, "soup"), 1);
  EXPECT_EQ(records(*store), 1);
}

TEST_F(Faults, a_session_command_whose_commit_is_lost_is_done_once_too) {
  const auto store = open();
  proxy.cut_after(1);
  EXPECT_TRUE(store->write_now(session_command(), leaving("soup")));
  EXPECT_EQ(proxy.cuts(), 1);
  EXPECT_EQ(messages(*store, "soup"), 1) << "no command id is there to look it up by";
  EXPECT_EQ(records(*store), 1);
}

TEST_F(Faults, a_commit_that_never_arrived_is_done_again) {
  const auto store = open();
  proxy.cut_before(3);
  EXPECT_TRUE(store->write_now(command(1), leaving("soup")));
  EXPECT_EQ(proxy.cuts(), 3);
  EXPECT_EQ(messages(*store, "soup"), 1);
}

TEST_F(Faults, no_cut_anywhere_does_anything_twice_or_not_at_all) {
  const auto store = open();
  std::mt19937 random(15);
  std::vector<std::future<Outcome<std::string>>> answers;
  constexpr int commands = 120;
  for (int i = 0; i < commands; ++i) {
    if (random() % 4 == 0) proxy.cut_after(1);
    if (random() % 4 == 0) proxy.cut_before(1);
    answers.push_back(hand_in(*store, command(i), leaving("soup")));
    if (random() % 3 == 0) answers.back().wait();
  }
  for (auto& answer : answers) EXPECT_TRUE(answer.get());
  EXPECT_GT(proxy.cuts(), 10);
  EXPECT_EQ(messages(*store, "soup"), commands);
  EXPECT_EQ(records(*store), commands);
  EXPECT_EQ(verification(*store).first_wrong, "");
}

TEST_F(Faults, a_database_that_is_gone_refuses_by_name_and_comes_back_by_itself) {
  const auto store = open({.give_up_after = milliseconds(300), .seal_interval = milliseconds(100)});
  ASSERT_TRUE(store->write_now(command(1), leaving("soup")));
  proxy.close_line(true);
  const auto refused_at_last = [&](int number) {
    for (int i = 0; i < 100 && store->can_write(); ++i) {
      const auto answer = store->write_now(command(number), leaving("bread"));
      EXPECT_REFUSED(answer, REFUSAL_STORE_UNAVAILABLE);
      std::this_thread::sleep_for(milliseconds(50));
    }
    return store->write_now(command(number), leaving("bread"));
  };
  EXPECT_REFUSED(refused_at_last(2), REFUSAL_STORE_UNAVAILABLE);
  EXPECT_FALSE(store->can_write()) << "no balancer sends anybody here";
  EXPECT_THROW(messages(*store, "soup"), store::Unavailable);
  proxy.close_line(false);
  for (int i = 0; i < 200 && !store->can_write(); ++i) std::this_thread::sleep_for(milliseconds(50));
  EXPECT_TRUE(store->can_write());
  EXPECT_EQ(messages(*store, "bread"), 0);
  EXPECT_TRUE(store->write_now(command(2), leaving("bread")));
  EXPECT_EQ(messages(*store, "bread"), 1);
}

TEST_F(Faults, a_database_that_is_gone_is_missed_also_where_nobody_writes) {
  const auto store = open({.give_up_after = milliseconds(300), .seal_interval = milliseconds(20)});
  ASSERT_TRUE(store->can_write());
  proxy.close_line(true);
  for (int i = 0; i < 600 && store->can_write(); ++i) std::this_thread::sleep_for(milliseconds(50));
  EXPECT_FALSE(store->can_write());
  proxy.close_line(false);
  for (int i = 0; i < 600 && !store->can_write(); ++i) std::this_thread::sleep_for(milliseconds(50));
  EXPECT_TRUE(store->write_now(command(1), leaving("soup")));
}

TEST_F(Faults, a_database_that_lets_in_and_then_stands_still_is_not_waited_for) {
  proxy.stand_still_at("lock_timeout");
  EXPECT_THROW(open(), store::Unavailable);
}

TEST_F(Faults, a_deadline_stops_the_query_on_the_server) {
  static constexpr store::Statement sleep{"test.sleep", "SELECT 1 FROM pg_sleep(60)", true};
  const auto store = open();
  auto late = command(1);
  late.deadline = steady_clock::now() + milliseconds(300);
  const auto begun = steady_clock::now();
  const auto answer = store->write_now(late, [](Transaction& tx) -> Outcome<std::string> {
    store::add_message(tx, "test", tx.new_id<Uuid>(), "soup");
    tx.one<std::int64_t>(sleep);
    return std::string();
  });
  EXPECT_REFUSED(answer, REFUSAL_DEADLINE_PASSED);
  EXPECT_LT(steady_clock::now() - begun, std::chrono::seconds(10));
  RawPostgres superuser(database.superuser());
  EXPECT_EQ(
      superuser.run("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' "
                    "AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()"),
      "0");
  EXPECT_EQ(messages(*store, "soup"), 0);
  EXPECT_TRUE(store->write_now(command(1), leaving("soup"))) << "refusals are not remembered";
}

TEST_F(Faults, who_is_in_the_way_is_waited_for_and_the_command_done_again) {
  static constexpr store::Statement touch{"test.touch",
                                          "UPDATE outbox SET kind = kind WHERE municipality_id = $1 AND step = 'soup'"};
  const auto store = open();
  ASSERT_TRUE(store->write_now(command(1), leaving("soup")));
  RawPostgres other(database.superuser());
  other.run("BEGIN");
  other.run("UPDATE outbox SET sent_at_us = 1");
  std::atomic<int> runs = 0;
  auto answer = hand_in(*store, command(2), [&](Transaction& tx) -> Outcome<std::string> {
    ++runs;
    return std::to_string(tx.run(touch));
  });
  while (other.run(
             "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") !=
         "1") {
    std::this_thread::sleep_for(milliseconds(10));
  }
  other.run("COMMIT");
  EXPECT_EQ(answer.get().value(), "1");
  EXPECT_EQ(runs, 2) << "the first run saw what was no longer true";
}

TEST_F(Faults, an_idle_connection_that_was_cut_is_not_a_readers_worry) {
  const auto store = open();
  ASSERT_TRUE(store->write_now(command(1), leaving("soup")));
  EXPECT_EQ(messages(*store, "soup"), 1);
  for (int i = 0; i < 5; ++i) {
    RawPostgres superuser(database.superuser());
    superuser.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
        "pg_backend_pid()");
    EXPECT_EQ(messages(*store, "soup"), 1);
    EXPECT_TRUE(store->write_now(command(2 + i), leaving("bread")));
  }
}

TEST_F(Faults, text_that_the_database_cannot_hold_is_refused_and_changes_nothing) {
  const auto store = open();
  const auto answer = store->write_now(command(1), leaving(std::string("so\0up", 5)));
  EXPECT_REFUSED(answer, REFUSAL_INTERNAL_ERROR);
  EXPECT_EQ(records(*store), 0);
  EXPECT_TRUE(store->write_now(command(1), leaving("soup")));
}

}  // namespace
}  // namespace emplooi::testing
