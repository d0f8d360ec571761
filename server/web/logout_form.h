#pragma once

#include <string>
#include <string_view>

#include "web/connect.h"

namespace emplooi::web {

/// Identity providers say that somebody has signed out there by posting a form (OpenID Connect Back-Channel Logout 1.0, §2.5):
/// `logout_token=...` to /oidc/backchannel-logout/<slug of the municipality>. That is OidcService/BackChannelLogout.

bool is_logout_path(std::string_view path);

/// Refuses: rpc_not_found (another verb than POST), request_malformed (another body than a form).
Outcome<void> read_logout_path(const Operations& operations, const Head& head, ConnectCall& call);

/// Refuses: request_malformed (no token, or two).
Outcome<MessagePtr> read_logout_form(const std::string& slug, std::string_view form);

}  // namespace emplooi::web
