#pragma once

#include <google/protobuf/text_format.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "base/id.h"

namespace emplooi::testing {

/// A request or answer as it is written in a test: protobuf's text form, in which every % stands for the next value.
///
///     town.must(residents::set_low_income, coordinator, text("resident_id: % low_income: %", ada.id, true));
class Text {
 public:
  template <class... Values>
  explicit Text(std::string_view form, const Values&... values) {
    std::string filled[] = {literal(values)..., ""};
    fill(form, filled, sizeof...(values));
  }

  /// Throws for a text that is no such message.
  template <class Message, class = std::enable_if_t<std::is_base_of_v<google::protobuf::Message, Message>>>
  operator Message() const {
    Message message;
    parse(message);
    return message;
  }

 private:
  static std::string literal(const Uuid& id) { return literal(to_string(id)); }
  static std::string literal(const std::string& text);
  static std::string literal(const char* text) { return literal(std::string(text)); }
  static std::string literal(std::string_view text) { return literal(std::string(text)); }
  static std::string literal(bool value) { return value ? "true" : "false"; }
  static std::string literal(int value) { return std::to_string(value); }
  static std::string literal(std::int64_t value) { return std::to_string(value); }

  void fill(std::string_view form, const std::string* values, std::size_t count);
  void parse(google::protobuf::Message& message) const;

  std::string text_;
};

template <class... Values>
Text text(std::string_view form, const Values&... values) {
  return Text(form, values...);
}

}  // namespace emplooi::testing
