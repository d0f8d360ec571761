#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

namespace emplooi::testing {

/// A line between client and server that carries everything, until it is told to lose what the server says: then it waits
/// for the next answer, drops it, and hangs up. One connection at a time.
class LosingProxy {
 public:
  explicit LosingProxy(std::uint16_t server_port);
  ~LosingProxy();
  LosingProxy(const LosingProxy&) = delete;
  LosingProxy& operator=(const LosingProxy&) = delete;

  std::uint16_t port() const { return port_; }
  void lose_answers() { loses_ = true; }
  /// Bytes of answers that reached the proxy and nobody else.
  std::size_t lost_bytes() const { return lost_bytes_; }

 private:
  void run();
  void carry(int client);

  const std::uint16_t server_port_;
  int listener_;
  std::uint16_t port_ = 0;
  std::atomic<bool> loses_ = false;
  std::atomic<std::size_t> lost_bytes_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace emplooi::testing
