#include "identity/account.h"

#include <algorithm>

#include "base/check.h"

namespace emplooi::identity {

namespace {

constexpr std::string_view role_prefix = "ROLE_";

}  // namespace

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

SignInName parse_sign_in_name(std::string_view text) {
  const auto at = text.rfind('@');
  if (at == std::string_view::npos) return {in_lower_case(text), {}};
  return {in_lower_case(text.substr(0, at)), in_lower_case(text.substr(at + 1))};
}

std::string word_of(Role role) { return in_lower_case(base::v1::Role_Name(role).substr(role_prefix.size())); }

Role role_of(std::string_view word) {
  std::string name(role_prefix);
  for (const char c : word) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  Role role = ROLE_UNSPECIFIED;
  ensure(base::v1::Role_Parse(name, &role), "an actor's role is one that the contract knows");
  return role;
}

bool needs_subject(Role role) {
  return role == ROLE_RESIDENT || role == ROLE_PARTICIPANT || role == ROLE_CORPORATION_BUYER ||
         role == ROLE_CORPORATION_FINANCE || role == ROLE_FUNDER_FINANCE;
}

}  // namespace emplooi::identity
