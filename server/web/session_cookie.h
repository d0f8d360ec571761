#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/outcome.h"
#include "identity/operations.h"
#include "web/framing_gate.h"

namespace emplooi::web {

/// How a browser keeps its session: in a cookie that no script can read, that only this host can set, and that comes with
/// requests of its own pages alone. Programs send `Authorization: Bearer`, which is read instead where there is one.

/// The token in the cookie; empty where there is none. Refuses: request_malformed (it is there twice: somebody planted
/// one).
Outcome<std::string> token_in_cookie(const Head& head);

/// Whether the header asks for the session's token as a cookie: `Emplooi-Session: cookie`.
/// Refuses: request_malformed (it asks for something else).
Outcome<bool> asks_for_cookie(const Head& head);

/// What cookies come with must have been sent by a page of this host: Sec-Fetch-Site says so, or where a browser is too
/// old for that, Origin. Refuses: cross_site_request.
Outcome<void> check_same_origin(const Head& head);

/// Takes the token out of an answer that opens a session or changes its token: Set-Cookie's value. Nothing where the
/// answer holds none.
std::optional<std::string> take_into_cookie(google::protobuf::Message& answer);

/// Set-Cookie's value that makes the browser forget the cookie.
std::string forget_cookie();

}  // namespace emplooi::web
