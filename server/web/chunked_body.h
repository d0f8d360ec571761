#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace emplooi::web {

/// Takes a chunked body (RFC 9112, 7.1) apart as it arrives. Stricter than the grammar: no chunk extensions
/// and no trailers, through which others have let headers in behind the gate.
class ChunkedBody {
 public:
  enum class State { needs_more, complete, malformed, too_large };

  /// `bound`: most bytes of the body.
  explicit ChunkedBody(std::size_t bound) : bound_(bound) {}

  /// Moves what belongs to the body out of `inbox`; what follows the body stays there.
  State take(std::string& inbox);

  std::string& body() { return body_; }

 private:
  enum class Part { size, data, data_end, last_end };

  State take_size(std::string_view& bytes);
  State take_data(std::string_view& bytes);
  State take_line_end(std::string_view& bytes);

  const std::size_t bound_;
  Part part_ = Part::size;
  std::size_t left_in_chunk_ = 0;
  std::string body_;
};

}  // namespace emplooi::web
