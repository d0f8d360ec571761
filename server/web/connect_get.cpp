#include "web/connect_get.h"

#include <algorithm>

namespace emplooi::web {

namespace {

int hex_value(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

/// The gate has seen to it that every percent sign is followed by two hexadecimal digits.
std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    plain += static_cast<char>(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2]));
    i += 2;
  }
  return plain;
}

/// The parameters by name; of a repeated one the last.
std::map<std::string, std::string> parameters_of(std::string_view query) {
  std::map<std::string, std::string> parameters;
  while (!query.empty()) {
    const auto item = query.substr(0, query.find('&'));
    const auto equals = std::min(item.find('='), item.size());
    parameters[unescaped(item.substr(0, equals))] = unescaped(item.substr(std::min(equals + 1, item.size())));
    query.remove_prefix(std::min(item.size() + 1, query.size()));
  }
  return parameters;
}

Outcome<void> read_compression(const std::string& compression, ConnectCall& call) {
  if (compression.empty() || compression == "identity") return {};
  if (compression != "gzip") {
    return refuse(REFUSAL_ENCODING_UNSUPPORTED, "this compression is not supported; gzip and identity are");
  }
  call.is_gzipped = true;
  return {};
}

}  // namespace

Outcome<void> read_query(std::string_view query, ConnectCall& call) {
  auto parameters = parameters_of(query);
  const auto& encoding = parameters["encoding"];
  const bool has_message = parameters.contains("message");
  if ((encoding != "json" && encoding != "proto") || !has_message) {
    return refuse(REFUSAL_REQUEST_MALFORMED, "the query needs encoding=json or proto, and message");
  }
  const auto version = parameters.find("connect");
  if (version != parameters.end() && version->second != "v1") {
    return refuse(REFUSAL_REQUEST_MALFORMED, "connect must be v1");
  }
  call.codec = encoding == "json" ? Codec::json : Codec::proto;
  call.message = parameters["message"];
  if (parameters["base64"] == "1") call.message = from_base64(*call.message);
  if (!call.message) return refuse(REFUSAL_REQUEST_MALFORMED, "the message is not base64");
  return read_compression(parameters["compression"], call);
}

}  // namespace emplooi::web
