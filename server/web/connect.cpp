#include "web/connect.h"

#include <algorithm>
#include <charconv>

#include "emplooi/identity/v1/identity.pb.h"
#include "web/connect_get.h"
#include "web/envelope.h"
#include "web/gzip.h"
#include "web/logout_form.h"
#include "web/session_cookie.h"

namespace emplooi::web {

namespace {

constexpr std::string_view rpc_prefix = "/rpc/";
constexpr std::size_t default_body_bound = 65'536;
constexpr std::size_t longest_timeout = 10;

Answer refuse_with_status(int status, Refusal refusal, std::string says) {
  auto answer = answer_of(refuse(refusal, std::move(says)));
  answer.status = status;
  return answer;
}

Answer wrong_verb(bool can_get) {
  auto answer = refuse_with_status(405, REFUSAL_RPC_NOT_FOUND, "this rpc is not called with this verb");
  answer.fields.emplace_back("Allow", can_get ? "GET, POST" : "POST");
  return answer;
}

Answer wrong_content_type(const Operation& operation) {
  auto answer = refuse_with_status(415, REFUSAL_REQUEST_MALFORMED, "the content type is not one of Accept-Post");
  answer.fields.emplace_back("Accept-Post", operation.streams() ? "application/connect+proto, application/connect+json"
                                                                : "application/proto, application/json");
  return answer;
}

Answer streams_need_http_1_1() {
  return refuse_with_status(505, REFUSAL_REQUEST_MALFORMED, "a stream comes in chunks, which HTTP/1.0 does not know");
}

/// Side-effect-free reference data for everybody: nothing else may travel in an address.
bool can_get(const Operation& operation) {
  return operation.rpc->options().idempotency_level() == google::protobuf::MethodOptions::NO_SIDE_EFFECTS &&
         operation.is_public();
}

std::optional<Codec> codec_of(const Operation& operation, std::string_view content_type) {
  if (operation.streams()) {
    if (is_same_word(content_type, "application/connect+proto")) return Codec::proto;
    if (is_same_word(content_type, "application/connect+json")) return Codec::json;
    return std::nullopt;
  }
  if (is_same_word(content_type, "application/proto")) return Codec::proto;
  if (is_same_word(content_type, "application/json")) return Codec::json;
  if (is_same_word(content_type, "application/json; charset=utf-8")) return Codec::json;
  if (is_same_word(content_type, "application/json;charset=utf-8")) return Codec::json;
  return std::nullopt;
}

Outcome<void> read_encoding(std::string_view encoding, ConnectCall& call) {
  if (encoding.empty() || is_same_word(encoding, "identity")) return {};
  if (!is_same_word(encoding, "gzip")) {
    return refuse(REFUSAL_ENCODING_UNSUPPORTED, "this content encoding is not supported; gzip and identity are");
  }
  call.is_gzipped = true;
  return {};
}

Outcome<void> read_protocol(const Head& head, ConnectCall& call) {
  const auto version = head["connect-protocol-version"];
  if (!version.empty() && version != "1")
    return refuse(REFUSAL_REQUEST_MALFORMED, "connect-protocol-version must be 1");
  const auto timeout = head["connect-timeout-ms"];
  if (timeout.empty()) return {};
  std::int64_t milliseconds = 0;
  const auto [end, error] = std::from_chars(timeout.data(), timeout.data() + timeout.size(), milliseconds);
  const bool is_number = error == std::errc() && end == timeout.data() + timeout.size() && milliseconds >= 0;
  if (!is_number || timeout.size() > longest_timeout) {
    return refuse(REFUSAL_REQUEST_MALFORMED, "connect-timeout-ms must be a number of at most 10 digits");
  }
  call.timeout = std::chrono::milliseconds(milliseconds);
  return {};
}

/// The Idempotency-Key draft quotes its value, as a structured field; most clients do not.
Outcome<void> read_command_id(std::string_view key, ConnectCall& call) {
  if (key.empty()) return {};
  if (key.size() > 2 && key.front() == '"' && key.back() == '"') key = key.substr(1, key.size() - 2);
  const auto id = parse_uuid(key);
  if (!id || id->is_nil()) return refuse(REFUSAL_COMMAND_ID_MALFORMED);
  call.command_id = CommandId(*id);
  return {};
}

std::string bearer_of(std::string_view authorization) {
  constexpr std::string_view scheme = "bearer ";
  if (authorization.size() <= scheme.size() || !is_same_word(authorization.substr(0, scheme.size()), scheme)) return {};
  return std::string(authorization.substr(scheme.size()));
}

/// A browser's session. What a page of another site could send is refused before anybody looks whose session it is.
Outcome<void> read_cookie(const Head& head, ConnectCall& call) {
  if (head.method != "POST") return {};
  call.wants_cookie = TRY(asks_for_cookie(head));
  auto token = TRY(token_in_cookie(head));
  call.has_cookie = call.token.empty() && !token.empty();
  if (call.has_cookie) call.token = std::move(token);
  if (call.has_cookie || call.wants_cookie) TRY(check_same_origin(head));
  return {};
}

void read_signature(const Head& head, ConnectCall& call) {
  call.device = head["emplooi-device"];
  call.sequence = head["emplooi-sequence"];
  call.signature = head["emplooi-signature"];
  call.target = head.target;
}

Outcome<void> read_fields(const Head& head, ConnectCall& call) {
  TRY(read_protocol(head, call));
  TRY(read_command_id(head["idempotency-key"], call));
  const auto accepted = call.operation->streams() ? "connect-accept-encoding" : "accept-encoding";
  call.accepts_gzip = lists(head[accepted], "gzip");
  call.trace = parse_trace_parent(head["traceparent"]);
  call.token = bearer_of(head["authorization"]);
  TRY(read_cookie(head, call));
  read_signature(head, call);
  const auto bound = call.operation->access.max_body_bytes();
  call.body_bound = bound > 0 ? static_cast<std::size_t>(bound) : default_body_bound;
  return {};
}

std::string_view code_of(const Refused& refused) {
  // What a Connect client makes of a bare 404; here it reads the same in the body.
  if (refused.refusal == REFUSAL_RPC_NOT_FOUND) return "unimplemented";
  switch (kind_of(refused.refusal)) {
    case base::v1::REFUSAL_KIND_INVALID_ARGUMENT:
      return "invalid_argument";
    case base::v1::REFUSAL_KIND_DEADLINE_EXCEEDED:
      return "deadline_exceeded";
    case base::v1::REFUSAL_KIND_NOT_FOUND:
      return "not_found";
    case base::v1::REFUSAL_KIND_ALREADY_EXISTS:
      return "already_exists";
    case base::v1::REFUSAL_KIND_PERMISSION_DENIED:
      return "permission_denied";
    case base::v1::REFUSAL_KIND_RESOURCE_EXHAUSTED:
      return "resource_exhausted";
    case base::v1::REFUSAL_KIND_FAILED_PRECONDITION:
      return "failed_precondition";
    case base::v1::REFUSAL_KIND_UNIMPLEMENTED:
      return "unimplemented";
    case base::v1::REFUSAL_KIND_UNAVAILABLE:
      return "unavailable";
    case base::v1::REFUSAL_KIND_UNAUTHENTICATED:
      return "unauthenticated";
    default:
      return "internal";
  }
}

int status_of(const Refused& refused) {
  if (refused.refusal == REFUSAL_TOO_LARGE) return 413;
  switch (kind_of(refused.refusal)) {
    case base::v1::REFUSAL_KIND_INVALID_ARGUMENT:
    case base::v1::REFUSAL_KIND_FAILED_PRECONDITION:
      return 400;
    case base::v1::REFUSAL_KIND_UNAUTHENTICATED:
      return 401;
    case base::v1::REFUSAL_KIND_PERMISSION_DENIED:
      return 403;
    case base::v1::REFUSAL_KIND_NOT_FOUND:
      return 404;
    case base::v1::REFUSAL_KIND_ALREADY_EXISTS:
      return 409;
    case base::v1::REFUSAL_KIND_RESOURCE_EXHAUSTED:
      return 429;
    case base::v1::REFUSAL_KIND_UNIMPLEMENTED:
      return 501;
    case base::v1::REFUSAL_KIND_UNAVAILABLE:
      return 503;
    case base::v1::REFUSAL_KIND_DEADLINE_EXCEEDED:
      return 504;
    default:
      return 500;
  }
}

std::string sentence_of(const Refused& refused) {
  if (!refused.says.empty()) return refused.says;
  std::string sentence(name_of(refused.refusal));
  std::replace(sentence.begin(), sentence.end(), '_', ' ');
  return sentence;
}

/// The only envelope of a stream's request is unpacked first. Refuses: request_not_one_message, request_malformed.
Outcome<std::string> payload_of(const ConnectCall& call, const std::string& body, bool& is_gzipped) {
  is_gzipped = call.is_gzipped;
  if (!call.operation->streams()) return body;
  const auto envelope = TRY(only_envelope(body));
  const bool is_compressed = envelope.flags == Envelope::compressed;
  if (is_compressed && !call.is_gzipped) return refuse(REFUSAL_REQUEST_MALFORMED, "no encoding was named");
  is_gzipped = is_compressed;
  return std::string(envelope.payload);
}

base::v1::RefusalDetail detail_of(const Refused& refused) {
  base::v1::RefusalDetail detail;
  detail.set_refusal(refused.refusal);
  detail.set_says(sentence_of(refused));
  detail.set_field(refused.field);
  for (const auto& [name, fact] : refused.facts) (*detail.mutable_facts())[name] = fact;
  const bool is_busy = kind_of(refused.refusal) == base::v1::REFUSAL_KIND_UNAVAILABLE;
  detail.set_retry_after_seconds(std::max(is_busy ? 1 : 0, refused.retry_after_seconds));
  return detail;
}

}  // namespace

std::variant<ConnectCall, Answer> read_call(const Operations& operations, const Head& head) {
  const auto question = std::min(head.target.find('?'), head.target.size());
  const auto path = head.target.substr(0, question);
  ConnectCall call;
  if (path.substr(0, rpc_prefix.size()) == rpc_prefix) call.operation = operations.find(path.substr(rpc_prefix.size()));
  if (is_logout_path(path)) {
    if (auto read = read_logout_path(operations, head, call); !read) return answer_of(read.error());
    call.body_bound = default_body_bound;
    return call;
  }
  if (!call.operation) return answer_of(refuse(REFUSAL_RPC_NOT_FOUND, "there is no such rpc"));

  if (head.method == "GET" && can_get(*call.operation)) {
    const auto query = head.target.substr(std::min(question + 1, head.target.size()));
    if (auto read = read_query(query, call); !read) return answer_of(read.error());
  } else if (head.method == "POST") {
    const auto codec = codec_of(*call.operation, head["content-type"]);
    if (!codec) return wrong_content_type(*call.operation);
    call.codec = *codec;
    if (call.operation->streams() && head.is_http_1_0) return streams_need_http_1_1();
    const auto encoding = call.operation->streams() ? "connect-content-encoding" : "content-encoding";
    if (auto read = read_encoding(head[encoding], call); !read) return refusal_of(call, read.error());
  } else {
    return wrong_verb(can_get(*call.operation));
  }
  if (auto read = read_fields(head, call); !read) return refusal_of(call, read.error());
  if ((call.has_cookie || call.wants_cookie) && call.codec != Codec::json) return wrong_content_type(*call.operation);
  return call;
}

Outcome<MessagePtr> decode(const ConnectCall& call, const std::string& body) {
  if (call.logout_of) return read_logout_form(*call.logout_of, body);
  auto request = call.operation->new_request();
  bool is_gzipped = false;
  const auto payload = TRY(payload_of(call, body, is_gzipped));
  // A zero-length body is never decompressed.
  if (!is_gzipped || payload.empty()) {
    TRY(decode_message(call.codec, payload, *request));
    return request;
  }
  const auto inflated = gunzip(payload, call.body_bound);
  if (inflated.error == GunzipError::too_large) return refuse(REFUSAL_TOO_LARGE, "the body is too large when inflated");
  if (inflated.error) return refuse(REFUSAL_REQUEST_MALFORMED, "the body is not gzip");
  TRY(decode_message(call.codec, inflated.plain, *request));
  return request;
}

Answer refusal_of(const ConnectCall& call, const Refused& refused) {
  auto answer = answer_of(refused);
  if (call.operation->streams()) {
    answer.status = 200;
    answer.fields.clear();
    answer.content_type = stream_type_of(call.codec);
    answer.body = last_envelope(refused);
  }
  if (call.has_cookie && answer.refusal == REFUSAL_NOT_SIGNED_IN) {
    answer.fields.emplace_back("Set-Cookie", forget_cookie());
  }
  return answer;
}

std::string_view stream_type_of(Codec codec) {
  return codec == Codec::json ? "application/connect+json" : "application/connect+proto";
}

std::string last_envelope(const Outcome<void>& ended) {
  if (ended) return enveloped(Envelope::end_of_stream, "{}");
  const auto error = error_json(code_of(ended.error()), detail_of(ended.error()));
  return enveloped(Envelope::end_of_stream, R"({"error":)" + error + "}");
}

Answer answer_of(const ConnectCall& call, Outcome<MessagePtr> outcome) {
  if (!outcome) return refusal_of(call, outcome.error());
  Answer answer;
  const bool is_browser = call.has_cookie || call.wants_cookie;
  if (auto cookie = is_browser ? take_into_cookie(**outcome) : std::nullopt) {
    answer.fields.emplace_back("Set-Cookie", *std::move(cookie));
  } else if (call.has_cookie && call.operation->rpc->output_type() == identity::v1::SignOutResponse::descriptor()) {
    answer.fields.emplace_back("Set-Cookie", forget_cookie());
  }
  answer.content_type = call.codec == Codec::json ? "application/json" : "application/proto";
  answer.body = encode_message(call.codec, **outcome);
  if (call.accepts_gzip && answer.body.size() > worth_compressing) {
    answer.body = gzip(answer.body);
    answer.fields.emplace_back("Content-Encoding", "gzip");
  }
  answer.fields.emplace_back("Vary", "Accept-Encoding");
  return answer;
}

Answer answer_of(const Refused& refused) {
  const auto detail = detail_of(refused);
  Answer answer;
  answer.status = status_of(refused);
  answer.refusal = refused.refusal;
  answer.content_type = "application/json";
  answer.body = error_json(code_of(refused), detail);
  if (answer.status == 401) answer.fields.emplace_back("WWW-Authenticate", "Bearer");
  if (detail.retry_after_seconds() > 0) {
    answer.fields.emplace_back("Retry-After", std::to_string(detail.retry_after_seconds()));
  }
  return answer;
}

}  // namespace emplooi::web
