#include "vouchers/code.h"

#include <cctype>

namespace emplooi::vouchers {

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t symbols = 10;

/// The remainder by 97 of the text read as a number, a letter counting as two digits (A is 10).
int remainder_of(std::string_view text) {
  int remainder = 0;
  for (const char c : text) {
    const int value = c <= '9' ? c - '0' : c - 'A' + 10;
    remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
  }
  return remainder;
}

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
  if (code.size() != symbols + 2 || remainder_of(code) != 1) return std::nullopt;
  return code;
}

}  // namespace emplooi::vouchers
