// Signing in through a provider, and out again.
#include <gtest/gtest.h>

#include <future>

#include "identity/identity.h"
#include "oidc/forge.h"
#include "oidc/oidc.h"
#include "oidc/provider.h"
#include "organisations/organisations.h"
#include "support/town.h"

namespace emplooi::oidc {
namespace {

using namespace std::chrono_literals;
using testing::ForgeKey;
using testing::ForgeProvider;
using testing::TestTown;
using testing::text;
using Kind = ForgeKey::Kind;

constexpr auto password = "correct horse battery staple";

class Provided : public ::testing::Test {
 protected:
  Provided() {
    provider_.show_keys({ForgeKey::of(Kind::rsa).shown("rsa")});
    town_.must(define_provider, administrator_, definition());
    ada_ = town_
               .must(identity::create_account, administrator_,
                     text("sign_in_name: 'ada' password: % role: ROLE_COORDINATOR", password))
               .actor_id();
    link("person-1");
  }

  static v1::DefineProviderRequest definition() {
    return text(
        "issuer: % client_id: % client_secret: 'a secret of the client' acr_values: 'high' "
        "redirect_uri: 'https://desk.example/' sign_out_uri: 'https://desk.example/bye/'",
        ForgeProvider::issuer, ForgeProvider::client_id);
  }
  void link(const std::string& subject) {
    town_.must(link_account, administrator_, text("actor_id: % subject: %", ada_, subject));
  }
  Outcome<v1::BeginSignInResponse> begin() {
    return town_.call(begin_sign_in, Actor(), text("municipality_slug: 'tilburg'"));
  }
  static std::string parameter(const std::string& url, const std::string& name) {
    const auto begin = url.find(name + "=") + name.size() + 1;
    return url.substr(begin, url.find('&', begin) - begin);
  }
  std::string claims(const std::string& nonce, const std::string& more = "", const std::string& subject = "person-1") {
    const auto now = to_us(town_.clock().now()) / 1'000'000;
    return fmt::format(R"({{"iss":"{}","aud":"{}","sub":"{}","acr":"high","nonce":"{}","iat":{},"exp":{}{}}})",
                       ForgeProvider::issuer, ForgeProvider::client_id, subject, nonce, now, now + 60, more);
  }
  std::string logout_token(const std::string& about, const std::string& id = "logout-1", Kind key = Kind::rsa) {
    const auto now = to_us(town_.clock().now()) / 1'000'000;
    return ForgeKey::of(key).sign(
        fmt::format(R"({{"iss":"{}","aud":"{}","jti":"{}","iat":{},"exp":{},{},)"
                    R"("events":{{"http://schemas.openid.net/event/backchannel-logout":{{}}}}}})",
                    ForgeProvider::issuer, ForgeProvider::client_id, id, now, now + 60, about),
        {{"alg", "RS256"}, {"kid", "rsa"}, {"typ", "logout+jwt"}});
  }
  /// Signs in with a token under that key over the claims, `more` of which are added.
  Outcome<v1::CompleteSignInResponse> come_back(const std::string& more = "", const std::string& subject = "person-1",
                                                Kind key = Kind::rsa, const std::string& key_id = "rsa") {
    const auto begun = begin().value();
    provider_.give(ForgeKey::of(key).sign(claims(parameter(begun.authorization_url(), "nonce"), more, subject),
                                          {{"alg", "RS256"}, {"kid", key_id}}));
    return town_.call(complete_sign_in, Actor(), answer_to(begun));
  }
  static v1::CompleteSignInRequest answer_to(const v1::BeginSignInResponse& begun) {
    return text("flow: % state: % code: 'any'", begun.flow(), parameter(begun.authorization_url(), "state"));
  }
  Outcome<v1::BackChannelLogoutResponse> end(const std::string& token, const std::string& slug = "tilburg") {
    return town_.call(back_channel_logout, Actor(), text("municipality_slug: % logout_token: %", slug, token));
  }
  bool is_open(const v1::CompleteSignInResponse& session) { return town_.actor_of_token(session.token()).has_value(); }

  TestTown town_;
  ForgeProvider provider_;
  const Actor administrator_ = town_.actor(ROLE_ADMINISTRATOR);
  std::string ada_;
};

TEST_F(Provided, people_sign_in_as_the_account_that_is_linked) {
  const auto session = come_back();
  ASSERT_TRUE(session);
  EXPECT_EQ(session->actor_id(), ada_);
  EXPECT_EQ(session->role(), ROLE_COORDINATOR);
  EXPECT_TRUE(is_open(*session));
  EXPECT_EQ(session->provider_sign_out_url(),
            "https://idp.example/end?client_id=emplooi&post_logout_redirect_uri=https%3A%2F%2Fdesk.example%2Fbye%2F");
  EXPECT_NE(provider_.last_form().find("grant_type=authorization_code&code=any&"), std::string::npos);
  EXPECT_NE(provider_.last_form().find("code_verifier="), std::string::npos);
  EXPECT_REFUSED(come_back("", "person-2"), REFUSAL_SIGN_IN_FAILED) << "nobody's account";
  link("");
  EXPECT_REFUSED(come_back(), REFUSAL_SIGN_IN_FAILED) << "linked to nobody any more";
}

TEST_F(Provided, sign_ins_bring_a_second_factor_of_their_own) {
  town_.must(identity::set_second_factor_rule, administrator_, text("required: true"));
  const auto ada = *town_.actor_of_token(come_back().value().token());
  EXPECT_TRUE(town_.call(organisations::list_programmes, ada, text("")));
}

TEST_F(Provided, sign_ins_come_back_once_in_time_with_their_own_state) {
  const auto begun = begin().value();
  provider_.give(ForgeKey::of(Kind::rsa).sign(claims(parameter(begun.authorization_url(), "nonce")),
                                              {{"alg", "RS256"}, {"kid", "rsa"}}));
  auto with_other_state = answer_to(begun);
  with_other_state.set_state(answer_to(begin().value()).state());
  EXPECT_REFUSED(town_.call(complete_sign_in, Actor(), with_other_state), REFUSAL_SIGN_IN_FAILED);
  EXPECT_TRUE(town_.call(complete_sign_in, Actor(), answer_to(begun)));
  EXPECT_REFUSED(town_.call(complete_sign_in, Actor(), answer_to(begun)), REFUSAL_SIGN_IN_FAILED) << "a second time";
  const auto late = begin().value();
  town_.advance(10min);
  EXPECT_REFUSED(town_.call(complete_sign_in, Actor(), answer_to(late)), REFUSAL_SIGN_IN_FAILED);
  for (const auto* flow : {"x", "x.y", "019b8b3d-7c00-7abc-8def-0123456789ab.y"}) {
    EXPECT_REFUSED(town_.call(complete_sign_in, Actor(), text("flow: % state: 'x' code: 'x'", flow)),
                   REFUSAL_SIGN_IN_FAILED)
        << flow;
  }
}

TEST_F(Provided, keys_are_fetched_again_for_a_token_under_a_new_one) {
  ASSERT_TRUE(come_back());
  ASSERT_TRUE(come_back());
  EXPECT_EQ(provider_.asked_for("/keys"), 1) << "they are kept";
  provider_.show_keys({ForgeKey::of(Kind::third_rsa).shown("next")});
  EXPECT_REFUSED(come_back("", "person-1", Kind::third_rsa, "next"), REFUSAL_SIGN_IN_FAILED)
      << "not more often than once in ten seconds";
  EXPECT_EQ(provider_.asked_for("/keys"), 1);
  forget_providers();
  EXPECT_TRUE(come_back("", "person-1", Kind::third_rsa, "next"));
  EXPECT_REFUSED(come_back(), REFUSAL_SIGN_IN_FAILED) << "the old key was taken away";
}

TEST_F(Provided, sign_ins_are_refused_while_the_provider_is_silent_or_another) {
  provider_.fall_silent();
  EXPECT_REFUSED(begin(), REFUSAL_IDENTITY_PROVIDER_UNAVAILABLE);
  EXPECT_REFUSED(end(logout_token(R"("sub":"person-1")")), REFUSAL_IDENTITY_PROVIDER_UNAVAILABLE);
  provider_.fall_silent(false);
  provider_.claim("https://evil.example");
  EXPECT_REFUSED(begin(), REFUSAL_IDENTITY_PROVIDER_UNAVAILABLE);
  provider_.claim(ForgeProvider::issuer);
  EXPECT_TRUE(begin());
  EXPECT_REFUSED(town_.call(begin_sign_in, Actor(), text("municipality_slug: 'nowhere'")),
                 REFUSAL_IDENTITY_PROVIDER_NOT_FOUND);
}

TEST_F(Provided, three_calls_at_most_are_with_one_provider) {
  std::vector<Visit> visits;
  for (int i = 0; i < 3; ++i) visits.push_back(Visit::begin(ForgeProvider::issuer).value());
  EXPECT_REFUSED(begin(), REFUSAL_IDENTITY_PROVIDER_UNAVAILABLE);
  EXPECT_TRUE(Visit::begin("https://other.example")) << "another provider's callers do not wait";
  EXPECT_LE(visits.front().deadline(), std::chrono::steady_clock::now() + 10s);
  visits.clear();
  EXPECT_TRUE(begin());
}

TEST_F(Provided, sessions_end_when_the_person_signs_out_there) {
  const auto desk = come_back(R"(,"sid":"at-desk")").value(), home = come_back(R"(,"sid":"at-home")").value();
  ASSERT_TRUE(end(logout_token(R"("sid":"at-desk")")));
  EXPECT_FALSE(is_open(desk));
  EXPECT_TRUE(is_open(home)) << "another session of the provider's";
  ASSERT_TRUE(end(logout_token(R"("sub":"person-1")", "logout-2")));
  EXPECT_FALSE(is_open(home)) << "all of the person's";
}

TEST_F(Provided, logouts_leave_what_the_provider_did_not_open) {
  const auto by_password =
      town_.must(identity::sign_in, Actor(), text("sign_in_name: 'ada@tilburg' password: %", password)).token();
  const auto session = come_back(R"(,"sid":"at-desk")").value();
  ASSERT_TRUE(end(logout_token(R"("sub":"person-2")")));
  EXPECT_TRUE(is_open(session)) << "somebody else's logout";
  ASSERT_TRUE(end(logout_token(R"("sub":"person-1","sid":"another")", "logout-2")));
  EXPECT_TRUE(is_open(session)) << "both must fit";
  ASSERT_TRUE(end(logout_token(R"("sub":"person-1","sid":"at-desk")", "logout-3")));
  EXPECT_FALSE(is_open(session));
  EXPECT_TRUE(town_.actor_of_token(by_password));
}

TEST_F(Provided, logouts_are_refused_that_are_forged_or_used) {
  const auto session = come_back().value();
  EXPECT_REFUSED(end("x"), REFUSAL_LOGOUT_TOKEN_INVALID);
  EXPECT_REFUSED(end(logout_token(R"("sub":"person-1")", "logout-1", Kind::other_rsa)), REFUSAL_LOGOUT_TOKEN_INVALID);
  EXPECT_REFUSED(end(logout_token(R"("sub":"person-1")"), "nowhere"), REFUSAL_IDENTITY_PROVIDER_NOT_FOUND);
  EXPECT_TRUE(is_open(session));
  const auto token = logout_token(R"("sub":"person-1")");
  ASSERT_TRUE(end(token));
  const auto again = come_back().value();
  EXPECT_REFUSED(end(token), REFUSAL_LOGOUT_TOKEN_INVALID) << "a logout is used once";
  EXPECT_TRUE(is_open(again));
  const auto events = town_.must(identity::list_security_events, town_.actor(ROLE_AUDITOR), text(""));
  EXPECT_EQ(events.events_size(), 3) << "each refused token is noted";
}

TEST_F(Provided, providers_are_defined_with_addresses_that_can_be_trusted) {
  const auto define = [&](const std::string& change) {
    auto request = definition();
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(change, &request));
    return town_.call(define_provider, administrator_, request);
  };
  for (const auto* change :
       {"issuer: 'http://idp.example'", "issuer: 'https://idp.example?x'", "issuer: 'https://u@idp.example'",
        "redirect_uri: 'https:///x'", "sign_out_uri: 'http://desk.example'", "acr_values: 'a b'"}) {
    EXPECT_REFUSED(define(change), REFUSAL_FIELD_OUT_OF_BOUNDS) << change;
  }
  EXPECT_TRUE(define("sign_out_uri: ''"));
  EXPECT_EQ(come_back()->provider_sign_out_url(), "https://idp.example/end?client_id=emplooi");
  EXPECT_REFUSED(town_.call(define_provider, town_.actor(ROLE_COORDINATOR), definition()), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(
      town_.call(link_account, administrator_, text("actor_id: '019b8b3d-7c00-7abc-8def-0123456789ab' subject: 'x'")),
      REFUSAL_ACTOR_NOT_FOUND);
  EXPECT_REFUSED(town_.call(link_account, administrator_, text("actor_id: % subject: 'person-1'", administrator_.id)),
                 REFUSAL_NAME_TAKEN);
  const auto elsewhere = town_.stranger(ROLE_ADMINISTRATOR);
  EXPECT_REFUSED(town_.call(link_account, elsewhere, text("actor_id: % subject: 'x'", elsewhere.id)),
                 REFUSAL_IDENTITY_PROVIDER_NOT_FOUND);
}

}  // namespace
}  // namespace emplooi::oidc
