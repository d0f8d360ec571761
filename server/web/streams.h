#pragma once

#include <atomic>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "town.h"
#include "web/pipe.h"
#include "web/settings.h"

namespace emplooi::web {

/// The streams that are open: each runs on a thread of its own, and they are bounded in all, for one session and for one
/// network address. Every `stream_check` it is looked at whether the session of each is still good.
class Streams {
 public:
  Streams(Town& town, const Settings& settings);
  /// Ends those that still run, and waits for them.
  ~Streams();

  /// Runs the call until it ends or the pipe is told to. The pipe learns how it ended: refused with server_busy and
  /// too_many_streams where there is no place for it.
  void start(Call call, const std::string& address, std::shared_ptr<Pipe> pipe);

  std::size_t size() const;

 private:
  struct Running;

  void run(Running& running);
  Outcome<void> check_place(const Running& running) const;
  void look_after();

  Town& town_;
  const Settings settings_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Running> running_;
  bool is_stopping_ = false;
  std::thread caretaker_;
};

}  // namespace emplooi::web
