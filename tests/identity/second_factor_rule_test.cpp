// A municipality that asks its staff for a second factor.
#include <gtest/gtest.h>

#include "approvals/approvals.h"
#include "identity/identity.h"
#include "identity/totp.h"
#include "organisations/organisations.h"
#include "support/town.h"

namespace emplooi::identity {
namespace {

using namespace std::chrono_literals;
using testing::TestTown;
using testing::text;

constexpr auto password = "correct horse battery staple";

std::string secret_of(const v1::BeginSecondFactorResponse& begun) {
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (const char c : begun.secret()) {
    bits = bits << 5 | static_cast<unsigned>(c >= 'A' ? c - 'A' : c - '2' + 26);
    if ((count += 5) < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count);
    bits &= (1u << count) - 1;
  }
  return bytes;
}

class SecondFactorRule : public ::testing::Test {
 protected:
  SecondFactorRule() {
    for (const auto& [name, role] :
         std::vector<std::pair<std::string, int>>{{"ada", ROLE_COORDINATOR}, {"bea", ROLE_AUDITOR}}) {
      town_.must(create_account, administrator_, text("sign_in_name: % password: % role: %", name, password, role));
    }
  }
  void ask(bool required) { town_.must(set_second_factor_rule, administrator_, text("required: %", required)); }
  Outcome<v1::SignInResponse> try_sign_in(const std::string& name, const std::string& code = "") {
    return town_.call(sign_in, Actor(),
                      text("sign_in_name: % password: % one_time_code: %", name + "@tilburg", password, code));
  }
  Actor signed_in(const std::string& name, const std::string& code = "") {
    return *town_.actor_of_token(try_sign_in(name, code).value().token());
  }
  auto programmes(const Actor& actor) { return town_.call(organisations::list_programmes, actor, text("")); }

  TestTown town_;
  const Actor administrator_ = town_.actor(ROLE_ADMINISTRATOR);
};

TEST_F(SecondFactorRule, lets_staff_without_one_set_it_up_and_do_nothing_else) {
  const auto before = signed_in("ada");
  EXPECT_TRUE(programmes(before));
  ask(true);
  const auto ada = signed_in("ada");
  for (const auto& actor : {ada, *town_.actor_of_token(try_sign_in("ada").value().token())}) {
    EXPECT_REFUSED(programmes(actor), REFUSAL_SECOND_FACTOR_MISSING);
    EXPECT_REFUSED(
        town_.call(change_password, actor, text("old_password: % new_password: 'another long secret'", password)),
        REFUSAL_SECOND_FACTOR_MISSING);
    EXPECT_REFUSED(town_.call(list_sessions, actor, text("")), REFUSAL_SECOND_FACTOR_MISSING);
    EXPECT_REFUSED(town_.call(approvals::list_approvals, actor, text("")), REFUSAL_SECOND_FACTOR_MISSING);
    EXPECT_TRUE(town_.must(get_self, actor, text("")).must_set_second_factor());
  }
  const auto secret = secret_of(town_.must(begin_second_factor, ada, text("")));
  const auto code = [&] { return totp_code(secret, totp_step(town_.clock().now())); };
  const auto confirmed = town_.must(confirm_second_factor, ada, text("one_time_code: %", code()));
  const auto opened = *town_.actor_of_token(confirmed.token());
  EXPECT_TRUE(programmes(opened)) << "the session in which it was set up goes on";
  EXPECT_FALSE(town_.must(get_self, opened, text("")).must_set_second_factor());
  town_.advance(30s);
  EXPECT_REFUSED(try_sign_in("ada"), REFUSAL_SECOND_FACTOR_NEEDED);
  EXPECT_TRUE(programmes(signed_in("ada", code())));
}

TEST_F(SecondFactorRule, holds_for_sessions_that_are_open_already) {
  const auto token = try_sign_in("ada").value().token();
  EXPECT_TRUE(programmes(*town_.actor_of_token(token)));
  ask(true);
  EXPECT_REFUSED(programmes(*town_.actor_of_token(token)), REFUSAL_SECOND_FACTOR_MISSING);
  ask(false);
  EXPECT_TRUE(programmes(*town_.actor_of_token(token)));
}

TEST_F(SecondFactorRule, is_for_whoever_works_here_and_not_for_residents) {
  const auto ada = town_.resident("Ada").id;
  town_.must(create_account, administrator_,
             text("sign_in_name: 'resident' password: % role: ROLE_RESIDENT subject_id: %", password, ada));
  ask(true);
  EXPECT_TRUE(programmes(signed_in("resident")));
  EXPECT_REFUSED(programmes(signed_in("bea")), REFUSAL_SECOND_FACTOR_MISSING) << "who only reads figures, too";
}

TEST_F(SecondFactorRule, is_the_administrators_to_set_and_the_auditors_to_see) {
  const auto rule = [&](const Actor& actor) { return town_.call(get_second_factor_rule, actor, text("")); };
  EXPECT_FALSE(rule(administrator_)->required());
  ask(true);
  EXPECT_TRUE(rule(town_.actor(ROLE_AUDITOR))->required());
  EXPECT_FALSE(rule(town_.stranger(ROLE_ADMINISTRATOR))->required()) << "each municipality has its own";
  for (const auto role : {ROLE_COORDINATOR, ROLE_AUDITOR}) {
    EXPECT_REFUSED(town_.call(set_second_factor_rule, town_.actor(role), text("required: false")),
                   REFUSAL_ACTOR_NOT_ALLOWED);
  }
}

TEST_F(SecondFactorRule, is_what_a_new_municipality_begins_with) {
  ASSERT_TRUE(found_municipality(town_.store(), {"Goirle", "goirle", "boss", password}));
  const auto session =
      sign_in(town_.store(), Actor(), text("sign_in_name: 'boss@goirle' password: %", password)).value();
  const auto boss = *town_.actor_of_token(session.token());
  EXPECT_REFUSED(programmes(boss), REFUSAL_SECOND_FACTOR_MISSING);
  EXPECT_TRUE(town_.must(get_self, boss, text("")).must_set_second_factor());
}

TEST_F(SecondFactorRule, is_not_got_round_when_an_administrator_takes_the_factor_away) {
  ask(true);
  auto ada = signed_in("ada");
  const auto secret = secret_of(town_.must(begin_second_factor, ada, text("")));
  town_.must(confirm_second_factor, ada, text("one_time_code: %", totp_code(secret, totp_step(town_.clock().now()))));
  town_.must(remove_second_factor, administrator_, text("actor_id: %", ada.id));
  EXPECT_REFUSED(programmes(signed_in("ada")), REFUSAL_SECOND_FACTOR_MISSING);
}

}  // namespace
}  // namespace emplooi::identity
