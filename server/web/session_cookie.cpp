#include "web/session_cookie.h"

#include <algorithm>

namespace emplooi::web {

namespace {

constexpr std::string_view cookie_name = "__Host-emplooi";
constexpr std::string_view cookie_attributes = "; Path=/; Secure; HttpOnly; SameSite=Strict";

std::string_view without_spaces(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

Outcome<std::string> token_in_cookie(const Head& head) {
  std::optional<std::string> token;
  for (auto rest = head["cookie"]; !rest.empty();) {
    const auto end = std::min(rest.find(';'), rest.size());
    const auto pair = without_spaces(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (pair.size() <= cookie_name.size() || pair[cookie_name.size()] != '=' || !pair.starts_with(cookie_name))
      continue;
    if (token) return refuse(REFUSAL_REQUEST_MALFORMED, "the session's cookie comes twice");
    token = std::string(pair.substr(cookie_name.size() + 1));
  }
  return token.value_or("");
}

Outcome<bool> asks_for_cookie(const Head& head) {
  const auto wish = head["emplooi-session"];
  if (wish.empty()) return false;
  if (!is_same_word(wish, "cookie")) return refuse(REFUSAL_REQUEST_MALFORMED, "Emplooi-Session can only say: cookie");
  return true;
}

Outcome<void> check_same_origin(const Head& head) {
  const auto site = head["sec-fetch-site"];
  const bool is_same = site.empty() ? head["origin"] == "https://" + std::string(head["host"]) : site == "same-origin";
  if (!is_same) return refuse(REFUSAL_CROSS_SITE_REQUEST);
  return {};
}

std::optional<std::string> take_into_cookie(google::protobuf::Message& answer) {
  const auto* field = answer.GetDescriptor()->FindFieldByName("token");
  if (!field || !field->options().GetExtension(base::v1::rule).secret()) return std::nullopt;
  const auto token = answer.GetReflection()->GetString(answer, field);
  if (token.empty()) return std::nullopt;
  answer.GetReflection()->ClearField(&answer, field);
  return std::string(cookie_name) + "=" + token + std::string(cookie_attributes);
}

std::string forget_cookie() { return std::string(cookie_name) + "=; Max-Age=0" + std::string(cookie_attributes); }

}  // namespace emplooi::web
