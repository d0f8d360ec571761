#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace emplooi {

/// Where a call stands in what its caller does: W3C Trace Context (2021), header `traceparent`.
struct Trace {
  std::array<std::uint8_t, 16> trace_id{};
  /// The caller's own action, which this call belongs to.
  std::array<std::uint8_t, 8> parent_span_id{};
};

/// Reads `00-<32 hexadecimal digits>-<16>-<2>`, in lower case. Nothing for another version or form, or ids that are all
/// zero: the standard asks to go on as if the header were not there.
std::optional<Trace> parse_trace_parent(std::string_view text);

}  // namespace emplooi
