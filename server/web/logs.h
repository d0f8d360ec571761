#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace emplooi::web {

/// From here on everything that is logged goes to stderr, or to the end of the file where one is named, as one JSON object a
/// line; protobuf's own complaints about what clients send go nowhere, since the client is told. `level`: trace to critical,
/// or off.
void start_logs(const std::string& level, const std::string& file = {});

/// What is remembered of a request: nothing that a person sent.
struct RequestLine {
  std::string_view request_id;
  /// Empty where no rpc was found.
  std::string_view rpc;
  int status;
  /// Empty where nothing was refused.
  std::string_view refusal;
  std::chrono::microseconds duration;
  std::size_t bytes_in;
  std::size_t bytes_out;
};

void log_request(const RequestLine& line);

}  // namespace emplooi::web
