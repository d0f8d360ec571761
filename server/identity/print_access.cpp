#include "identity/print_access.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "base/words.h"

namespace emplooi::identity {

namespace {

constexpr std::size_t widest_line = 110;

/// In the order in which they are told.
constexpr std::pair<Reach, std::string_view> reaches[] = {
    {REACH_PUBLIC, "without signing in"},
    {REACH_OWN_PERSON, "for themselves"},
    {REACH_OWN_HOUSEHOLD, "for their own household"},
    {REACH_OWN_CORPORATION, "for their own corporation and its complexes"},
    {REACH_OWN_BUDGETS, "for their own budgets"},
    {REACH_OWN_PARTICIPANTS, "for the participants whom they guide"},
    {REACH_MUNICIPALITY, "in the whole municipality"},
};

/// "RedeemVoucher" as "redeem voucher".
std::string in_words(std::string_view name) {
  std::string words;
  for (const char c : name) {
    const bool begins_a_word = std::isupper(static_cast<unsigned char>(c));
    if (begins_a_word && !words.empty()) words += ' ';
    words += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return words;
}

std::string sentence_for(const Operation& operation) {
  auto sentence = in_words(operation.rpc->name());
  const auto& second = operation.access.second_person();
  if (second.always()) sentence += " (with a second person)";
  if (!second.field().empty()) {
    sentence += " (with a second person above " + std::to_string(second.above()) + " " + second.field() + ")";
  }
  return sentence;
}

void print_list(const std::vector<std::string>& sentences, std::ostream& out) {
  std::string line = "    ";
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const auto piece = sentences[i] + (i + 1 < sentences.size() ? "," : "");
    if (line.size() + piece.size() > widest_line) {
      out << line << '\n';
      line = "    ";
    }
    line += (line.size() > 4 ? " " : "") + piece;
  }
  out << line << '\n';
}

void print_role(const Operations& operations, Role role, std::ostream& out) {
  std::map<Reach, std::vector<std::string>> granted;
  for (const auto* operation : operations.all()) {
    for (const auto& grant : operation->access.grants()) {
      const auto& roles = grant.roles();
      if (grant.reach() == REACH_PUBLIC || std::find(roles.begin(), roles.end(), role) != roles.end()) {
        granted[grant.reach()].push_back(sentence_for(*operation));
      }
    }
  }
  for (const auto& [reach, words] : reaches) {
    if (granted[reach].empty()) continue;
    out << "  " << words << '\n';
    print_list(granted[reach], out);
  }
}

}  // namespace

void print_access(const Operations& operations, std::ostream& out) {
  for (int number = 1; number < base::v1::Role_ARRAYSIZE; ++number) {
    const auto role = static_cast<Role>(number);
    auto name = word_of(role);
    std::replace(name.begin(), name.end(), '_', ' ');
    out << (number > 1 ? "\n" : "") << name << '\n';
    print_role(operations, role, out);
  }
}

}  // namespace emplooi::identity
