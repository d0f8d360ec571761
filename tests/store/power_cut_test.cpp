// The power fails at any moment: what was acknowledged is there, and no command by half. (kill -9 does not find a missing
// fsync, because the kernel still writes what the program had written; this does.)
#include <thread>

#include "store/bare_store.h"
#include "store/fault_vfs.h"
#include "store/raw_file.h"

namespace emplooi::testing {
namespace {

using Loss = FaultyDisk::Loss;

/// A command that leaves two messages, one before and one after its other work.
store::Work leaving_a_pair(int number) {
  return [number](Transaction& tx) -> Outcome<std::string> {
    store::add_message(tx, "first", tx.new_id<Uuid>(), std::to_string(number));
    store::add_message(tx, "second", tx.new_id<Uuid>(), std::to_string(number));
    return std::string(20'000 + 1'000 * (number % 7), 'x') + to_string(tx.record());
  };
}

struct Acknowledged {
  std::size_t at_operation;
  std::string answer;
};

/// A day at the store on a disk that remembers: a new database, commands alone and in groups, checkpoints in between.
class PowerCut : public ::testing::Test {
 protected:
  static constexpr int commands = 260;

  void live_through_a_day(bool durable) {
    auto store = store::open_sqlite({.path = folder_ / "a.sqlite", .durable = durable});
    for (int number = 0; number < commands;) {
      std::vector<std::future<Outcome<std::string>>> group;
      for (int i = 0; i <= number % 4; ++i, ++number) group.push_back(hand_in_pair(*store, number));
      for (auto& answer : group) ASSERT_TRUE(answer.get());
    }
    end_of_day_ = disk_.operations();
    store.reset();
  }

  /// What is missing after the cut, in words; empty if all is as it must be.
  std::string missing_after_cut(std::size_t operations, Loss loss);

  std::future<Outcome<std::string>> hand_in_pair(store::Store& store, int number) {
    auto promise = std::make_shared<std::promise<Outcome<std::string>>>();
    auto answered = promise->get_future();
    store.write(command(number), leaving_a_pair(number), [this, number, promise](Outcome<std::string> answer) {
      if (answer) {
        const std::lock_guard lock(mutex_);
        acknowledged_[number] = {disk_.operations(), *answer};
      }
      promise->set_value(std::move(answer));
    });
    return answered;
  }

  TemporaryFolder folder_;
  FaultyDisk disk_;
  std::mutex mutex_;
  std::map<int, Acknowledged> acknowledged_;
  std::size_t end_of_day_ = 0;
};

std::string PowerCut::missing_after_cut(std::size_t operations, Loss loss) {
  const auto folder = folder_ / "after";
  std::filesystem::remove_all(folder);
  disk_.after_power_cut(operations, loss, operations, folder);
  const auto path = folder + "/a.sqlite";
  std::set<std::string> kept;
  try {
    const auto store = store::open_sqlite({.path = path, .durable = false});
    const auto found = verification(*store);
    if (!found.first_wrong.empty()) return found.first_wrong;
    if (found.unsealed != 0) return "records without a block";
    RawFile file(path);
    if (const auto damage = file.text("PRAGMA integrity_check"); damage != "ok") return damage;
    const auto ids = file.text("SELECT group_concat(hex(command_id)) FROM journal");
    for (std::size_t at = 0; at < ids.size(); at += 33) kept.insert(ids.substr(at, 32));
    for (const auto* kind : {"first", "second"}) {
      const auto count = file.number(std::string("SELECT count(*) FROM outbox WHERE kind = '") + kind + "'");
      if (count != static_cast<std::int64_t>(kept.size())) return "a command is there by half";
    }
    for (const auto& [number, acknowledged] : acknowledged_) {
      std::string id;
      for (const auto byte : command_id(number).bytes) id += fmt::format("{:02X}", byte);
      const bool was_promised = acknowledged.at_operation <= operations;
      if (was_promised && kept.count(id) == 0) return "command " + std::to_string(number) + " is lost";
      if (kept.count(id) == 0 || number % 16 != 0) continue;
      if (store->write_now(command(number), leaving_a_pair(number)).value() != acknowledged.answer) {
        return "command " + std::to_string(number) + " is answered in another way";
      }
    }
    if (!store->write_now(command(commands), leaving_a_pair(commands))) return "nothing can be written";
    if (!verification(*store).first_wrong.empty()) return "the chain does not go on";
  } catch (const std::exception& error) {
    return std::string("it cannot be opened: ") + error.what();
  }
  return {};
}

TEST_F(PowerCut, loses_nothing_that_was_acknowledged) {
  live_through_a_day(true);
  ASSERT_EQ(acknowledged_.size(), static_cast<std::size_t>(commands));
  const auto all = disk_.operations();
  const std::size_t step = all / 60;
  std::size_t cuts = 0;
  for (const auto loss : {Loss::all_unsynced, Loss::torn}) {
    // A step past every kind of operation, and the moments right around each of a few acknowledgements.
    std::set<std::size_t> moments;
    for (std::size_t at = 0; at <= all; at += step) moments.insert(at);
    for (int number = 0; number < commands; number += 26) {
      for (const std::size_t around : {0, 1}) moments.insert(acknowledged_[number].at_operation - around);
    }
    for (const auto at : moments) {
      ASSERT_EQ(missing_after_cut(at, loss), "") << "cut after operation " << at << " of " << all;
      ++cuts;
    }
  }
  RecordProperty("cuts", static_cast<int>(cuts));
  EXPECT_GT(cuts, 120u);
}

/// The same check must fail where it should: without fsync, acknowledged commands are gone.
TEST_F(PowerCut, is_noticed_where_a_store_does_not_sync) {
  live_through_a_day(false);
  EXPECT_NE(missing_after_cut(end_of_day_, Loss::all_unsynced), "");
}

TEST_F(PowerCut, is_noticed_where_the_disk_does_not_sync) {
  live_through_a_day(true);
  EXPECT_EQ(missing_after_cut(end_of_day_, Loss::all_unsynced), "");
  EXPECT_NE(missing_after_cut(end_of_day_, Loss::as_if_never_synced), "");
}

}  // namespace
}  // namespace emplooi::testing
