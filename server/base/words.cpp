#include "base/words.h"

#include <algorithm>
#include <cctype>

namespace emplooi {

namespace {

/// "TrackKind" → "TRACK_KIND_".
std::string prefix_of(const std::string& enumeration) {
  std::string prefix;
  for (const unsigned char c : enumeration) {
    if (std::isupper(c) && !prefix.empty()) prefix += '_';
    prefix += static_cast<char>(std::toupper(c));
  }
  return prefix + '_';
}

}  // namespace

std::vector<std::string> words_of(const google::protobuf::EnumDescriptor* enumeration) {
  const auto prefix = prefix_of(enumeration->name());
  std::vector<std::string> words;
  for (int i = 0; i < enumeration->value_count(); ++i) {
    const auto* value = enumeration->value(i);
    ensure(value->name().rfind(prefix, 0) == 0, "an enumeration's values begin with its name");
    if (value->number() == 0) continue;
    const auto number = static_cast<std::size_t>(value->number());
    if (words.size() <= number) words.resize(number + 1);
    words[number] = value->name().substr(prefix.size());
    std::transform(words[number].begin(), words[number].end(), words[number].begin(),
                   [](unsigned char c) { return std::tolower(c); });
  }
  return words;
}

int detail::number_of_word(const std::vector<std::string>& words, std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  ensure(found != words.end() && !word.empty(), "the database holds words of the enumeration only");
  return static_cast<int>(found - words.begin());
}

}  // namespace emplooi
