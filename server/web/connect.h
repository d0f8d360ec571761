#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>

#include "base/trace.h"
#include "identity/operations.h"
#include "web/answer.h"
#include "web/codec.h"
#include "web/framing_gate.h"

namespace emplooi::web {

/// A unary call of the Connect protocol (connectrpc.com/docs/protocol), as far as its header or query tells.
struct ConnectCall {
  const Operation* operation = nullptr;
  Codec codec = Codec::proto;
  /// The body is gzip.
  bool is_gzipped = false;
  bool accepts_gzip = false;
  std::size_t body_bound = 0;
  std::optional<std::chrono::milliseconds> timeout;
  std::optional<CommandId> command_id;
  /// Without `Bearer `; empty where there is none.
  std::string token;
  /// What it belongs to at the caller's; absent where the header is missing or malformed (W3C Trace Context).
  std::optional<Trace> trace;
  /// For GET: what a POST carries as its body.
  std::optional<std::string> message;
};

/// Finds the operation under /rpc/ and reads how it is called. An Answer refuses: unknown path 404, wrong
/// verb 405, unknown codec 415, and by name: encoding_unsupported, command_id_malformed, request_malformed.
std::variant<ConnectCall, Answer> read_call(const Operations& operations, const Head& head);

/// The request in the body. Refuses: request_malformed, too_large (when inflated); the body is never
/// repeated.
Outcome<MessagePtr> decode(const ConnectCall& call, const std::string& body);

/// The response, compressed where the client takes it and it is worth it; or the refusal.
Answer answer_of(const ConnectCall& call, const Outcome<MessagePtr>& outcome);

/// The refusal as a Connect error: code, sentence, and a RefusalDetail.
Answer answer_of(const Refused& refused);

}  // namespace emplooi::web
