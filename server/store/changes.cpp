#include "store/changes.h"

#include <utility>

namespace emplooi::store {

Watch::News Watch::wait(std::stop_token over, std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  told_.wait_for(lock, over, patience, [this] { return !news_.is_nothing(); });
  known_.clear();
  return std::exchange(news_, {});
}

void Watch::tell(const Uuid& id) {
  {
    const std::lock_guard lock(mutex_);
    if (news_.is_everything || !known_.insert(id).second) return;
    news_.ids.push_back(id);
    if (news_.ids.size() > bound) {
      news_ = {{}, true};
      known_.clear();
    }
  }
  told_.notify_one();
}

void Watch::tell_everything() {
  {
    const std::lock_guard lock(mutex_);
    news_ = {{}, true};
    known_.clear();
  }
  told_.notify_one();
}

std::shared_ptr<Watch> Changes::watch(MunicipalityId municipality, std::string_view kind) {
  auto watch = std::make_shared<Watch>();
  const std::lock_guard lock(mutex_);
  watchers_.push_back({municipality, kind, watch});
  return watch;
}

void Changes::tell(MunicipalityId municipality, const std::vector<Change>& changes) {
  if (changes.empty()) return;
  for_each([&](const Watcher& watcher, Watch& watch) {
    if (watcher.municipality != municipality) return;
    for (const auto& change : changes) {
      if (change.kind == watcher.kind) watch.tell(change.id);
    }
  });
}

void Changes::tell_everything(MunicipalityId municipality, std::string_view kind) {
  for_each([&](const Watcher& watcher, Watch& watch) {
    if (watcher.municipality == municipality && watcher.kind == kind) watch.tell_everything();
  });
}

void Changes::tell_everything() {
  for_each([](const Watcher&, Watch& watch) { watch.tell_everything(); });
}

void Changes::for_each(const std::function<void(const Watcher&, Watch&)>& tell_one) {
  const std::lock_guard lock(mutex_);
  std::erase_if(watchers_, [&](const Watcher& watcher) {
    const auto watch = watcher.watch.lock();
    if (watch) tell_one(watcher, *watch);
    return !watch;
  });
}

}  // namespace emplooi::store
