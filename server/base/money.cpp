#include "base/money.h"

#include <spdlog/fmt/fmt.h>

namespace emplooi {

std::string to_string(Cents amount) {
  const bool negative = amount.value < 0;
  const auto magnitude =
      negative ? 0 - static_cast<std::uint64_t>(amount.value) : static_cast<std::uint64_t>(amount.value);
  return fmt::format("EUR {}{}.{:02}", negative ? "-" : "", magnitude / 100, magnitude % 100);
}

}  // namespace emplooi
