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

/// A unary or server-streaming call of the Connect protocol (connectrpc.com/docs/protocol), as far as its header or query
/// tells.
struct ConnectCall {
  const Operation* operation = nullptr;
  Codec codec = Codec::proto;
  /// The body is gzip, or the message in its envelope may be.
  bool is_gzipped = false;
  bool accepts_gzip = false;
  std::size_t body_bound = 0;
  std::optional<std::chrono::milliseconds> timeout;
  std::optional<CommandId> command_id;
  /// Of `Authorization: Bearer`, or else of the cookie; empty where there is neither.
  std::string token;
  bool has_cookie = false;
  /// The token of a session that is opened goes into a cookie, and not into the answer.
  bool wants_cookie = false;
  /// What a device signed, and with what; empty where none did.
  std::string device;
  std::string sequence;
  std::string signature;
  std::string target;
  /// Of the client, as far as it stands for one customer.
  std::string address;
  /// What it belongs to at the caller's; absent where the header is missing or malformed (W3C Trace Context).
  std::optional<Trace> trace;
  /// For GET: what a POST carries as its body.
  std::optional<std::string> message;
  /// The body is a logout form, for the municipality of this slug.
  std::optional<std::string> logout_of;
};

/// Finds the operation under /rpc/ and reads how it is called; a logout form is a call too (logout_form.h). An Answer refuses: unknown path 404, wrong
/// verb 405, unknown codec 415 (with a cookie: anything but JSON), and by name: encoding_unsupported,
/// command_id_malformed, request_malformed, cross_site_request.
std::variant<ConnectCall, Answer> read_call(const Operations& operations, const Head& head);

/// The request in the body. Refuses: request_malformed, request_not_one_message, too_large (when inflated); the body is
/// never repeated.
Outcome<MessagePtr> decode(const ConnectCall& call, const std::string& body);

/// The response, compressed where the client takes it and it is worth it; or the refusal. Sets the session's cookie where
/// the call asks for it, and takes it back where it is worth nothing any more.
Answer answer_of(const ConnectCall& call, Outcome<MessagePtr> outcome);

/// What the call is refused with: an error, or a stream that ends with one before it has begun.
Answer refusal_of(const ConnectCall& call, const Refused& refused);

/// The content type of a stream in that codec.
std::string_view stream_type_of(Codec codec);

/// What a stream ends with, well or with an error.
std::string last_envelope(const Outcome<void>& ended);

/// The refusal as a Connect error: code, sentence, and a RefusalDetail.
Answer answer_of(const Refused& refused);

}  // namespace emplooi::web
