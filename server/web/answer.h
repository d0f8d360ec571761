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
};

/// The answer in bytes: status line, the fields that every answer carries (no-store, nosniff, HSTS, CSP, no
/// frames, the request's id), its own, and the body.
std::string bytes_of(const Answer& answer, std::string_view request_id, bool closes);

}  // namespace emplooi::web
