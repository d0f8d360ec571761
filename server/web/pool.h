#pragma once

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <functional>

namespace emplooi::web {

/// Threads for work that blocks, and a bound on how much of it waits.
class Pool {
 public:
  Pool(std::size_t threads, std::size_t bound) : threads_(threads), bound_(bound) {}
  ~Pool() { threads_.join(); }

  /// False, and nothing is done, when as much is waiting and running as the bound allows.
  bool try_post(std::function<void()> work);

  std::size_t load() const { return load_; }

 private:
  boost::asio::thread_pool threads_;
  const std::size_t bound_;
  std::atomic<std::size_t> load_{0};
};

}  // namespace emplooi::web
