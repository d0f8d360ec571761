#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace emplooi::bench {

struct Load {
  std::uint16_t port = 0;
  int connections = 64;
  /// Whole HTTP requests, each sent once, by whichever connection is free.
  std::vector<std::string> requests;
};

struct Measured {
  std::chrono::nanoseconds took{};
  /// From sending a request to having its whole answer, sorted.
  std::vector<std::chrono::nanoseconds> latencies;
  std::int64_t ok = 0;
  std::int64_t others = 0;

  double per_second() const { return static_cast<double>(ok + others) / std::chrono::duration<double>(took).count(); }
  std::chrono::nanoseconds percentile(double part) const;
};

/// Sends the requests to 127.0.0.1 over TLS 1.3 connections that are kept alive, from one thread; connecting is not counted.
Measured send_all(const Load& load);

}  // namespace emplooi::bench
