#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/market.h"

namespace emplooi::bench {

/// Signs in over TLS; the bearer token.
std::string sign_in(const Market& market, std::uint16_t port, const std::string& certificate);

/// A whole HTTP request for each redemption of the market.
std::vector<std::string> redemptions(const Market& market, const std::string& token);

/// Memory that a process holds.
std::int64_t resident_kib(pid_t pid);

double milliseconds(std::chrono::nanoseconds time);

}  // namespace emplooi::bench
