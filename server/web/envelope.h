#pragma once

#include <string>
#include <string_view>

#include "base/outcome.h"

namespace emplooi::web {

/// What a message of a stream travels in: one byte of flags, four of its length (big-endian), and itself.
struct Envelope {
  static constexpr unsigned char compressed = 1;
  static constexpr unsigned char end_of_stream = 2;
  static constexpr std::size_t head_size = 5;

  unsigned char flags = 0;
  std::string_view payload;
};

std::string enveloped(unsigned char flags, std::string_view payload);

/// Takes the first envelope off `bytes`; nothing where it is not whole.
std::optional<Envelope> take_envelope(std::string_view& bytes);

/// The one message that a server stream's request holds. Refuses: request_not_one_message, request_malformed (cut off, or with
/// flags that a request does not have).
Outcome<Envelope> only_envelope(std::string_view body);

}  // namespace emplooi::web
