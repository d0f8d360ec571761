#pragma once

#include <string_view>

#include "web/connect.h"

namespace emplooi::web {

/// Reads `connect=v1&encoding=json&message=...[&base64=1][&compression=gzip]`, in any order and ignoring what
/// it does not know, into the call. Refuses: request_malformed, encoding_unsupported.
Outcome<void> read_query(std::string_view query, ConnectCall& call);

}  // namespace emplooi::web
