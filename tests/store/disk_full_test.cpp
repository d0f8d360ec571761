// A full disk at every write there is: nobody is told that something was kept which was not, and nothing is kept by half.
#include "store/bare_store.h"
#include "store/fault_vfs.h"

namespace emplooi::testing {
namespace {

using Fault = FaultyDisk::Fault;

/// A command of some 60 pages.
store::Work leaving_much(const std::string& name) {
  return [name](Transaction& tx) -> Outcome<std::string> {
    store::add_message(tx, "test", tx.new_id<Uuid>(), name);
    return std::string(240'000, 'x') + to_string(tx.record());
  };
}

class DiskFull : public ::testing::Test {
 protected:
  std::unique_ptr<store::Store> open() { return store::open_sqlite({.path = folder_ / "a.sqlite"}); }
  void expect_sound(store::Store& store, std::int64_t expected_records) {
    const auto found = verification(store);
    EXPECT_EQ(found.first_wrong, "");
    EXPECT_EQ(found.unsealed, 0);
    EXPECT_EQ(found.records, expected_records);
  }
  TemporaryFolder folder_;
  FaultyDisk disk_;
};

TEST_F(DiskFull, at_any_write_refuses_the_command_and_goes_on_later) {
  auto store = open();
  int number = 0;
  for (const auto& [what, work] : {std::pair{"little", leaving("soup")}, std::pair{"much", leaving_much("soup")}}) {
    int nth = 1;
    for (;; ++nth, ++number) {
      // A checkpoint between two commands finds room; the log does not.
      disk_.fail(Fault::disk_full, nth, "a.sqlite-wal");
      const auto refused = store->write_now(command(number), work);
      if (!disk_.has_failed()) break;
      EXPECT_REFUSED(refused, REFUSAL_STORE_UNAVAILABLE) << what << " " << nth;
      EXPECT_TRUE(store->can_write());
      EXPECT_EQ(messages(*store, "soup"), number) << "reads go on, and find nothing of it";
      disk_.mend();
      const auto answer = store->write_now(command(number), work);
      ASSERT_TRUE(answer) << what << " " << nth;
      EXPECT_EQ(store->write_now(command(number), work).value(), answer.value());
      EXPECT_EQ(messages(*store, "soup"), number + 1);
    }
    disk_.mend();
    ++number;
    EXPECT_GT(nth, 8) << "a command writes some pages";
  }
  expect_sound(*store, number);
  store.reset();
  expect_sound(*open(), number);
}

TEST_F(DiskFull, refuses_all_that_shared_the_commit) {
  const auto store = open();
  Gate gate;
  gate.close(*store);
  std::vector<std::future<Outcome<std::string>>> answers;
  for (int i = 0; i < 20; ++i) answers.push_back(hand_in(*store, command(i), leaving("soup")));
  // The gate's own commit comes first; then the batch meets the full disk in its middle.
  disk_.fail(Fault::disk_full, 25);
  gate.open();
  for (auto& answer : answers) EXPECT_REFUSED(answer.get(), REFUSAL_STORE_UNAVAILABLE);
  ASSERT_TRUE(disk_.has_failed());
  EXPECT_EQ(messages(*store, "soup"), 0);
  disk_.mend();
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(store->write_now(command(i), leaving("soup")));
  EXPECT_EQ(messages(*store, "soup"), 20);
}

}  // namespace
}  // namespace emplooi::testing
