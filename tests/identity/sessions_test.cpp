#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "identity/identity.h"
#include "support/town.h"

namespace emplooi::identity {
namespace {

using namespace std::chrono_literals;
using testing::TestTown;
using testing::text;

constexpr auto password = "correct horse battery staple";
constexpr auto wrong = "incorrect horse battery";

/// A town in which Ada coordinates.
class Sessions : public ::testing::Test {
 protected:
  Sessions() {
    ada_ = town_
               .must(create_account, town_.actor(ROLE_ADMINISTRATOR),
                     text("sign_in_name: 'Ada' password: % role: ROLE_COORDINATOR", password))
               .actor_id();
  }

  Outcome<v1::SignInResponse> try_sign_in(const std::string& name, const std::string& secret) {
    return sign_in(town_.store(), Actor(), text("sign_in_name: % password: %", name, secret));
  }
  std::string token() { return try_sign_in("ada@tilburg", password).value().token(); }
  std::optional<Actor> who(const std::string& token) { return town_.actor_of_token(token); }

  TestTown town_;
  std::string ada_;
};

TEST_F(Sessions, begin_with_the_right_name_and_password) {
  const auto session = try_sign_in("ADA@Tilburg", password);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->actor_id(), ada_);
  EXPECT_EQ(session->role(), ROLE_COORDINATOR);
  const auto actor = who(session->token());
  ASSERT_TRUE(actor);
  EXPECT_EQ(to_string(actor->id), ada_);
  EXPECT_EQ(actor->municipality, town_.municipality());
  EXPECT_EQ(actor->role, ROLE_COORDINATOR);
  EXPECT_TRUE(actor->subject.is_nil());

  const auto self = town_.must(get_self, *actor, v1::GetSelfRequest());
  EXPECT_EQ(self.sign_in_name(), "ada@tilburg");
  EXPECT_EQ(self.session_id(), to_string(actor->session));
}

TEST_F(Sessions, never_begin_otherwise_and_do_not_say_why) {
  std::vector<Outcome<v1::SignInResponse>> refusals;
  for (const auto* name : {"ada@breda", "bob@tilburg", "ada", "@", "ada@tilburg@", ""}) {
    refusals.push_back(try_sign_in(name, password));
  }
  refusals.push_back(try_sign_in("ada@tilburg", wrong));
  refusals.push_back(try_sign_in("ada@tilburg", ""));
  for (const auto& refused : refusals) {
    EXPECT_REFUSED(refused, REFUSAL_SIGN_IN_FAILED);
    EXPECT_EQ(refused.error().says, refusals.front().error().says);
  }
}

TEST_F(Sessions, lock_after_five_wrong_passwords_for_a_quarter_of_an_hour) {
  for (int i = 0; i < 5; ++i) EXPECT_REFUSED(try_sign_in("ada@tilburg", wrong), REFUSAL_SIGN_IN_FAILED);
  EXPECT_REFUSED(try_sign_in("ada@tilburg", password), REFUSAL_SIGN_IN_FAILED);
  town_.advance(14min);
  EXPECT_REFUSED(try_sign_in("ada@tilburg", wrong), REFUSAL_SIGN_IN_FAILED) << "guessing on does not prolong it";
  town_.advance(1min);
  EXPECT_TRUE(try_sign_in("ada@tilburg", password));
}

TEST_F(Sessions, forget_wrong_passwords_after_a_right_one) {
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 4; ++i) EXPECT_REFUSED(try_sign_in("ada@tilburg", wrong), REFUSAL_SIGN_IN_FAILED);
    EXPECT_TRUE(try_sign_in("ada@tilburg", password));
  }
}

TEST_F(Sessions, count_every_one_of_many_guesses_at_once) {
  std::vector<std::thread> guessers;
  for (int i = 0; i < 20; ++i) guessers.emplace_back([&] { try_sign_in("ada@tilburg", wrong); });
  for (auto& guesser : guessers) guesser.join();
  EXPECT_REFUSED(try_sign_in("ada@tilburg", password), REFUSAL_SIGN_IN_FAILED);
}

TEST_F(Sessions, end_after_a_quarter_of_an_hour_without_a_request) {
  const auto session = token();
  town_.advance(14min);
  EXPECT_TRUE(who(session)) << "and this request counts";
  town_.store().write_now({town_.municipality()}, [](Transaction&) { return std::string(); }).value();
  town_.advance(14min);
  EXPECT_TRUE(who(session));
  town_.store().write_now({town_.municipality()}, [](Transaction&) { return std::string(); }).value();
  town_.advance(15min);
  EXPECT_FALSE(who(session));
}

TEST_F(Sessions, end_after_eight_hours_however_busy) {
  const auto session = token();
  for (auto passed = 0min; passed < 8h - 10min; passed += 10min) {
    town_.advance(10min);
    ASSERT_TRUE(who(session)) << passed.count();
    town_.store().write_now({town_.municipality()}, [](Transaction&) { return std::string(); }).value();
  }
  town_.advance(10min);
  EXPECT_FALSE(who(session));
}

TEST_F(Sessions, end_by_signing_out) {
  const auto kiosk = token(), phone = token();
  EXPECT_TRUE(sign_out(town_.store(), *who(kiosk), {}));
  EXPECT_FALSE(who(kiosk));
  EXPECT_TRUE(who(phone));
}

TEST_F(Sessions, that_only_look_on_are_known_to_be_live) {
  const auto actor = *who(token());
  EXPECT_TRUE(has_live_session(town_.store(), actor));
  EXPECT_TRUE(sign_out(town_.store(), actor, {}));
  EXPECT_FALSE(has_live_session(town_.store(), actor));
}

TEST_F(Sessions, are_listed_and_revoked_by_their_own_actor_only) {
  const auto kiosk = *who(token()), phone = *who(token());
  const auto listed = town_.must(list_sessions, phone, v1::ListSessionsRequest());
  ASSERT_EQ(listed.sessions_size(), 2);
  EXPECT_EQ(listed.sessions(0).session_id(), to_string(kiosk.session));
  EXPECT_FALSE(listed.sessions(0).is_this_one());
  EXPECT_TRUE(listed.sessions(1).is_this_one());

  const auto revocation = text("session_id: %", kiosk.session);
  EXPECT_REFUSED(town_.call(revoke_session, town_.actor(ROLE_ADMINISTRATOR), revocation), REFUSAL_SESSION_NOT_FOUND);
  EXPECT_REFUSED(town_.call(revoke_session, town_.stranger(ROLE_COORDINATOR), revocation), REFUSAL_SESSION_NOT_FOUND);
  town_.must(revoke_session, phone, revocation);
  EXPECT_REFUSED(town_.call(revoke_session, phone, revocation), REFUSAL_SESSION_NOT_FOUND);
  EXPECT_EQ(town_.must(list_sessions, phone, v1::ListSessionsRequest()).sessions_size(), 1);
}

TEST_F(Sessions, do_not_open_by_anything_like_a_token) {
  auto changed = token();
  changed.back() = changed.back() == 'A' ? 'E' : 'A';
  for (const auto& guess : {changed, std::string(), std::string("x"), std::string(43, 'A'), std::string(4300, 'A')}) {
    EXPECT_FALSE(who(guess)) << guess;
  }
}

TEST_F(Sessions, end_elsewhere_when_the_password_changes) {
  const auto here = token(), elsewhere = token();
  const auto change = [&](const std::string& from, const std::string& to) {
    return change_password(town_.store(), *who(here), text("old_password: % new_password: %", from, to));
  };
  EXPECT_REFUSED(change(wrong, "a brand new password"), REFUSAL_SIGN_IN_FAILED);
  EXPECT_TRUE(who(elsewhere));
  EXPECT_REFUSED(change(password, "Password2026!"), REFUSAL_PASSWORD_TOO_COMMON);
  const auto changed = change(password, "a brand new password");
  ASSERT_TRUE(changed);
  EXPECT_FALSE(who(here)) << "whoever knew the token does not know the new one";
  EXPECT_TRUE(who(changed->token()));
  EXPECT_FALSE(who(elsewhere));
  EXPECT_REFUSED(try_sign_in("ada@tilburg", password), REFUSAL_SIGN_IN_FAILED);
  EXPECT_TRUE(try_sign_in("ada@tilburg", "a brand new password"));
}

TEST_F(Sessions, that_were_planted_gain_nothing_from_somebody_signing_in) {
  const auto planted = token();
  const auto victim = *who(planted);
  const auto session = sign_in(town_.store(), victim, text("sign_in_name: 'ada@tilburg' password: %", password));
  ASSERT_TRUE(session);
  EXPECT_NE(session->token(), planted);
  EXPECT_FALSE(who(planted));
  EXPECT_TRUE(who(session->token()));
}

TEST_F(Sessions, that_are_refused_are_noted_with_the_reason_that_nobody_is_told) {
  try_sign_in("bob@tilburg", password);
  for (int i = 0; i < 5; ++i) try_sign_in("ada@tilburg", wrong);
  try_sign_in("ada@tilburg", password);
  const auto listed = town_.must(list_security_events, town_.actor(ROLE_ADMINISTRATOR), text("page: {size: 4}"));
  ASSERT_EQ(listed.events_size(), 4);
  EXPECT_EQ(listed.events(0).kind(), v1::SECURITY_EVENT_KIND_ACCOUNT_SHUT);
  EXPECT_EQ(listed.events(0).actor_id(), ada_);
  EXPECT_EQ(listed.events(1).kind(), v1::SECURITY_EVENT_KIND_LOCKED);
  EXPECT_EQ(listed.events(2).kind(), v1::SECURITY_EVENT_KIND_WRONG_PASSWORD);
  const auto rest = town_.must(list_security_events, town_.actor(ROLE_ADMINISTRATOR),
                               text("page: {token: %}", listed.next_page_token()));
  ASSERT_EQ(rest.events_size(), 3);
  EXPECT_EQ(rest.events(2).kind(), v1::SECURITY_EVENT_KIND_UNKNOWN_NAME);
  EXPECT_EQ(rest.events(2).actor_id(), "");
  EXPECT_REFUSED(town_.call(list_security_events, town_.actor(ROLE_COORDINATOR), v1::ListSecurityEventsRequest()),
                 REFUSAL_ACTOR_NOT_ALLOWED);

  // Half a year later there is room again.
  town_.advance(24h * 184);
  try_sign_in("bob@tilburg", password);
  EXPECT_EQ(town_.must(list_security_events, town_.actor(ROLE_ADMINISTRATOR), text("")).events_size(), 1);
}

TEST_F(Sessions, do_not_let_a_borrowed_one_guess_the_password_for_ever) {
  const auto session = token();
  for (int i = 0; i < 5; ++i) {
    EXPECT_REFUSED(
        change_password(town_.store(), *who(session), text("old_password: % new_password: %", wrong, password)),
        REFUSAL_SIGN_IN_FAILED);
  }
  EXPECT_REFUSED(change_password(town_.store(), *who(session),
                                 text("old_password: % new_password: %", password, "something else")),
                 REFUSAL_SIGN_IN_FAILED);
}

}  // namespace
}  // namespace emplooi::identity
