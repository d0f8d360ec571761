#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "store/changes.h"
#include "store/postgres_connection.h"

namespace emplooi::store {

/// Hears over a connection of its own what other servers on the database commit, and tells those who watch here to look at
/// everything of that kind again. After it was cut off it tells them to look at everything, because it may have missed some.
class PostgresListener {
 public:
  /// Listens when it returns, if the database is there, and starts its thread. What `self` announces is known here already.
  PostgresListener(std::string url, Uuid self, Changes& changes);
  ~PostgresListener();
  PostgresListener(const PostgresListener&) = delete;
  PostgresListener& operator=(const PostgresListener&) = delete;

 private:
  void connect();
  void run();
  void hear();
  void pause();

  const std::string url_;
  const Uuid self_;
  Changes& changes_;
  /// Can be read once it stops.
  const int wake_;
  std::atomic<bool> stopping_ = false;
  std::unique_ptr<PostgresConnection> connection_;
  std::thread thread_;
};

}  // namespace emplooi::store
