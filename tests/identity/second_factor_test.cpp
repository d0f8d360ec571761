#include <gtest/gtest.h>

#include "identity/identity.h"
#include "identity/totp.h"
#include "support/town.h"

namespace emplooi::identity {
namespace {

using namespace std::chrono_literals;
using testing::TestTown;
using testing::text;

constexpr auto password = "correct horse battery staple";

std::string from_base32(const std::string& text) {
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    bits = bits << 5 | static_cast<unsigned>(c >= 'A' ? c - 'A' : c - '2' + 26);
    if ((count += 5) < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count);
    bits &= (1u << count) - 1;
  }
  return bytes;
}

/// RFC 6238, appendix B, for SHA-1: the last six of its eight digits.
TEST(OneTimeCode, is_that_of_the_rfc) {
  const std::string secret = "12345678901234567890";
  for (const auto& [seconds, code] : std::vector<std::pair<std::int64_t, std::string>>{{59, "287082"},
                                                                                       {1111111109, "081804"},
                                                                                       {1111111111, "050471"},
                                                                                       {1234567890, "005924"},
                                                                                       {2000000000, "279037"},
                                                                                       {20000000000, "353130"}}) {
    EXPECT_EQ(totp_code(secret, totp_step(time_from_us(seconds * 1'000'000))), code) << seconds;
  }
  EXPECT_EQ(base32(secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  EXPECT_EQ(base32("f"), "MY");
}

/// Ada's account asks for one-time codes.
class SecondFactors : public ::testing::Test {
 protected:
  SecondFactors() {
    ada_ = town_
               .must(create_account, town_.actor(ROLE_ADMINISTRATOR),
                     text("sign_in_name: 'ada' password: % role: ROLE_COORDINATOR", password))
               .actor_id();
    first_token_ = try_sign_in("").value().token();
    elsewhere_ = try_sign_in("").value().token();
    const auto actor = *town_.actor_of_token(first_token_);
    const auto begun = town_.must(begin_second_factor, actor, text(""));
    secret_ = from_base32(begun.secret());
    uri_ = begun.uri();
    confirmed_ = town_.must(confirm_second_factor, actor, text("one_time_code: %", code()));
    town_.advance(30s);
  }

  Outcome<v1::SignInResponse> try_sign_in(const std::string& one_time_code, const std::string& secret = password) {
    return town_.call(sign_in, Actor(),
                      text("sign_in_name: 'ada@tilburg' password: % one_time_code: %", secret, one_time_code));
  }
  std::string code(std::int64_t steps_away = 0) {
    return totp_code(secret_, totp_step(town_.clock().now()) + steps_away);
  }

  TestTown town_;
  std::string ada_, first_token_, elsewhere_, secret_, uri_;
  v1::ConfirmSecondFactorResponse confirmed_;
};

TEST_F(SecondFactors, change_the_token_when_they_are_confirmed_and_end_other_sessions) {
  EXPECT_FALSE(town_.actor_of_token(first_token_));
  EXPECT_FALSE(town_.actor_of_token(elsewhere_));
  EXPECT_TRUE(town_.actor_of_token(confirmed_.token()));
  EXPECT_TRUE(uri_.starts_with("otpauth://totp/Emplooi:ada%40tilburg?secret=")) << uri_;
}

TEST_F(SecondFactors, are_asked_for_once_the_password_is_right) {
  EXPECT_REFUSED(try_sign_in(""), REFUSAL_SECOND_FACTOR_NEEDED);
  EXPECT_REFUSED(try_sign_in("", "incorrect horse battery"), REFUSAL_SIGN_IN_FAILED);
  EXPECT_TRUE(try_sign_in(code()));
}

TEST_F(SecondFactors, pass_once) {
  const auto used = code();
  EXPECT_TRUE(try_sign_in(used));
  EXPECT_REFUSED(try_sign_in(used), REFUSAL_SIGN_IN_FAILED);
  EXPECT_REFUSED(try_sign_in(code(-1)), REFUSAL_SIGN_IN_FAILED) << "nor an earlier one after it";
  EXPECT_TRUE(try_sign_in(code(1)));
}

TEST_F(SecondFactors, pass_one_step_early_or_late_and_not_two) {
  town_.advance(1h);
  EXPECT_REFUSED(try_sign_in(code(-2)), REFUSAL_SIGN_IN_FAILED);
  EXPECT_REFUSED(try_sign_in(code(2)), REFUSAL_SIGN_IN_FAILED);
  EXPECT_TRUE(try_sign_in(code(-1)));
  town_.advance(1h);
  EXPECT_TRUE(try_sign_in(code(1)));
}

TEST_F(SecondFactors, lock_the_account_when_they_are_guessed) {
  for (int i = 0; i < 5; ++i) EXPECT_REFUSED(try_sign_in("00000" + std::to_string(i)), REFUSAL_SIGN_IN_FAILED);
  EXPECT_REFUSED(try_sign_in(code()), REFUSAL_SIGN_IN_FAILED);
  EXPECT_REFUSED(try_sign_in(""), REFUSAL_SIGN_IN_FAILED) << "and then the password is not confirmed either";
  const auto events = town_.must(list_security_events, town_.actor(ROLE_AUDITOR), text(""));
  EXPECT_EQ(events.events(2).kind(), v1::SECURITY_EVENT_KIND_LOCKED);
  EXPECT_EQ(events.events(3).kind(), v1::SECURITY_EVENT_KIND_WRONG_ONE_TIME_CODE);
}

TEST_F(SecondFactors, are_replaced_by_recovery_codes_once_each) {
  ASSERT_EQ(confirmed_.recovery_codes_size(), 8);
  EXPECT_TRUE(try_sign_in(confirmed_.recovery_codes(3)));
  EXPECT_EQ(town_.must(list_security_events, town_.actor(ROLE_AUDITOR), text("")).events(0).kind(),
            v1::SECURITY_EVENT_KIND_RECOVERY_CODE_USED);
  EXPECT_REFUSED(try_sign_in(confirmed_.recovery_codes(3)), REFUSAL_SIGN_IN_FAILED);
  EXPECT_TRUE(try_sign_in(confirmed_.recovery_codes(4)));
}

TEST_F(SecondFactors, are_refused_by_name) {
  const auto actor = *town_.actor_of_token(confirmed_.token());
  EXPECT_REFUSED(town_.call(begin_second_factor, actor, text("")), REFUSAL_SECOND_FACTOR_ALREADY_SET);
  EXPECT_REFUSED(town_.call(confirm_second_factor, actor, text("one_time_code: %", code())),
                 REFUSAL_SECOND_FACTOR_NOT_SET);
  const auto other = town_.actor(ROLE_AUDITOR);
  EXPECT_REFUSED(town_.call(confirm_second_factor, other, text("one_time_code: '123456'")),
                 REFUSAL_SECOND_FACTOR_NOT_SET);
  town_.must(begin_second_factor, other, text(""));
  EXPECT_REFUSED(town_.call(confirm_second_factor, other, text("one_time_code: 'x'")), REFUSAL_SIGN_IN_FAILED);
  town_.must(begin_second_factor, other, text(""));
}

TEST_F(SecondFactors, are_taken_away_by_an_administrator_who_is_somebody_else) {
  const auto administrator = town_.actor(ROLE_ADMINISTRATOR);
  EXPECT_REFUSED(town_.call(remove_second_factor, administrator, text("actor_id: %", administrator.id)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(town_.call(remove_second_factor, town_.stranger(ROLE_ADMINISTRATOR), text("actor_id: %", ada_)),
                 REFUSAL_ACTOR_NOT_FOUND);
  town_.must(remove_second_factor, administrator, text("actor_id: %", ada_));
  EXPECT_REFUSED(town_.call(remove_second_factor, administrator, text("actor_id: %", ada_)),
                 REFUSAL_SECOND_FACTOR_NOT_SET);
  EXPECT_FALSE(town_.actor_of_token(confirmed_.token()));
  EXPECT_TRUE(try_sign_in(""));
}

}  // namespace
}  // namespace emplooi::identity
