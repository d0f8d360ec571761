// What a command id promises: one execution, one answer, for ever.
#include <atomic>
#include <thread>

#include "store/bare_store.h"

namespace emplooi::testing {
namespace {

using store::Command;

class Journal : public ::testing::Test {
 protected:
  std::unique_ptr<store::Store> open() { return database_.open(); }
  TemporaryFolder folder_;
  TestDatabase database_{folder_ / "a.sqlite"};
  std::unique_ptr<store::Store> store = open();
};

TEST_F(Journal, answers_the_same_command_id_with_the_same_answer) {
  const auto first = store->write_now(command(1), leaving("soup")).value();
  EXPECT_EQ(store->write_now(command(1), leaving("soup")).value(), first);
  store.reset();
  store = open();
  EXPECT_EQ(store->write_now(command(1), leaving("soup")).value(), first) << "also after a restart";
  EXPECT_EQ(messages(*store, "soup"), 1);
  EXPECT_EQ(records(*store), 1);
  EXPECT_NE(store->write_now(command(2), leaving("soup")).value(), first);
  EXPECT_EQ(messages(*store, "soup"), 2);
}

TEST_F(Journal, refuses_a_command_id_that_stands_for_something_else) {
  ASSERT_TRUE(store->write_now(command(1), leaving("soup")));
  const auto differing = [](auto change) {
    Command other = command(1);
    change(other);
    return other;
  };
  const Command others[] = {
      differing([](Command& c) { c.content = "other content"; }),
      differing([](Command& c) { c.content.clear(); }),
      differing([](Command& c) { c.actor = ActorId(); }),
      differing([](Command& c) { c.rpc = "emplooi.test.v1.TestService.Take"; }),
      // The same bytes, cut at another place.
      differing([](Command& c) { c.rpc += "c", c.content = "ontent"; }),
  };
  for (const auto& other : others) {
    EXPECT_REFUSED(store->write_now(other, leaving("bread")), REFUSAL_COMMAND_ID_REUSED);
  }
  EXPECT_EQ(messages(*store, "bread"), 0);
  EXPECT_EQ(records(*store), 1);
}

TEST_F(Journal, keeps_command_ids_apart_by_municipality) {
  ASSERT_TRUE(store->write_now(command(1), leaving("soup")));
  Command elsewhere = command(1, "other content");
  elsewhere.municipality = MunicipalityId(command_id(7));
  EXPECT_TRUE(store->write_now(elsewhere, leaving("soup")));
  EXPECT_EQ(messages(*store, "soup"), 1) << "one here, one there";
}

TEST_F(Journal, does_not_remember_what_was_refused) {
  EXPECT_REFUSED(store->write_now(command(1), refused_after_writing("soup")), REFUSAL_VOUCHER_EXPIRED);
  EXPECT_EQ(messages(*store, "soup"), 0);
  EXPECT_EQ(records(*store), 0);
  EXPECT_TRUE(store->write_now(command(1, "other content"), leaving("soup"))) << "the id is still free";
  EXPECT_EQ(messages(*store, "soup"), 1);
}

TEST_F(Journal, carries_out_an_id_once_that_comes_twice_in_one_batch) {
  Gate gate;
  gate.close(*store);
  auto first = hand_in(*store, command(1), leaving("soup"));
  auto again = hand_in(*store, command(1), leaving("soup"));
  auto other = hand_in(*store, command(1, "other content"), leaving("soup"));
  // A neighbour that is undone makes the whole batch run a second time.
  auto neighbour = hand_in(*store, command(2), refused_after_writing("soup"));
  gate.open();
  EXPECT_EQ(first.get().value(), again.get().value());
  EXPECT_REFUSED(other.get(), REFUSAL_COMMAND_ID_REUSED);
  EXPECT_REFUSED(neighbour.get(), REFUSAL_VOUCHER_EXPIRED);
  EXPECT_EQ(messages(*store, "soup"), 1);
}

TEST_F(Journal, carries_out_an_id_once_that_many_threads_send) {
  constexpr int threads = 16, rounds = 20;
  for (int round = 0; round < rounds; ++round) {
    const auto name = "soup " + std::to_string(round);
    std::vector<std::future<Outcome<std::string>>> answers(threads);
    std::atomic<int> waiting = threads;
    std::vector<std::thread> senders;
    for (auto& answer : answers) {
      senders.emplace_back([&] {
        for (--waiting; waiting > 0;) std::this_thread::yield();
        answer = hand_in(*store, command(round), leaving(name));
      });
    }
    for (auto& sender : senders) sender.join();
    std::set<std::string> different;
    for (auto& answer : answers) different.insert(answer.get().value());
    EXPECT_EQ(different.size(), 1u);
    EXPECT_EQ(messages(*store, name), 1);
  }
}

TEST_F(Journal, does_not_answer_session_commands_again) {
  Command session = command(1);
  session.id = CommandId();
  const auto first = store->write_now(session, leaving("soup")).value();
  EXPECT_NE(store->write_now(session, leaving("soup")).value(), first);
  EXPECT_EQ(messages(*store, "soup"), 2);
  EXPECT_EQ(records(*store), 2) << "but each leaves its record";
}

TEST_F(Journal, seals_what_it_wrote) {
  for (int i = 0; i < 40; ++i) ASSERT_TRUE(store->write_now(command(i), leaving("soup")));
  EXPECT_REFUSED(store->write_now(command(40), refused_after_writing("soup")), REFUSAL_VOUCHER_EXPIRED);
  const auto found = verification(*store);
  EXPECT_EQ(found.first_wrong, "");
  EXPECT_EQ(found.records, 40);
  EXPECT_EQ(found.blocks, tests_use_postgres() ? found.blocks : 40) << "each with its own commit";
  EXPECT_GT(found.blocks, 0);
  EXPECT_EQ(found.unsealed, 0);
  EXPECT_EQ(found.last_block_hash.size(), 32u);
}

}  // namespace
}  // namespace emplooi::testing
