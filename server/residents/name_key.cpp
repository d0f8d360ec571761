#include "residents/name_key.h"

#include <cctype>

namespace emplooi::residents {

namespace {

/// Base letters of U+00C0 to U+017F, Latin-1 and Latin Extended-A.
constexpr char32_t first_folded = 0xc0;
constexpr std::string_view folded =
    "aaaaaaaceeeeiiiidnooooo ouuuuyts"
    "aaaaaaaceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll"
    "nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(folded.size() == 0x180 - first_folded);

bool is_combining_mark(char32_t code) { return code >= 0x300 && code < 0x370; }

/// The code point that begins at `at`, which moves behind it.
char32_t next_code(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int followers = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  char32_t code = lead & (0x3f >> followers);
  for (int i = 0; i < followers; ++i) code = code << 6 | (static_cast<unsigned char>(text[at++]) & 0x3f);
  return code;
}

/// What one code point, written as `original`, adds to the key; " " between words.
std::string_view key_of(char32_t code, std::string_view original, char& lower) {
  if (is_combining_mark(code)) return {};
  if (code < 0x80) {
    if (!std::isalnum(static_cast<int>(code))) return " ";
    lower = static_cast<char>(std::tolower(static_cast<int>(code)));
    return {&lower, 1};
  }
  if (code >= first_folded && code < first_folded + folded.size()) return folded.substr(code - first_folded, 1);
  return original;
}

}  // namespace

std::string name_key(std::string_view name) {
  std::string key;
  for (std::size_t at = 0; at < name.size();) {
    const auto begin = at;
    char lower = 0;
    const auto code = next_code(name, at);
    const auto added = key_of(code, name.substr(begin, at - begin), lower);
    if (added == " " && (key.empty() || key.back() == ' ')) continue;
    key += added;
  }
  if (!key.empty() && key.back() == ' ') key.pop_back();
  return key;
}

std::vector<std::string> name_tails(std::string_view name) {
  const auto key = name_key(name);
  std::vector<std::string> tails{key};
  for (auto space = key.find(' '); space != std::string::npos; space = key.find(' ', space + 1)) {
    tails.push_back(key.substr(space + 1));
  }
  return tails;
}

std::string end_of_prefix(std::string_view key) { return std::string(key) + "\xf4\x8f\xbf\xbf"; }

}  // namespace emplooi::residents
