#include "identity/code.h"

#include <fmt/format.h>

namespace emplooi::identity {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// A card's 128 random bits, five a symbol, and the check digits after them.
constexpr std::size_t card_symbols = 26;
constexpr std::size_t check_digits = 2;

}  // namespace

std::string to_code(std::span<const std::uint8_t> bytes) {
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

std::string with_check_digits(std::string_view code) {
  std::size_t rest = 0;
  for (const char symbol : code) rest = (rest * alphabet.size() + alphabet.find(symbol)) % 97;
  const std::size_t check = 98 - rest * 100 % 97;
  return fmt::format("{}{:02}", code, check);
}

std::string read_card_code(std::string_view typed) {
  const auto code = read_code(typed);
  if (code.size() != card_symbols + check_digits) return code;
  const auto alone = code.substr(0, card_symbols);
  return code == with_check_digits(alone) ? alone : code;
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
