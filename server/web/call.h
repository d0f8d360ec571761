#pragma once

#include <functional>
#include <optional>
#include <string>

#include "web/client.h"

namespace emplooi::web {

struct CallOptions {
  ClientOptions client;
  /// `VoucherService/GetVoucher`, or with its package in front.
  std::string rpc;
  /// The request in JSON.
  std::string request = "{}";
  /// `coordinator@tilburg`; none: without signing in.
  std::optional<std::string> sign_in_name;
  std::string password;
  /// Asked where the account has a second factor: what the authenticator shows, or a recovery code.
  std::function<std::string()> one_time_code;
};

/// Calls one rpc of a running server over HTTPS, signing in before and out after. Prints the answer, or the
/// refusal, as JSON; of a stream each message that comes within half of the client's timeout. Returns the
/// program's exit status. Throws std::exception where the server cannot be reached.
int call(const CallOptions& options);

}  // namespace emplooi::web
