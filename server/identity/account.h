#pragma once

#include <string>
#include <string_view>

#include "identity/actor.h"
#include "store/transaction.h"

namespace emplooi::identity {

/// `Coordinator@tilburg`, taken apart and in lower case.
struct SignInName {
  std::string name;
  /// Empty where there is no @.
  std::string slug;
};

/// Splits at the last @, so that `ada@home.example@tilburg` is `ada@home.example` in Tilburg.
SignInName parse_sign_in_name(std::string_view text);

/// A to Z become a to z; other letters stay, so that a name never collides by a rule of another language.
std::string in_lower_case(std::string_view text);

/// Roles that are, or work for, one resident, participant, corporation or funder.
bool needs_subject(Role role);

/// The open account of the resident, participant, corporation or funder in that role; the oldest where there are more.
std::optional<ActorId> account_of_subject(Transaction& tx, Role role, const Uuid& subject);

/// Makes an account that no password opens, for somebody who signs in with a card or a phone.
ActorId add_account_without_password(Transaction& tx, Role role, const Uuid& subject);

/// How an account proves who it is.
struct Credentials {
  ActorId actor;
  std::string password_hash;
  using Columns = std::tuple<ActorId, std::string>;
};

}  // namespace emplooi::identity
