#include "web/logout_form.h"

#include <algorithm>

#include "emplooi/oidc/v1/oidc.pb.h"

namespace emplooi::web {

namespace {

constexpr std::string_view logout_prefix = "/oidc/backchannel-logout/";
constexpr std::string_view token_field = "logout_token=";

}  // namespace

bool is_logout_path(std::string_view path) { return path.starts_with(logout_prefix); }

Outcome<void> read_logout_path(const Operations& operations, const Head& head, ConnectCall& call) {
  if (head.method != "POST") return refuse(REFUSAL_RPC_NOT_FOUND, "a logout is posted");
  if (!is_same_word(head["content-type"], "application/x-www-form-urlencoded")) {
    return refuse(REFUSAL_REQUEST_MALFORMED, "a logout is posted as application/x-www-form-urlencoded");
  }
  call.operation = operations.find("emplooi.oidc.v1.OidcService/BackChannelLogout");
  if (!call.operation) return refuse(REFUSAL_RPC_NOT_FOUND);
  call.codec = Codec::json;
  call.logout_of = std::string(head.target.substr(logout_prefix.size()));
  call.target = head.target;
  return {};
}

Outcome<MessagePtr> read_logout_form(const std::string& slug, std::string_view form) {
  auto request = std::make_unique<oidc::v1::BackChannelLogoutRequest>();
  request->set_municipality_slug(slug);
  for (auto rest = form; !rest.empty();) {
    const auto end = std::min(rest.find('&'), rest.size());
    const auto field = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!field.starts_with(token_field)) continue;
    if (!request->logout_token().empty()) return refuse(REFUSAL_REQUEST_MALFORMED, "the form holds two tokens");
    // A token's letters need no escaping (RFC 7515, §3).
    request->set_logout_token(std::string(field.substr(token_field.size())));
  }
  if (request->logout_token().empty()) return refuse(REFUSAL_REQUEST_MALFORMED, "the form holds no token");
  return MessagePtr(std::move(request));
}

}  // namespace emplooi::web
