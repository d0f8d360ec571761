// Commands that share one commit share nothing else.
#include "base/check.h"
#include "store/bare_store.h"

namespace emplooi::testing {
namespace {

class GroupCommit : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
  TestDatabase database_{folder_ / "a.sqlite"};
  std::unique_ptr<store::Store> store = database_.open();
};

store::Work throwing_after_writing(const std::string& name) {
  return [name](Transaction& tx) -> Outcome<std::string> {
    store::add_message(tx, "test", tx.new_id<Uuid>(), name);
    throw std::runtime_error("something unforeseen");
  };
}

TEST_F(GroupCommit, seals_what_was_committed_together_in_one_block) {
  Gate gate;
  gate.close(*store);
  std::vector<std::future<Outcome<std::string>>> answers;
  for (int i = 0; i < 50; ++i) answers.push_back(hand_in(*store, command(i), leaving("soup")));
  gate.open();
  for (auto& answer : answers) EXPECT_TRUE(answer.get());
  const auto found = verification(*store);
  EXPECT_EQ(found.records, 51);
  // Behind the commits, whenever the sealer comes by, or with each of them: the gate's, and one for all that waited.
  EXPECT_LE(found.blocks, 2 + (tests_use_postgres() ? 1 : 0));
}

/// What a batch of twenty may hold at its eighth and fifteenth place.
struct Bad {
  const char* what;
  store::Work work;
  Refusal refusal;
};

TEST_F(GroupCommit, undoes_only_the_command_that_failed) {
  const Bad table[] = {
      {"refused before it wrote", [](Transaction&) -> Outcome<std::string> { return refuse(REFUSAL_VOUCHER_EXPIRED); },
       REFUSAL_VOUCHER_EXPIRED},
      {"refused after it wrote", refused_after_writing("bad"), REFUSAL_VOUCHER_EXPIRED},
      {"threw after it wrote", throwing_after_writing("bad"), REFUSAL_INTERNAL_ERROR},
      {"met a defect",
       [](Transaction& tx) -> Outcome<std::string> {
         store::add_message(tx, "test", tx.new_id<Uuid>(), "bad");
         ensure(1 > 2, "one is more than two");
         return std::string();
       },
       REFUSAL_INTERNAL_ERROR},
      {"broke a constraint",
       [](Transaction& tx) -> Outcome<std::string> {
         static constexpr store::Statement broken{
             "test.broken", "INSERT INTO journal_salts (municipality_id, record_id, salt) VALUES ($1, $2, NULL)"};
         store::add_message(tx, "test", tx.new_id<Uuid>(), "bad");
         tx.run(broken, tx.record());
         return std::string();
       },
       REFUSAL_INTERNAL_ERROR},
  };
  int number = 0;
  for (const auto& [what, work, refusal] : table) {
    SCOPED_TRACE(what);
    const auto good_before = messages(*store, "good");
    Gate gate;
    gate.close(*store, number++);
    std::vector<std::future<Outcome<std::string>>> answers;
    for (int i = 0; i < 20; ++i) {
      answers.push_back(hand_in(*store, command(number++), i == 8 || i == 15 ? work : leaving("good")));
    }
    gate.open();
    for (int i = 0; i < 20; ++i) {
      const auto answer = answers[i].get();
      if (i == 8 || i == 15) {
        EXPECT_REFUSED(answer, refusal);
      } else {
        EXPECT_TRUE(answer) << i;
      }
    }
    EXPECT_EQ(messages(*store, "good"), good_before + 18);
    EXPECT_EQ(messages(*store, "bad"), 0);
    EXPECT_EQ(verification(*store).first_wrong, "");
    EXPECT_EQ(verification(*store).unsealed, 0);
  }
}

TEST_F(GroupCommit, undoes_a_command_that_was_refused_after_however_many_writes) {
  for (int writes = 0; writes < 8; ++writes) {
    const auto answer = store->write_now(command(writes), [writes](Transaction& tx) -> Outcome<std::string> {
      for (int i = 0; i < writes; ++i) store::add_message(tx, "test", tx.new_id<Uuid>(), "bad");
      return refuse(REFUSAL_VOUCHER_EXPIRED);
    });
    EXPECT_REFUSED(answer, REFUSAL_VOUCHER_EXPIRED);
    EXPECT_EQ(messages(*store, "bad"), 0) << writes << " writes";
  }
  EXPECT_EQ(records(*store), 0);
}

TEST_F(GroupCommit, gives_a_command_the_rows_of_those_before_it) {
  Gate gate;
  gate.close(*store);
  auto first = hand_in(*store, command(1), leaving("soup"));
  auto second = hand_in(*store, command(2), [](Transaction& tx) -> Outcome<std::string> {
    static constexpr store::Statement count{"test.count", "SELECT COUNT(*) FROM outbox WHERE municipality_id = $1"};
    return std::to_string(tx.one<std::int64_t>(count).value());
  });
  gate.open();
  EXPECT_TRUE(first.get());
  EXPECT_EQ(second.get().value(), "1");
}

TEST_F(GroupCommit, answers_only_what_a_reader_can_see) {
  for (int i = 0; i < 50; ++i) {
    std::promise<std::int64_t> seen;
    store->write(command(i), leaving("soup"),
                 [&](const Outcome<std::string>&) { seen.set_value(messages(*store, "soup")); });
    EXPECT_EQ(seen.get_future().get(), i + 1);
  }
}

}  // namespace
}  // namespace emplooi::testing
