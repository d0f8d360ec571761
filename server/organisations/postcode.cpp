#include "organisations/postcode.h"

#include <algorithm>
#include <cctype>

namespace emplooi::organisations {

bool is_postcode_area(std::string_view text) {
  return text.size() == 4 && text[0] != '0' &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

std::optional<std::string> parse_postcode(std::string_view text) {
  std::string postcode;
  for (const unsigned char c : text) {
    if (c != ' ') postcode += static_cast<char>(std::toupper(c));
  }
  if (postcode.size() != 6 || !is_postcode_area(postcode.substr(0, 4))) return std::nullopt;
  const bool ends_in_letters = std::isupper(static_cast<unsigned char>(postcode[4])) != 0 &&
                               std::isupper(static_cast<unsigned char>(postcode[5])) != 0;
  if (!ends_in_letters) return std::nullopt;
  return postcode;
}

}  // namespace emplooi::organisations
