#include "support/text.h"

#include <google/protobuf/stubs/strutil.h>

#include <stdexcept>

namespace emplooi::testing {

std::string Text::literal(const std::string& text) { return '"' + google::protobuf::CEscape(text) + '"'; }

void Text::fill(std::string_view form, const std::string* values, std::size_t count) {
  std::size_t used = 0;
  for (const char c : form) {
    if (c != '%') {
      text_ += c;
      continue;
    }
    if (used == count) throw std::logic_error("fewer values than %: " + std::string(form));
    text_ += values[used++];
  }
  if (used != count) throw std::logic_error("more values than %: " + std::string(form));
}

void Text::parse(google::protobuf::Message& message) const {
  if (!google::protobuf::TextFormat::ParseFromString(text_, &message)) {
    throw std::logic_error("not a " + message.GetDescriptor()->full_name() + ": " + text_);
  }
}

}  // namespace emplooi::testing
