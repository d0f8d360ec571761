#include "organisations/iban.h"

#include <algorithm>

namespace emplooi::organisations {

namespace {

struct Country {
  std::string_view code;
  std::size_t length;
};

/// Of the single euro payments area (European Payments Council, EPC409-09), with the lengths of the IBAN registry (SWIFT).
constexpr Country sepa_countries[] = {
    {"AD", 24}, {"AL", 28}, {"AT", 20}, {"BE", 16}, {"BG", 22}, {"CH", 21}, {"CY", 28}, {"CZ", 24}, {"DE", 22},
    {"DK", 18}, {"EE", 20}, {"ES", 24}, {"FI", 18}, {"FR", 27}, {"GB", 22}, {"GI", 23}, {"GR", 27}, {"HR", 21},
    {"HU", 28}, {"IE", 22}, {"IS", 26}, {"IT", 27}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"MC", 27},
    {"MD", 24}, {"ME", 22}, {"MK", 19}, {"MT", 31}, {"NL", 18}, {"NO", 15}, {"PL", 28}, {"PT", 25}, {"RO", 24},
    {"RS", 22}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"VA", 22}};

constexpr bool is_digit_of_iban(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter_of_iban(char c) { return c >= 'A' && c <= 'Z'; }

/// The remainder by 97, country and check digits moved to the end and letters read as 10 to 35.
int remainder_by_97(std::string_view iban) {
  int remainder = 0;
  const auto take = [&](char c) {
    const int value = is_digit_of_iban(c) ? c - '0' : c - 'A' + 10;
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  };
  for (const char c : iban.substr(4)) take(c);
  for (const char c : iban.substr(0, 4)) take(c);
  return remainder;
}

}  // namespace

std::optional<std::string> read_iban(std::string_view typed) {
  std::string iban;
  for (const char c : typed) {
    if (c == ' ') continue;
    iban += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  const bool is_alphanumeric =
      std::all_of(iban.begin(), iban.end(), [](char c) { return is_digit_of_iban(c) || is_letter_of_iban(c); });
  const auto country = std::find_if(std::begin(sepa_countries), std::end(sepa_countries),
                                    [&](const Country& one) { return iban.starts_with(one.code); });
  if (!is_alphanumeric || country == std::end(sepa_countries) || iban.size() != country->length) return std::nullopt;
  if (!is_digit_of_iban(iban[2]) || !is_digit_of_iban(iban[3]) || remainder_by_97(iban) != 1) return std::nullopt;
  // 00, 01 and 99 are never made, though they pass the test.
  const auto check = iban.substr(2, 2);
  if (check < "02" || check > "98") return std::nullopt;
  return iban;
}

std::string mask_iban(std::string_view iban) {
  return std::string(iban.substr(0, 4)) + " **** " + std::string(iban.substr(iban.size() - 4));
}

}  // namespace emplooi::organisations
