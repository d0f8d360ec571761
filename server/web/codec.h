#pragma once

#include <google/protobuf/message.h>

#include <optional>
#include <string>
#include <string_view>

#include "base/outcome.h"

namespace emplooi::web {

enum class Codec { proto, json };

/// Most levels of messages inside messages, and of braces and brackets in JSON.
constexpr int depth_bound = 64;

/// Fills an empty message. In JSON an unknown field or enumeration value is malformed: a limit under a
/// misspelt name must not go unseen. Refuses: request_malformed.
Outcome<void> decode_message(Codec codec, const std::string& bytes, google::protobuf::Message& message);

std::string encode_message(Codec codec, const google::protobuf::Message& message);

/// `{"code":...,"message":...,"details":[...]}`, the body of a Connect error.
std::string error_json(std::string_view code, const base::v1::RefusalDetail& detail);

/// The text in quotes, with what JSON does not allow inside them escaped.
std::string json_text(std::string_view text);

/// Unpadded base64 of the standard alphabet, in which details travel.
std::string base64(std::string_view bytes);

/// Reads either alphabet, with or without padding, as the query of a GET may hold; nothing for other text.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace emplooi::web
