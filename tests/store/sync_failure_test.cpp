// A write or an fsync that fails with EIO. After it nobody knows what the disk holds (the kernel may drop the pages and
// then report success), so the store says nothing more, writes nothing more, and never tries the fsync again.
#include <thread>

#include "store/bare_store.h"
#include "store/fault_vfs.h"

namespace emplooi::testing {
namespace {

using Fault = FaultyDisk::Fault;

store::Work leaving_much(const std::string& name) {
  return [name](Transaction& tx) -> Outcome<std::string> {
    store::add_message(tx, "test", tx.new_id<Uuid>(), name);
    return std::string(240'000, 'x') + to_string(tx.record());
  };
}

class DiskError : public ::testing::Test {
 protected:
  static constexpr int commands = 30;

  /// Hands in commands one by one until the disk fails at the `nth` write or sync; half of them are large, so that a
  /// checkpoint comes along. False if it never failed.
  bool work_until_failure(Fault fault, int nth);
  void expect_what_was_acknowledged(const std::string& path);

  TemporaryFolder folder_;
  std::map<int, std::string> acknowledged_;
  std::optional<int> unacknowledged_;
};

bool DiskError::work_until_failure(Fault fault, int nth) {
  const auto path = folder_ / ("a" + std::to_string(nth) + ".sqlite");
  acknowledged_.clear();
  unacknowledged_.reset();
  FaultyDisk disk;
  auto store = store::open_sqlite({.path = path});
  disk.fail(fault, nth);
  // A checkpoint that fails after the last answer shows at the next command.
  for (int i = 0; !unacknowledged_ && (i < commands || disk.has_failed()); ++i) {
    const auto answer = store->write_now(command(i), i % 3 == 0 ? leaving("soup") : leaving_much("soup"));
    if (answer) {
      acknowledged_[i] = *answer;
    } else {
      EXPECT_REFUSED(answer, REFUSAL_STORE_UNAVAILABLE);
      unacknowledged_ = i;
    }
  }
  if (!disk.has_failed()) return false;
  EXPECT_FALSE(store->can_write());
  EXPECT_REFUSED(store->write_now(command(commands + 1), leaving("soup")), REFUSAL_STORE_UNAVAILABLE);
  EXPECT_EQ(messages(*store, "soup"), static_cast<std::int64_t>(acknowledged_.size())) << "reads go on";
  store.reset();
  EXPECT_EQ(disk.tried_after_failure(), 0) << "nothing was written or synced again, nor on closing";

  // What the program that is started next finds, and what a machine that is started next finds.
  disk.after_power_cut(disk.operations(), FaultyDisk::Loss::all_unsynced, 1, folder_ / ("cut" + std::to_string(nth)));
  disk.mend();
  expect_what_was_acknowledged(path);
  expect_what_was_acknowledged(folder_ / ("cut" + std::to_string(nth) + "/a" + std::to_string(nth) + ".sqlite"));
  return true;
}

void DiskError::expect_what_was_acknowledged(const std::string& path) {
  const auto store = store::open_sqlite({.path = path, .durable = false});
  EXPECT_TRUE(store->can_write());
  EXPECT_EQ(verification(*store).first_wrong, "");
  EXPECT_EQ(verification(*store).unsealed, 0);
  const auto kept = messages(*store, "soup");
  EXPECT_EQ(records(*store), kept);
  EXPECT_GE(kept, static_cast<std::int64_t>(acknowledged_.size()));
  EXPECT_LE(kept, static_cast<std::int64_t>(acknowledged_.size()) + 1) << "the last one may be there or not";
  for (const auto& [number, answer] : acknowledged_) {
    EXPECT_EQ(store->write_now(command(number), leaving("again")).value(), answer);
  }
  const auto last = store->write_now(command(*unacknowledged_), leaving("soup"));
  EXPECT_TRUE(last);
  EXPECT_EQ(messages(*store, "soup"), static_cast<std::int64_t>(acknowledged_.size()) + 1)
      << "tried again, it acts once";
  EXPECT_EQ(messages(*store, "again"), 0);
}

TEST_F(DiskError, at_any_sync_fences_the_store) {
  int nth = 1;
  while (!HasFailure() && work_until_failure(Fault::sync_error, nth)) ++nth;
  EXPECT_GT(nth, commands) << "every commit syncs, and so does the checkpoint";
}

TEST_F(DiskError, at_a_write_fences_the_store) {
  int found = 0;
  // Every write of the first commits, then here and there through logs and checkpoint.
  for (int nth = 1; !HasFailure() && work_until_failure(Fault::write_error, nth); nth += nth < 24 ? 1 : 131) ++found;
  EXPECT_GT(found, 30);
}

}  // namespace
}  // namespace emplooi::testing
