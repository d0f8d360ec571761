#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/system/result.hpp>
#include <chrono>
#include <string>

#include "web/assets.h"
#include "web/desk.h"
#include "web/framing_gate.h"
#include "web/metrics.h"
#include "web/pipe.h"

namespace emplooi::web {

/// What all connections share; outlives them.
struct Front {
  const Operations& operations;
  const Assets& assets;
  boost::asio::ssl::context& tls;
  Desk& desk;
  Metrics& metrics;
  const Settings& settings;
};

/// One client's TLS connection: request after request, in order, each within its limits. Lives on one thread.
class Connection {
 public:
  Connection(boost::asio::ip::tcp::socket socket, const Front& front);

  /// Ends when the client leaves, breaks a limit or the grammar, or stop() was called. Throws nothing.
  boost::asio::awaitable<void> run();

  /// Takes no further request: the one that has begun is still answered, and a stream ends.
  void stop();

 private:
  template <class T>
  using Awaitable = boost::asio::awaitable<T>;
  template <class T>
  using Received = boost::system::result<T, Answer>;
  enum class Next { request, close, linger };
  /// One request on its way to its answer.
  struct Exchange {
    std::string id;
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
    std::size_t bytes_in = 0;
    const Operation* operation = nullptr;
    bool is_head = false;
  };

  Awaitable<void> talk();
  Awaitable<Next> exchange();
  Awaitable<bool> wait_for_request();
  Awaitable<Received<std::string>> receive_header();
  Awaitable<Received<std::string>> receive_body(const Head& head, std::size_t bound);
  Awaitable<Received<std::string>> receive_chunks(std::size_t bound);
  Awaitable<void> read_more();
  Awaitable<void> write(std::string bytes);
  Awaitable<Next> reply(const Exchange& exchange, Answer answer, Next next);
  Awaitable<Next> stream(const Exchange& exchange, ConnectCall call, std::string body, Next next);
  /// In the log and the figures.
  void note(const Exchange& exchange, int status, Refusal refusal, std::size_t bytes_out);
  Awaitable<void> part(Next how);
  boost::beast::tcp_stream& transport() { return stream_.next_layer(); }

  boost::asio::ssl::stream<boost::beast::tcp_stream> stream_;
  Front front_;
  /// Bytes that arrived and are not taken yet; pipelined requests wait here.
  std::string inbox_;
  std::string name_;
  /// Of the client, as far as it stands for one customer.
  std::string address_;
  std::size_t exchanges_ = 0;
  /// The stream that goes on, or was the last one.
  std::shared_ptr<Pipe> pipe_;
  bool is_idle_ = true;
  bool is_stopping_ = false;
};

}  // namespace emplooi::web
