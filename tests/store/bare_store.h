#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <future>
#include <optional>
#include <string>
#include <vector>

#include "store/journal.h"
#include "store/sqlite_store.h"
#include "support/town.h"

namespace emplooi::testing {

/// A folder that is gone after the test.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// The municipality of these stories, and somebody in it.
extern const MunicipalityId home;
extern const ActorId ada;

/// A command with that number as its id.
store::Command command(int number, const std::string& content = "content");
CommandId command_id(int number);

/// Leaves one message of that name. The answer names the record, so that a second execution cannot pass for the first.
store::Work leaving(const std::string& name);
/// Leaves a message of that name, and then is refused.
store::Work refused_after_writing(const std::string& name);

/// How many messages of that name there are.
std::int64_t messages(store::Store& store, const std::string& name);
std::int64_t records(store::Store& store);
/// Once all records are sealed; where they are not within ten seconds, what is found then.
store::Verification verification(store::Store& store);

/// Commands that wait until they are let go, so that those behind them are taken together.
class Gate {
 public:
  /// Holds the writer inside a command of its own.
  void close(store::Store& store, int number = 999'999);
  void open() { opened_.set_value(); }

 private:
  std::promise<void> opened_;
  std::shared_future<void> is_open_ = opened_.get_future().share();
};

/// Hands in a command and returns where its answer will be.
std::future<Outcome<std::string>> hand_in(store::Store& store, store::Command command, store::Work work);

}  // namespace emplooi::testing
