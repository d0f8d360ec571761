#include "identity/common_passwords.h"

#include <unordered_set>

#include "identity/account.h"

namespace emplooi::identity {

namespace {

using Words = std::unordered_set<std::string_view>;

const Words& common_words() {
  static const Words all = [] {
    Words words;
    for (auto rest = common_password_list; !rest.empty();) {
      const auto end = std::min(rest.find('\n'), rest.size());
      words.insert(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    words.erase("");
    return words;
  }();
  return all;
}

/// From the first letter to the last.
std::string_view core_of(std::string_view lower) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  const auto first = lower.find_first_of(letters);
  if (first == std::string_view::npos) return {};
  return lower.substr(first, lower.find_last_of(letters) - first + 1);
}

/// Digits and signs alone, however many.
bool has_no_letter(std::string_view lower) {
  return core_of(lower).empty() &&
         lower.find_first_not_of("0123456789 .,:;-_+*/!?#@$%&=()[]{}<>'\"\\|~^`") == std::string_view::npos;
}

}  // namespace

bool is_common(std::string_view password) {
  const auto lower = in_lower_case(password);
  return has_no_letter(lower) || common_words().count(lower) == 1 || common_words().count(core_of(lower)) == 1;
}

Outcome<void> check_not_common(std::string_view password, std::string_view field) {
  if (!is_common(password)) return {};
  return Refused{REFUSAL_PASSWORD_TOO_COMMON, "this password is among those that are tried first", std::string(field)};
}

}  // namespace emplooi::identity
