#pragma once

#include <atomic>
#include <functional>

#include "town.h"
#include "web/connect.h"
#include "web/pool.h"
#include "web/settings.h"
#include "web/streams.h"

namespace emplooi::web {

/// From a call with its body to its outcome, off the threads that do input and output.
class Desk {
 public:
  using Done = std::function<void(Outcome<MessagePtr>)>;

  Desk(Town& town, const Settings& settings);
  /// Waits until everything that was taken on is answered.
  ~Desk();

  /// Finds out who is calling, decodes and lets the town answer. `call` must live until `done` is called,
  /// exactly once, on any thread. Refuses, besides the town's own refusals: server_busy, deadline_passed,
  /// request_malformed, too_large.
  void serve(const ConnectCall& call, std::string body, Done done);

  /// As serve(), for an rpc that streams: everything that becomes of it stands in the pipe. Refuses also: too_many_streams.
  void stream(const ConnectCall& call, std::string body, std::shared_ptr<Pipe> pipe);

  Town& town() { return town_; }
  /// Calls that wait for a thread or run on one.
  std::size_t load() const { return reads_and_commands_.load() + passwords_.load() + providers_.load(); }
  std::size_t streams() const { return streams_.size(); }

 private:
  void answer(const ConnectCall& call, std::chrono::steady_clock::time_point deadline, const std::string& body,
              Done done);

  Pool& pool_for(const base::v1::Access& access);

  Town& town_;
  std::atomic<std::size_t> unanswered_{0};
  /// Destroyed after the pools, from which streams are started.
  Streams streams_;
  Pool reads_and_commands_;
  Pool passwords_;
  Pool providers_;
};

}  // namespace emplooi::web
