#include "base/field_rules.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "emplooi/base/v1/options.pb.h"

namespace emplooi {

namespace {

using base::v1::FieldRule;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int default_max_length = 200;
constexpr int default_max_items = 200;
constexpr std::int64_t default_max_number = std::int64_t{1} << 53;
constexpr std::int64_t default_max_cents = 100'000'000'000;

Refused refuse_field(Refusal refusal, const std::string& path, std::string says) {
  auto refused = refuse(refusal, std::move(says));
  refused.field = path;
  return refused;
}

const FieldRule& rule_of(const FieldDescriptor* field) { return field->options().GetExtension(base::v1::rule); }

/// Counts code points; nothing for invalid UTF-8 (overlong forms and surrogates included) or control characters.
std::optional<int> printable_length(const std::string& text) {
  int length = 0;
  for (std::size_t i = 0; i < text.size(); ++length) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const int extra = lead < 0x80 ? 0 : lead >> 5 == 6 ? 1 : lead >> 4 == 14 ? 2 : lead >> 3 == 30 ? 3 : -1;
    if (extra < 0 || i + extra >= text.size() + (extra == 0)) return std::nullopt;
    std::uint32_t code = extra == 0 ? lead : lead & (0x3f >> extra);
    for (int k = 1; k <= extra; ++k) {
      const auto follower = static_cast<unsigned char>(text[i + k]);
      if (follower >> 6 != 2) return std::nullopt;
      code = code << 6 | (follower & 0x3f);
    }
    static constexpr std::uint32_t smallest[] = {0, 0x80, 0x800, 0x10000};
    const bool is_control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    const bool is_invalid = code < smallest[extra] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000);
    if (is_invalid || (is_control && code != '\n')) return std::nullopt;
    i += extra + 1;
  }
  return length;
}

Outcome<void> check_text(const std::string& text, const FieldRule& rule, const std::string& path) {
  const auto length = printable_length(text);
  if (!length) return refuse_field(REFUSAL_TEXT_MALFORMED, path, "the text is not printable UTF-8");
  const int most = rule.has_max_length() ? rule.max_length() : default_max_length;
  if (*length > most) {
    return refuse_field(REFUSAL_FIELD_OUT_OF_BOUNDS, path, "at most " + std::to_string(most) + " characters");
  }
  if (text.empty()) return {};
  if (*length < rule.min_length()) {
    return refuse_field(REFUSAL_FIELD_OUT_OF_BOUNDS, path,
                        "at least " + std::to_string(rule.min_length()) + " characters");
  }
  if (rule.id() && !parse_uuid(text)) return refuse_field(REFUSAL_ID_MALFORMED, path, "not a UUID");
  if (rule.date() && !parse_date(text)) {
    return refuse_field(REFUSAL_DATE_MALFORMED, path, "not a calendar date YYYY-MM-DD of 1900 to 2999");
  }
  return {};
}

Outcome<void> check_number(std::int64_t number, const FieldDescriptor* field, const FieldRule& rule,
                           const std::string& path) {
  const std::string& name = field->name();
  const bool is_cents = name.size() > 6 && name.compare(name.size() - 6, 6, "_cents") == 0;
  const std::int64_t most = rule.has_max() ? rule.max() : is_cents ? default_max_cents : default_max_number;
  const std::int64_t least = rule.has_min() ? rule.min() : 0;
  if (number < least || number > most) {
    return refuse_field(REFUSAL_FIELD_OUT_OF_BOUNDS, path,
                        "must lie in " + std::to_string(least) + ".." + std::to_string(most));
  }
  return {};
}

Outcome<void> check_message(const Message& message, const std::string& prefix);

/// One value: the field itself, or item `index` of a list.
Outcome<void> check_value(const Message& message, const FieldDescriptor* field, int index, const std::string& path) {
  const auto* reflection = message.GetReflection();
  const auto& rule = rule_of(field);
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string scratch;
      const auto& text = index < 0 ? reflection->GetStringReference(message, field, &scratch)
                                   : reflection->GetRepeatedStringReference(message, field, index, &scratch);
      if (field->type() == FieldDescriptor::TYPE_STRING) return check_text(text, rule, path);
      const auto most = static_cast<std::size_t>(rule.has_max_length() ? rule.max_length() : default_max_length);
      if (text.size() > most) return refuse_field(REFUSAL_FIELD_OUT_OF_BOUNDS, path, "too many bytes");
      return {};
    }
    case FieldDescriptor::CPPTYPE_INT32:
      return check_number(
          index < 0 ? reflection->GetInt32(message, field) : reflection->GetRepeatedInt32(message, field, index), field,
          rule, path);
    case FieldDescriptor::CPPTYPE_INT64:
      return check_number(
          index < 0 ? reflection->GetInt64(message, field) : reflection->GetRepeatedInt64(message, field, index), field,
          rule, path);
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int number = index < 0 ? reflection->GetEnumValue(message, field)
                                   : reflection->GetRepeatedEnumValue(message, field, index);
      if (!field->enum_type()->FindValueByNumber(number)) {
        return refuse_field(REFUSAL_ENUM_UNKNOWN, path, "not a value of this enumeration");
      }
      return {};
    }
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      const auto& child =
          index < 0 ? reflection->GetMessage(message, field) : reflection->GetRepeatedMessage(message, field, index);
      return check_message(child, path + ".");
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      return {};
    default:
      ensure(false, "requests hold only text, bytes, int32, int64, bool, enumerations and messages");
      return {};
  }
}

bool is_empty(const Message& message, const FieldDescriptor* field) {
  const auto* reflection = message.GetReflection();
  if (field->is_repeated()) return reflection->FieldSize(message, field) == 0;
  if (!reflection->HasField(message, field)) return true;
  // An optional number may be present and zero: present counts.
  return field->cpp_type() == FieldDescriptor::CPPTYPE_STRING && reflection->GetString(message, field).empty();
}

/// An item of a list is something: no empty text and no UNSPECIFIED.
bool is_empty_item(const Message& message, const FieldDescriptor* field, int index) {
  const auto* reflection = message.GetReflection();
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    return reflection->GetRepeatedEnumValue(message, field, index) == 0;
  }
  return field->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
         reflection->GetRepeatedString(message, field, index).empty();
}

Outcome<void> check_list(const Message& message, const FieldDescriptor* field, const std::string& path) {
  const auto& rule = rule_of(field);
  const int most = rule.has_max_items() ? rule.max_items() : default_max_items;
  const int size = message.GetReflection()->FieldSize(message, field);
  if (size > most) {
    return refuse_field(REFUSAL_FIELD_OUT_OF_BOUNDS, path, "at most " + std::to_string(most) + " items");
  }
  for (int i = 0; i < size; ++i) {
    const auto item = path + "[" + std::to_string(i) + "]";
    if (is_empty_item(message, field, i))
      return refuse_field(REFUSAL_FIELD_MISSING, item, "an item of a list is not empty");
    TRY(check_value(message, field, i, item));
  }
  return {};
}

Outcome<void> check_message(const Message& message, const std::string& prefix) {
  const auto* descriptor = message.GetDescriptor();
  if (descriptor->file()->package() == "google.protobuf") return {};
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const auto* field = descriptor->field(i);
    const std::string path = prefix + field->name();
    if (is_empty(message, field)) {
      if (rule_of(field).required()) return refuse_field(REFUSAL_FIELD_MISSING, path, "required");
      continue;
    }
    if (field->is_repeated()) {
      TRY(check_list(message, field, path));
    } else {
      TRY(check_value(message, field, -1, path));
    }
  }
  return {};
}

}  // namespace

Outcome<void> check_field_rules(const Message& request) { return check_message(request, ""); }

std::string canonical_bytes(const Message& request) {
  std::unique_ptr<Message> copy(request.New());
  copy->CopyFrom(request);
  for_each_secret(*copy, [](std::string& secret) { secret.clear(); });
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream output(&stream);
  output.SetSerializationDeterministic(true);
  copy->SerializeToCodedStream(&output);
  output.Trim();
  return bytes;
}

void for_each_secret(Message& request, const std::function<void(std::string&)>& visit) {
  const auto* descriptor = request.GetDescriptor();
  const auto* reflection = request.GetReflection();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const auto* field = descriptor->field(i);
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING && !field->is_repeated() && rule_of(field).secret()) {
      auto text = reflection->GetString(request, field);
      if (text.empty()) continue;
      visit(text);
      reflection->SetString(&request, field, std::move(text));
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field->is_map()) {
      if (!field->is_repeated()) {
        if (reflection->HasField(request, field)) for_each_secret(*reflection->MutableMessage(&request, field), visit);
        continue;
      }
      for (int k = 0; k < reflection->FieldSize(request, field); ++k) {
        for_each_secret(*reflection->MutableRepeatedMessage(&request, field, k), visit);
      }
    }
  }
}

}  // namespace emplooi
