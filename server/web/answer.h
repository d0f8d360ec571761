#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/outcome.h"

namespace emplooi::web {

/// What goes back to a client, before it becomes bytes.
struct Answer {
  int status = 200;
  std::string content_type;
  std::string body;
  /// Fields besides those that every answer carries.
  std::vector<std::pair<std::string, std::string>> fields;
  /// For the log and the figures; unspecified where nothing was refused.
  Refusal refusal = REFUSAL_UNSPECIFIED;
  /// Answers are personal, unless they say otherwise.
  std::string_view cache_control = "no-store";
  /// What a page may load; of anything else nothing is rendered.
  std::string_view content_security_policy = "default-src 'none'; frame-ancestors 'none'";
  /// Devices that a page may use, as Permissions-Policy.
  std::string_view permissions_policy =
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
  /// The body follows the header in chunks.
  bool is_chunked = false;
};

/// The answer in bytes: status line, the fields that every answer carries (caching, nosniff, HSTS, CSP, no
/// frames, no referrer, nothing for other origins, the request's id), its own, and the body. To a HEAD the
/// body's length is told, and no more.
std::string bytes_of(const Answer& answer, std::string_view request_id, bool closes, bool is_to_head = false);

}  // namespace emplooi::web
