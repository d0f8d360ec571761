#include "web/answer.h"

#include <boost/beast/http/status.hpp>
#include <iterator>

namespace emplooi::web {

namespace {

std::string_view reason_of(int status) {
  if (status == 499) return "Client Closed Request";
  return boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
}

constexpr std::string_view fields_of_all =
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n";

}  // namespace

std::string bytes_of(const Answer& answer, std::string_view request_id, bool closes, bool is_to_head) {
  std::string bytes;
  bytes.reserve(1024 + answer.body.size());
  auto out = std::back_inserter(bytes);
  fmt::format_to(out, "HTTP/1.1 {} {}\r\n", answer.status, reason_of(answer.status));
  bytes += fields_of_all;
  fmt::format_to(out, "Cache-Control: {}\r\nContent-Security-Policy: {}\r\nPermissions-Policy: {}\r\n",
                 answer.cache_control, answer.content_security_policy, answer.permissions_policy);
  for (const auto& [name, value] : answer.fields) fmt::format_to(out, "{}: {}\r\n", name, value);
  if (!answer.content_type.empty()) fmt::format_to(out, "Content-Type: {}\r\n", answer.content_type);
  if (closes) bytes += "Connection: close\r\n";
  if (answer.is_chunked)
    bytes += "Transfer-Encoding: chunked\r\n";
  else if (answer.status != 304)
    fmt::format_to(out, "Content-Length: {}\r\n", answer.body.size());
  fmt::format_to(out, "X-Request-Id: {}\r\n\r\n", request_id);
  if (!is_to_head) bytes += answer.body;
  return bytes;
}

}  // namespace emplooi::web
