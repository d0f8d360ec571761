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
    "Cache-Control: no-store\r\n"
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"
    "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n";

}  // namespace

std::string bytes_of(const Answer& answer, std::string_view request_id, bool closes) {
  std::string bytes;
  bytes.reserve(512 + answer.body.size());
  auto out = std::back_inserter(bytes);
  fmt::format_to(out, "HTTP/1.1 {} {}\r\n", answer.status, reason_of(answer.status));
  bytes += fields_of_all;
  for (const auto& [name, value] : answer.fields) fmt::format_to(out, "{}: {}\r\n", name, value);
  if (!answer.content_type.empty()) fmt::format_to(out, "Content-Type: {}\r\n", answer.content_type);
  if (closes) bytes += "Connection: close\r\n";
  fmt::format_to(out, "X-Request-Id: {}\r\nContent-Length: {}\r\n\r\n", request_id, answer.body.size());
  bytes += answer.body;
  return bytes;
}

}  // namespace emplooi::web
