#include "identity/code.h"

namespace emplooi::identity {

std::string to_code(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string code;
  unsigned bits = 0;
  int count = 0;
  for (const auto byte : bytes) {
    bits = bits << 8 | byte;
    count += 8;
    while (count >= 5) {
      count -= 5;
      code += alphabet[bits >> count & 31];
    }
    bits &= (1u << count) - 1;
  }
  if (count > 0) code += alphabet[bits << (5 - count) & 31];
  return code;
}

std::string read_code(std::string_view typed) {
  std::string code;
  for (char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    code += c;
  }
  return code;
}

std::string in_groups(std::string_view code) {
  constexpr std::size_t group = 4;
  std::string text;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % group == 0) text += '-';
    text += code[i];
  }
  return text;
}

}  // namespace emplooi::identity
