#include "web/codec.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/util/json_util.h>
#include <sodium.h>

#include <algorithm>

namespace emplooi::web {

namespace {

bool nests_too_deep(std::string_view json) {
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_text) {
      if (c == '\\') ++i;
      if (c == '"') in_text = false;
    } else if (c == '"') {
      in_text = true;
    } else if (c == '{' || c == '[') {
      if (++depth > depth_bound) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

bool parse_json(const std::string& json, google::protobuf::Message& message) {
  // An empty text is no JSON, though the parser takes it for an empty object.
  if (json.empty() || nests_too_deep(json)) return false;
  return google::protobuf::util::JsonStringToMessage(json, &message).ok();
}

bool parse_proto(const std::string& bytes, google::protobuf::Message& message) {
  google::protobuf::io::CodedInputStream input(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                               static_cast<int>(bytes.size()));
  input.SetRecursionLimit(depth_bound);
  return message.ParseFromCodedStream(&input) && input.ConsumedEntireMessage();
}

}  // namespace

Outcome<void> decode_message(Codec codec, const std::string& bytes, google::protobuf::Message& message) {
  const bool is_read = codec == Codec::json ? parse_json(bytes, message) : parse_proto(bytes, message);
  if (!is_read) return refuse(REFUSAL_REQUEST_MALFORMED, "the body is not a message of this rpc");
  return {};
}

std::string encode_message(Codec codec, const google::protobuf::Message& message) {
  if (codec == Codec::proto) return message.SerializeAsString();
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(message, &json);
  ensure(status.ok(), "an answer has a JSON form");
  return json;
}

std::string error_json(std::string_view code, const base::v1::RefusalDetail& detail) {
  return fmt::format(R"({{"code":"{}","message":{},"details":[{{"type":"{}","value":"{}"}}]}})", code,
                     json_text(detail.says()), detail.GetTypeName(), base64(detail.SerializeAsString()));
}

std::string json_text(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      json += fmt::format("\\u{:04x}", static_cast<int>(c));
    } else {
      json += c;
    }
  }
  return json + '"';
}

std::string base64(std::string_view bytes) {
  constexpr int variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    variant);
  text.pop_back();
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string standard(text.substr(0, text.find_last_not_of('=') + 1));
  std::replace(standard.begin(), standard.end(), '-', '+');
  std::replace(standard.begin(), standard.end(), '_', '/');
  std::string bytes(standard.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  const int result =
      sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), standard.data(), standard.size(),
                        nullptr, &length, &end, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  if (result != 0 || end != standard.data() + standard.size()) return std::nullopt;
  bytes.resize(length);
  return bytes;
}

}  // namespace emplooi::web
