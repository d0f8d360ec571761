#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "identity/stream.h"
#include "web/connect.h"

namespace emplooi::web {

/// One stream, between the thread on which its operation runs and the connection that writes it.
class Pipe final : public Outlet, public std::enable_shared_from_this<Pipe> {
 public:
  /// Bytes that may wait for the connection; the operation waits with what comes after them.
  static constexpr std::size_t bound = 256 * 1024;

  Pipe(boost::asio::any_io_executor connection, Codec codec, bool compresses);

  // For the operation's thread.

  bool send(const google::protobuf::Message& message) override;
  std::stop_token over() const override { return over_.get_token(); }
  /// The operation has ended, and how.
  void finish(Outcome<void> outcome);

  // For anybody.

  /// Ends the stream before its operation does: it is asked to stop, and the reader is told why. The first reason counts.
  void end(Refused why);

  // For the connection.

  /// The envelopes that wait, one after the other.
  std::string take();
  /// How the stream ended, once it has and all that the operation sent before is taken.
  std::optional<Outcome<void>> ending();
  /// Waits until there is something to take, the stream has ended, or that time.
  boost::asio::awaitable<void> wait(std::chrono::steady_clock::time_point until);

 private:
  void wake();

  const Codec codec_;
  const bool compresses_;
  std::stop_source over_;
  std::mutex mutex_;
  std::condition_variable_any has_room_;
  std::string waiting_;
  std::optional<Outcome<void>> ending_;
  /// Touched on the connection's thread alone.
  boost::asio::steady_timer bell_;
};

}  // namespace emplooi::web
