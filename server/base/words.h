#pragma once

#include <google/protobuf/generated_enum_reflection.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"

namespace emplooi {

/// The short words under which the database knows the values of an enumeration: 'orientation' for
/// TRACK_KIND_ORIENTATION. Found by the value's number; empty where no value has it, and for UNSPECIFIED.
std::vector<std::string> words_of(const google::protobuf::EnumDescriptor* enumeration);

namespace detail {

template <class Enum>
const std::vector<std::string>& words() {
  static const auto all = words_of(google::protobuf::GetEnumDescriptor<Enum>());
  return all;
}

int number_of_word(const std::vector<std::string>& words, std::string_view word);

}  // namespace detail

/// Throws Defect for UNSPECIFIED: fields that are stored are required.
template <class Enum>
const std::string& word_of(Enum value) {
  const auto& words = detail::words<Enum>();
  const auto number = static_cast<std::size_t>(value);
  ensure(number < words.size() && !words[number].empty(), "an enumeration's value that is stored has a word");
  return words[number];
}

/// Throws Defect for a word that is not of this enumeration.
template <class Enum>
Enum from_word(std::string_view word) {
  return static_cast<Enum>(detail::number_of_word(detail::words<Enum>(), word));
}

}  // namespace emplooi
