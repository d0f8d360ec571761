#include "identity/account.h"

#include <algorithm>

#include "base/words.h"
#include "identity/identity.sql.h"
#include "identity/password.h"

namespace emplooi::identity {

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

bool needs_subject(Role role) {
  return role == ROLE_RESIDENT || role == ROLE_PARTICIPANT || role == ROLE_CORPORATION_BUYER ||
         role == ROLE_CORPORATION_FINANCE || role == ROLE_FUNDER_FINANCE;
}

std::optional<ActorId> account_of_subject(Transaction& tx, Role role, const Uuid& subject) {
  return tx.one<ActorId>(sql::account_of_subject, subject, word_of(role));
}

ActorId add_account_without_password(Transaction& tx, Role role, const Uuid& subject) {
  const auto actor = tx.new_id<ActorId>();
  const auto added =
      tx.run(sql::add_account, actor, to_string(actor), hash_of_nobody(), word_of(role), std::optional(subject), "");
  ensure(added == 1, "an id is nobody's sign-in name");
  return actor;
}

}  // namespace emplooi::identity
