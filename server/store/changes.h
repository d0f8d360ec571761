#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/id.h"

namespace emplooi::store {

/// Something that those who watch may want to look at again once it is committed: its kind and its id, and nothing of what it
/// says.
struct Change {
  /// 'job': a text that lives as long as the program.
  std::string_view kind;
  Uuid id;
};

/// What one watcher has not been told yet.
class Watch {
 public:
  /// Most things that wait to be told; beyond them the watcher is told to look at everything again.
  static constexpr std::size_t bound = 500;

  struct News {
    /// What has changed since the last time, each once, in the order of its first change.
    std::vector<Uuid> ids;
    /// More than can be kept: look at everything again.
    bool is_everything = false;

    bool is_nothing() const { return ids.empty() && !is_everything; }
  };

  /// Waits until something has changed, and no longer than `patience` or until `over`. For one thread.
  News wait(std::stop_token over, std::chrono::milliseconds patience);

 private:
  friend class Changes;
  void tell(const Uuid& id);
  void tell_everything();

  std::mutex mutex_;
  std::condition_variable_any told_;
  std::unordered_set<Uuid> known_;
  News news_;
};

/// Who in this process wants to know what has been committed, by whichever server: told after each commit, and never waited
/// for.
class Changes {
 public:
  /// Is told from now on, until it is destroyed.
  std::shared_ptr<Watch> watch(MunicipalityId municipality, std::string_view kind);
  void tell(MunicipalityId municipality, const std::vector<Change>& changes);
  /// Something of that kind has changed, and it is not known what.
  void tell_everything(MunicipalityId municipality, std::string_view kind);
  /// Anything may have changed.
  void tell_everything();

 private:
  struct Watcher {
    MunicipalityId municipality;
    std::string_view kind;
    std::weak_ptr<Watch> watch;
  };

  /// Tells each that is still there what `tell_one` does.
  void for_each(const std::function<void(const Watcher&, Watch&)>& tell_one);

  std::mutex mutex_;
  std::vector<Watcher> watchers_;
};

}  // namespace emplooi::store
