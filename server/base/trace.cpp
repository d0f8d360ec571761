#include "base/trace.h"

#include <algorithm>
#include <span>

namespace emplooi {

namespace {

std::optional<std::uint8_t> digit_of(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  return std::nullopt;
}

/// False unless the text is hexadecimal, and not all zeros.
bool read_id(std::string_view text, std::span<std::uint8_t> id) {
  for (std::size_t i = 0; i < id.size(); ++i) {
    const auto high = digit_of(text[2 * i]), low = digit_of(text[2 * i + 1]);
    if (!high || !low) return false;
    id[i] = static_cast<std::uint8_t>(*high << 4 | *low);
  }
  return std::any_of(id.begin(), id.end(), [](std::uint8_t byte) { return byte != 0; });
}

}  // namespace

std::optional<Trace> parse_trace_parent(std::string_view text) {
  constexpr std::size_t length = 55;
  if (text.size() != length || text.substr(0, 3) != "00-" || text[35] != '-' || text[52] != '-') return std::nullopt;
  if (!digit_of(text[53]) || !digit_of(text[54])) return std::nullopt;
  Trace trace;
  if (!read_id(text.substr(3, 32), trace.trace_id)) return std::nullopt;
  if (!read_id(text.substr(36, 16), trace.parent_span_id)) return std::nullopt;
  return trace;
}

}  // namespace emplooi
