// Which tokens of an identity provider count: a table, the reason in the last column.
#include "oidc/id_token.h"

#include <gtest/gtest.h>

#include "oidc/forge.h"

namespace emplooi::oidc {
namespace {

using testing::base64url_of;
using testing::ForgeKey;
using Kind = ForgeKey::Kind;
using Fields = std::map<std::string, std::string>;

constexpr std::int64_t now_s = 1'767'600'000;
constexpr auto logout = R"({"http://schemas.openid.net/event/backchannel-logout":{}})";

/// Claims as JSON; an empty value leaves one out. Values are JSON themselves.
std::string claims_of(Fields claims, const Fields& changes) {
  for (const auto& [name, value] : changes) claims[name] = value;
  std::string json = "{";
  for (const auto& [name, value] : claims) {
    if (!value.empty()) json += (json.size() > 1 ? "," : "") + ("\"" + name + "\":") + value;
  }
  return json + "}";
}

std::string id_claims(const Fields& changes = {}) {
  return claims_of({{"iss", R"("https://idp.example")"},
                    {"aud", R"("emplooi")"},
                    {"sub", R"("person-1")"},
                    {"acr", R"("high")"},
                    {"nonce", R"("n-1")"},
                    {"iat", std::to_string(now_s - 5)},
                    {"exp", std::to_string(now_s + 60)}},
                   changes);
}

std::string logout_claims(const Fields& changes = {}) {
  return claims_of({{"iss", R"("https://idp.example")"},
                    {"aud", R"("emplooi")"},
                    {"sub", R"("person-1")"},
                    {"jti", R"("logout-1")"},
                    {"events", logout},
                    {"iat", std::to_string(now_s - 5)},
                    {"exp", std::to_string(now_s + 60)}},
                   changes);
}

Expected expected() {
  return {"https://idp.example", "emplooi", "n-1", {"substantial", "high"}, time_from_us(now_s * 1'000'000)};
}

KeySet shown_keys() {
  return KeySet::parse(R"({"keys":[)" + ForgeKey::of(Kind::rsa).shown("rsa") + "," +
                       ForgeKey::of(Kind::ec).shown("ec") + "]}")
      .value();
}

std::string signed_with(Kind kind, const std::string& claims, Fields header) {
  if (header.count("alg") == 0) header["alg"] = "RS256";
  if (header.count("kid") == 0) header["kid"] = "rsa";
  return ForgeKey::of(kind).sign(claims, header);
}

std::string fault_of(const std::string& token, const Expected& wanted = expected()) {
  const auto checked = check_id_token(token, shown_keys(), wanted);
  const auto* fault = std::get_if<TokenFault>(&checked);
  return fault ? std::string(fault->what) : "";
}

std::string logout_fault_of(const std::string& claims, const std::string& type = "logout+jwt") {
  const auto checked = check_logout_token(signed_with(Kind::rsa, claims, {{"typ", type}}), shown_keys(), expected());
  const auto* fault = std::get_if<TokenFault>(&checked);
  return fault ? std::string(fault->what) : "";
}

TEST(IdTokens, count_with_the_three_algorithms_and_the_right_claims) {
  const struct {
    std::string token;
  } good[] = {
      {signed_with(Kind::rsa, id_claims(), {})},
      {signed_with(Kind::rsa, id_claims(), {{"alg", "PS256"}})},
      {signed_with(Kind::ec, id_claims(), {{"alg", "ES256"}, {"kid", "ec"}})},
      {signed_with(Kind::rsa, id_claims({{"aud", R"(["emplooi"])"}}), {})},
      {signed_with(Kind::rsa, id_claims({{"aud", R"(["emplooi","other"])"}, {"azp", R"("emplooi")"}}), {})},
      {signed_with(Kind::rsa, id_claims({{"acr", R"("substantial")"}}), {})},
      {signed_with(Kind::rsa, id_claims({{"exp", std::to_string(now_s - 59)}}), {})},
      {signed_with(Kind::rsa, id_claims({{"iat", std::to_string(now_s + 60)}}), {})},
      {signed_with(Kind::rsa, id_claims({{"iat", std::to_string(now_s - 600)}}), {})},
      {signed_with(Kind::rsa, id_claims({{"nbf", std::to_string(now_s + 60)}}), {})},
  };
  for (const auto& row : good) EXPECT_EQ(fault_of(row.token), "") << row.token;
  const auto named = std::get<IdToken>(
      check_id_token(signed_with(Kind::rsa, id_claims({{"sid", R"("session-1")"}}), {}), shown_keys(), expected()));
  EXPECT_EQ(named.subject, "person-1");
  EXPECT_EQ(named.session, "session-1");
}

TEST(IdTokens, do_not_count_by_what_they_claim) {
  const struct {
    Fields changes;
    const char* fault;
  } bad[] = {
      {{{"iss", R"("https://evil.example")"}}, "another issuer"},
      {{{"iss", R"("https://idp.example/")"}}, "another issuer"},
      {{{"iss", ""}}, "another issuer"},
      {{{"aud", R"("other")"}}, "another audience"},
      {{{"aud", ""}}, "another audience"},
      {{{"aud", "[]"}}, "another audience"},
      {{{"aud", R"(["emplooi","other"])"}}, "another audience"},
      {{{"azp", R"("other")"}}, "another audience"},
      {{{"aud", R"(["emplooi","other"])"}, {"azp", R"("other")"}}, "another audience"},
      {{{"exp", std::to_string(now_s - 60)}}, "expired"},
      {{{"exp", ""}}, "expired"},
      {{{"exp", "\"" + std::to_string(now_s + 60) + "\""}}, "expired"},
      {{{"exp", "1e300"}}, "expired"},
      {{{"iat", std::to_string(now_s + 61)}}, "issued in the future"},
      {{{"iat", ""}}, "issued in the future"},
      {{{"iat", std::to_string(now_s - 601)}}, "issued long ago"},
      {{{"iat", "0"}}, "issued long ago"},
      {{{"nbf", std::to_string(now_s + 61)}}, "not valid yet"},
      {{{"nonce", R"("n-2")"}}, "another nonce"},
      {{{"nonce", R"("n-11")"}}, "another nonce"},
      {{{"nonce", ""}}, "another nonce"},
      {{{"acr", R"("low")"}}, "too low a level of assurance"},
      {{{"acr", ""}}, "too low a level of assurance"},
      {{{"acr", R"(["high"])"}}, "too low a level of assurance"},
      {{{"sub", ""}}, "no subject"},
      {{{"sub", "7"}}, "no subject"},
      {{{"sub", "\"" + std::string(256, 'x') + "\""}}, "no subject"},
  };
  for (const auto& row : bad) {
    const auto claims = id_claims(row.changes);
    EXPECT_EQ(fault_of(signed_with(Kind::rsa, claims, {})), row.fault) << claims;
  }
  auto without_nonce = expected();
  without_nonce.nonce.clear();
  EXPECT_EQ(fault_of(signed_with(Kind::rsa, id_claims({{"nonce", R"("")"}}), {}), without_nonce), "another nonce");
}

TEST(IdTokens, do_not_count_by_how_they_are_signed) {
  const auto good = signed_with(Kind::rsa, id_claims(), {});
  const auto first_dot = good.find('.'), last_dot = good.rfind('.');
  const auto signature = good.substr(last_dot);
  const auto unsigned_header = base64url_of(R"({"alg":"none"})");
  const auto evil = base64url_of(id_claims({{"sub", R"("person-2")"}}));
  const struct {
    const char* what;
    std::string token;
  } bad[] = {
      {"a stranger's key", signed_with(Kind::other_rsa, id_claims(), {})},
      {"an unknown key", signed_with(Kind::other_rsa, id_claims(), {{"kid", "unknown"}})},
      {"RS512", signed_with(Kind::rsa, id_claims(), {{"alg", "RS512"}})},
      {"PS384", signed_with(Kind::rsa, id_claims(), {{"alg", "PS384"}})},
      {"HS256 with the public key", signed_with(Kind::secret, id_claims(), {{"alg", "HS256"}})},
      {"ES256 under the name of an RSA key", signed_with(Kind::ec, id_claims(), {{"alg", "ES256"}})},
      {"something critical", signed_with(Kind::rsa, id_claims(), {{"crit", R"(["exp"])"}})},
      {"alg none, without a signature", unsigned_header + good.substr(first_dot, last_dot - first_dot) + "."},
      {"alg none, with the signature", unsigned_header + good.substr(first_dot)},
      {"a signature cut off", good.substr(0, last_dot) + "."},
      {"no signature at all", good.substr(0, last_dot)},
      {"other claims under the signature", good.substr(0, first_dot + 1) + evil + signature},
      {"a letter changed",
       good.substr(0, good.size() - 10) + (good[good.size() - 10] == 'A' ? "B" : "A") + good.substr(good.size() - 9)},
      {"nothing", ""},
      {"dots", ".."},
      {"longer than 16 KiB", std::string(17'000, 'a')},
      {"claims that are no object", signed_with(Kind::rsa, "[]", {})},
      {"claims that are no JSON", signed_with(Kind::rsa, "{", {})},
      {"a claim twice", signed_with(Kind::rsa, R"({"iss":"x","iss":"https://idp.example"})", {})},
  };
  for (const auto& row : bad) EXPECT_NE(fault_of(row.token), "") << row.what;
}

TEST(IdTokens, of_an_unknown_key_ask_for_newer_keys) {
  const auto keys = shown_keys();
  EXPECT_FALSE(needs_newer_keys(signed_with(Kind::rsa, id_claims(), {}), keys));
  EXPECT_TRUE(needs_newer_keys(signed_with(Kind::other_rsa, id_claims(), {{"kid", "next"}}), keys));
  EXPECT_FALSE(needs_newer_keys("x", keys)) << "what is no token brings nobody to fetch anything";
}

TEST(KeySets, take_what_can_be_used_and_no_more) {
  EXPECT_FALSE(KeySet::parse(""));
  EXPECT_FALSE(KeySet::parse("[]"));
  EXPECT_FALSE(KeySet::parse(R"({"keys":{}})"));
  EXPECT_TRUE(KeySet::parse(R"({"keys":[]})")->keys().empty());
  EXPECT_TRUE(KeySet::parse(R"({"keys":[7, {"kty":"RSA"}, {"kty":"x"}]})")->keys().empty());
  auto sealing = ForgeKey::of(Kind::rsa).shown("rsa");
  sealing.replace(sealing.find(R"("sig")"), 5, R"("enc")");
  EXPECT_TRUE(KeySet::parse(R"({"keys":[)" + sealing + "]}")->keys().empty()) << "a key for other things";
  std::string many = ForgeKey::of(Kind::ec).shown("ec");
  for (int i = 0; i < 40; ++i) many += "," + ForgeKey::of(Kind::ec).shown("ec" + std::to_string(i));
  EXPECT_EQ(KeySet::parse(R"({"keys":[)" + many + "]}")->keys().size(), 32u);
}

TEST(KeySets, without_names_leave_no_choice) {
  const auto unnamed = [](Kind kind) {
    auto key = ForgeKey::of(kind).shown("x");
    return key.replace(key.find(R"("kid":"x",)"), 10, "");
  };
  const auto token = ForgeKey::of(Kind::rsa).sign(id_claims(), {{"alg", "RS256"}});
  const auto one = KeySet::parse(R"({"keys":[)" + unnamed(Kind::rsa) + "]}").value();
  EXPECT_TRUE(std::holds_alternative<IdToken>(check_id_token(token, one, expected())));
  const auto two = KeySet::parse(R"({"keys":[)" + unnamed(Kind::rsa) + "," + unnamed(Kind::other_rsa) + "]}").value();
  EXPECT_TRUE(std::holds_alternative<TokenFault>(check_id_token(token, two, expected())));
}

TEST(LogoutTokens, name_a_person_a_session_or_both) {
  EXPECT_EQ(logout_fault_of(logout_claims()), "");
  EXPECT_EQ(logout_fault_of(logout_claims({{"sub", ""}, {"sid", R"("session-1")"}})), "");
  EXPECT_EQ(logout_fault_of(logout_claims({{"sid", R"("session-1")"}})), "");
}

TEST(LogoutTokens, do_not_count_otherwise) {
  const struct {
    Fields changes;
    const char* fault;
  } bad[] = {
      {{{"iss", R"("https://evil.example")"}}, "another issuer"},
      {{{"aud", R"("other")"}}, "another audience"},
      {{{"exp", ""}}, "expired"},
      {{{"iat", std::to_string(now_s - 601)}}, "issued long ago"},
      {{{"events", ""}}, "no logout"},
      {{{"events", R"({"http://schemas.openid.net/event/other":{}})"}}, "no logout"},
      {{{"events", R"(["http://schemas.openid.net/event/backchannel-logout"])"}}, "no logout"},
      {{{"events", R"({"http://schemas.openid.net/event/backchannel-logout":true})"}}, "no logout"},
      {{{"nonce", R"("n-1")"}}, "a nonce, so it is no logout"},
      {{{"sub", ""}}, "nobody's logout"},
      {{{"jti", ""}}, "no name of its own"},
      {{{"sid", "\"" + std::string(256, 'x') + "\""}}, "a long name"},
  };
  for (const auto& row : bad) {
    const auto claims = logout_claims(row.changes);
    EXPECT_EQ(logout_fault_of(claims), row.fault) << claims;
  }
  EXPECT_EQ(logout_fault_of(id_claims()), "no logout") << "nor does a sign-in end one";
  EXPECT_EQ(logout_fault_of(logout_claims(), "JWT"), "not typed as a logout");
  EXPECT_NE(fault_of(signed_with(Kind::rsa, logout_claims(), {})), "") << "nor a logout begin one";
}

}  // namespace
}  // namespace emplooi::oidc
