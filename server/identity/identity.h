#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "emplooi/identity/v1/identity.pb.h"
#include "identity/operations.h"
#include "identity/password.h"
#include "store/invariant.h"

namespace emplooi::identity {

void offer(Operations& operations);
std::span<const store::Invariant> invariants();
std::span<const store::Statement* const> statements();

struct Settings {
  PasswordStrength password_strength = PasswordStrength::interactive;
  /// A session without requests ends after this long.
  std::chrono::seconds session_idle = std::chrono::minutes(15);
  /// Every session ends after this long.
  std::chrono::seconds session_lifetime = std::chrono::hours(8);
  /// Wrong passwords in a row that lock an account.
  std::int64_t failures_to_lock = 5;
  std::chrono::seconds lock = std::chrono::minutes(15);
};

/// Replaces the settings above. Call it before threads are started.
void configure(const Settings& settings);
const Settings& settings();

/// Whose session this bearer token belongs to, if it is live: one read by key. Where the session was last
/// seen a minute ago or longer, it also asks the store to note that it was seen, without waiting. Throws
/// store::Unavailable.
std::optional<Actor> actor_of_token(store::Store& store, std::string_view token);

/// Every municipality of the store; for due work and verification, which serve all of them.
std::vector<MunicipalityId> all_municipalities(store::Store& store);

struct Founding {
  std::string name;
  /// 1 to 63 of a-z, 0-9 and hyphens.
  std::string slug;
  /// Name of the first administrator, without @slug.
  std::string sign_in_name;
  std::string password;
  /// Nil: a new one is made. The demo names it, to be the same every time.
  MunicipalityId id;
};

/// Makes a municipality with its first administrator: the only thing that no rpc can do, because nobody could
/// call it. Refuses: name_taken (the slug), field_out_of_bounds (slug, sign-in name, a password under 12
/// characters).
Outcome<MunicipalityId> found_municipality(store::Store& store, const Founding& founding);

/// Closes the accounts of somebody whose data is erased, ends their sessions, and takes their names away.
void erase_accounts(Transaction&, const Uuid& subject);

/// Refuses: nothing. Public reference data.
Outcome<v1::ListMunicipalitiesResponse> list_municipalities(Transaction&, const Actor&,
                                                            const v1::ListMunicipalitiesRequest&);

/// Checks the password and opens a session. Refuses: sign_in_failed, whatever is wrong and after the same
/// work.
Outcome<v1::SignInResponse> sign_in(store::Store&, const Actor&, const v1::SignInRequest&);

/// Ends the session of the call. Refuses: nothing.
Outcome<v1::SignOutResponse> sign_out(store::Store&, const Actor&, const v1::SignOutRequest&);

/// Replaces the caller's password and ends their other sessions; a wrong old one counts towards the lock.
/// Refuses: sign_in_failed.
Outcome<v1::ChangePasswordResponse> change_password(store::Store&, const Actor&, const v1::ChangePasswordRequest&);

/// Refuses: actor_not_found (the server itself has no account).
Outcome<v1::GetSelfResponse> get_self(Transaction&, const Actor&, const v1::GetSelfRequest&);

/// Makes an account; its password arrives hashed. Refuses: name_taken, field_missing (a role that needs a
/// subject has none), field_out_of_bounds (nobody can sign in with the role).
Outcome<v1::CreateAccountResponse> create_account(Transaction&, const Actor&, const v1::CreateAccountRequest&);

/// Closes an account for good and ends its sessions; closing it again changes nothing. Refuses:
/// actor_not_found, actor_not_allowed (one's own account, so that an administrator is always left).
Outcome<v1::DisableAccountResponse> disable_account(Transaction&, const Actor&, const v1::DisableAccountRequest&);

/// The caller's live sessions, oldest first. Refuses: page_token_invalid.
Outcome<v1::ListSessionsResponse> list_sessions(Transaction&, const Actor&, const v1::ListSessionsRequest&);

/// Refuses: session_not_found (not there, over already, or somebody else's).
Outcome<v1::RevokeSessionResponse> revoke_session(Transaction&, const Actor&, const v1::RevokeSessionRequest&);

}  // namespace emplooi::identity
