#pragma once

#include <span>

#include "emplooi/oidc/v1/oidc.pb.h"
#include "identity/operations.h"

namespace emplooi::oidc {

void offer(Operations& operations);
std::span<const store::Statement* const> statements();

/// Refuses: field_out_of_bounds (issuer, redirect_uri or sign_out_uri is no https:// address, an acr value holds a space).
Outcome<v1::DefineProviderResponse> define_provider(store::Store&, const Actor&, const v1::DefineProviderRequest&);

/// Refuses: actor_not_found (or closed), identity_provider_not_found (none is defined), name_taken (the subject is another
/// account's).
Outcome<v1::LinkAccountResponse> link_account(Transaction&, const Actor&, const v1::LinkAccountRequest&);

/// Refuses: identity_provider_not_found (no such municipality, or it has none), identity_provider_unavailable,
/// too_many_attempts.
Outcome<v1::BeginSignInResponse> begin_sign_in(store::Store&, const Actor&, const v1::BeginSignInRequest&);

/// The session that the call is made with ends. Refuses: sign_in_failed, whatever is wrong with flow, state, code, token or
/// account; identity_provider_unavailable, too_many_attempts.
Outcome<v1::CompleteSignInResponse> complete_sign_in(store::Store&, const Actor&, const v1::CompleteSignInRequest&);

/// Ends the sessions that the provider opened for whom, or in which session of its own, the token names. Refuses:
/// logout_token_invalid, whatever is wrong, and for one that was used; identity_provider_not_found,
/// identity_provider_unavailable, too_many_attempts.
Outcome<v1::BackChannelLogoutResponse> back_channel_logout(store::Store&, const Actor&,
                                                           const v1::BackChannelLogoutRequest&);

}  // namespace emplooi::oidc
