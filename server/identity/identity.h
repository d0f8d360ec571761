#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "emplooi/identity/v1/devices.pb.h"
#include "emplooi/identity/v1/identity.pb.h"
#include "emplooi/identity/v1/security.pb.h"
#include "identity/attempts.h"
#include "identity/device.h"
#include "identity/keys.h"
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
  /// At a kiosk, where the next person stands behind.
  std::chrono::seconds kiosk_idle = std::chrono::seconds(60);
  std::chrono::seconds kiosk_lifetime = std::chrono::minutes(30);
  /// Wrong PINs in a row that lock it until somebody unlocks it.
  std::int64_t wrong_pins_to_lock = 5;
  /// How long a one-time code is good for.
  std::chrono::seconds kiosk_invitation = std::chrono::hours(1);
  std::chrono::seconds phone_invitation = std::chrono::hours(24 * 7);
  AttemptLimit refused_per_address = {60, std::chrono::minutes(10)};
  AttemptLimit refused_per_device = {20, std::chrono::minutes(10)};
  /// Without one, PINs, cards, invitations and second factors end with the process.
  std::optional<RootKey> root_key;
};

/// Replaces the settings above, and forgets what is kept in memory of earlier signatures. Call it before threads are
/// started.
void configure(const Settings& settings);
const Settings& settings();

/// What a request shows of who sends it.
struct Shown {
  /// Bearer token or cookie; empty where there is none.
  std::string_view token;
  std::optional<SignedRequest> signature;
  /// Text of the network address, or what of it stands for one customer; empty where there is none.
  std::string_view address;
};

/// Who asks: whose live session the token belongs to, on the device that signed the request, if any; nobody where there
/// is no such session, or it is bound to another device. Where the session was last seen a while ago, it also asks the
/// store to note that it was seen, without waiting. Throws store::Unavailable. Refuses: device_signature_invalid,
/// device_not_approved, device_revoked, device_sequence_stale.
Outcome<Actor> caller_of(store::Store& store, const Shown& shown);

/// Whether the session that the actor was made from is still good; for what goes on after its request was admitted. Does not
/// count as a request. Throws store::Unavailable.
bool has_live_session(store::Store& store, const Actor& actor);

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
  /// Whether its staff needs one (SetSecondFactorRule).
  bool second_factor = true;
};

/// Makes a municipality with its first administrator: the only thing that no rpc can do, because nobody could
/// call it. Refuses: name_taken (the slug), field_out_of_bounds (slug, sign-in name, a password under 12
/// characters).
Outcome<MunicipalityId> found_municipality(store::Store& store, const Founding& founding);

/// Who holds an account: its role and, for those who are or work for somebody, whom.
struct AccountHolder {
  Role role;
  std::optional<Uuid> subject;
};
std::optional<AccountHolder> holder_of_account(Transaction&, ActorId account);

/// The session that an answer gives to its caller: in which municipality, and whose.
struct GivenSession {
  MunicipalityId municipality;
  ActorId actor;
};
/// Nothing for answers that open none.
std::optional<GivenSession> session_given_by(const google::protobuf::Message& answer);

/// Closes the accounts of somebody whose data is erased: ends their sessions, cards and phones, and forgets PIN and name.
void erase_accounts(Transaction&, const Uuid& subject);

/// Refuses: nothing. Public reference data.
Outcome<v1::ListMunicipalitiesResponse> list_municipalities(Transaction&, const Actor&,
                                                            const v1::ListMunicipalitiesRequest&);

/// Checks the password and the second factor, if the account has one, and opens a session; the one that the call is made
/// with ends. Refuses: sign_in_failed, whatever is wrong and after the same work; second_factor_needed (the password is
/// right), too_many_attempts.
Outcome<v1::SignInResponse> sign_in(store::Store&, const Actor&, const v1::SignInRequest&);

/// Ends the session of the call. Refuses: nothing.
Outcome<v1::SignOutResponse> sign_out(store::Store&, const Actor&, const v1::SignOutRequest&);

/// Replaces the caller's password, ends their other sessions and gives this one a new token; a wrong old password counts
/// towards the lock. Refuses: sign_in_failed, password_too_common.
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

// Devices.

/// Refuses: nothing.
Outcome<v1::InviteKioskResponse> invite_kiosk(store::Store&, const Actor&, const v1::InviteKioskRequest&);

/// Refuses: public_key_malformed, invitation_invalid, too_many_attempts.
Outcome<v1::EnrolKioskResponse> enrol_kiosk(store::Store&, const Actor&, const v1::EnrolKioskRequest&);

/// Refuses: device_not_found (or it is a phone), device_not_enrolled, fingerprint_differs.
Outcome<v1::ApproveKioskResponse> approve_kiosk(Transaction&, const Actor&, const v1::ApproveKioskRequest&);

/// Ends its sessions; revoking it again changes nothing. Refuses: device_not_found.
Outcome<v1::RevokeDeviceResponse> revoke_device(Transaction&, const Actor&, const v1::RevokeDeviceRequest&);

/// Refuses: page_token_invalid.
Outcome<v1::ListDevicesResponse> list_devices(Transaction&, const Actor&, const v1::ListDevicesRequest&);

/// Refuses: device_needed (no device signed the call).
Outcome<v1::GetDeviceResponse> get_device(Transaction&, const Actor&, const v1::GetDeviceRequest&);

/// Opens a session that is bound to the kiosk; every other of the holder's ends. Refuses: device_needed (no kiosk signed
/// the call), sign_in_failed (whatever is wrong, and after the same work), too_many_attempts.
Outcome<v1::SignInWithCardResponse> sign_in_with_card(store::Store&, const Actor&, const v1::SignInWithCardRequest&);

/// Opens a session that is bound to the phone; the owner's other phones and sessions end. Refuses: public_key_malformed,
/// pin_too_simple, invitation_invalid, too_many_attempts.
Outcome<v1::EnrolPhoneResponse> enrol_phone(store::Store&, const Actor&, const v1::EnrolPhoneRequest&);

/// Opens a session that is bound to the phone. Refuses: device_needed (no phone signed the call), sign_in_failed (wrong
/// or locked), too_many_attempts.
Outcome<v1::SignInWithPinResponse> sign_in_with_pin(store::Store&, const Actor&, const v1::SignInWithPinRequest&);

/// Replaces the caller's PIN, ends their other sessions and gives this one a new token; a wrong old PIN counts towards the
/// lock. Refuses: device_needed (the session is bound to none), pin_too_simple, sign_in_failed, too_many_attempts.
Outcome<v1::ChangePinResponse> change_pin(store::Store&, const Actor&, const v1::ChangePinRequest&);

// The second factor, and what happened at the doors.

/// Refuses: second_factor_already_set.
Outcome<v1::BeginSecondFactorResponse> begin_second_factor(store::Store&, const Actor&,
                                                           const v1::BeginSecondFactorRequest&);

/// Ends the caller's other sessions. Refuses: second_factor_not_set (none waits for its first code), sign_in_failed (the
/// code is wrong), too_many_attempts.
Outcome<v1::ConfirmSecondFactorResponse> confirm_second_factor(store::Store&, const Actor&,
                                                               const v1::ConfirmSecondFactorRequest&);

/// Refuses: nothing. From then on sessions without a second factor can only set one up, also the caller's.
Outcome<v1::SetSecondFactorRuleResponse> set_second_factor_rule(Transaction&, const Actor&,
                                                                const v1::SetSecondFactorRuleRequest&);
/// Refuses: nothing.
Outcome<v1::GetSecondFactorRuleResponse> get_second_factor_rule(Transaction&, const Actor&,
                                                                const v1::GetSecondFactorRuleRequest&);

/// Ends the account's sessions. Refuses: actor_not_found, actor_not_allowed (one's own), second_factor_not_set.
Outcome<v1::RemoveSecondFactorResponse> remove_second_factor(Transaction&, const Actor&,
                                                             const v1::RemoveSecondFactorRequest&);

/// Refuses: page_token_invalid.
Outcome<v1::ListSecurityEventsResponse> list_security_events(Transaction&, const Actor&,
                                                             const v1::ListSecurityEventsRequest&);

}  // namespace emplooi::identity
