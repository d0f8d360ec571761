#include "vouchers/code.h"

#include <cctype>

namespace emplooi::vouchers {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t symbols = 10;

/// The symbols as a number in base 32 and the check digits after it in base 10, modulo 97. A prime above 32: one wrong
/// character, or two neighbours that differ and are swapped, always change the remainder.
int remainder_of(std::string_view code) {
  int remainder = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const int base = i < symbols ? static_cast<int>(alphabet.size()) : 10;
    remainder = (remainder * base + static_cast<int>(alphabet.find(code[i]))) % 97;
  }
  return remainder;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string new_code(Transaction& tx) {
  std::array<std::uint8_t, symbols> random;
  tx.randomise(random);
  std::string code;
  for (const auto byte : random) code += alphabet[byte % alphabet.size()];
  const int check = 98 - remainder_of(code + "00");
  code += static_cast<char>('0' + check / 10);
  code += static_cast<char>('0' + check % 10);
  return code;
}

std::optional<std::string> read_code(std::string_view typed) {
  std::string code;
  for (const char raw : typed) {
    char c = static_cast<char>(std::toupper(static_cast<unsigned char>(raw)));
    if (c == ' ' || c == '-') continue;
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (alphabet.find(c) == std::string_view::npos) return std::nullopt;
    code += c;
  }
  if (code.size() != symbols + 2 || !is_digit(code[symbols]) || !is_digit(code[symbols + 1])) return std::nullopt;
  if (remainder_of(code) != 1) return std::nullopt;
  return code;
}

}  // namespace emplooi::vouchers
