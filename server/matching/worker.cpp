#include "matching/worker.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace emplooi::matching {

namespace {

class Worker {
 public:
  Worker() : thread_([this] { run(); }) {}
  ~Worker() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }

  std::future<void> take(std::function<void()> search) {
    std::packaged_task<void()> task(std::move(search));
    auto done = task.get_future();
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.size() >= most_waiting) return {};
      waiting_.push_back(std::move(task));
    }
    changed_.notify_one();
    return done;
  }

 private:
  void run() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [&] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      auto task = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::packaged_task<void()>> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace

std::future<void> start_search(std::function<void()> search) {
  static Worker worker;
  return worker.take(std::move(search));
}

}  // namespace emplooi::matching
