// A PIN of one's own choice: at the kiosk, and on the phone.
#include <gtest/gtest.h>

#include "identity/test_device.h"
#include "residents/cards.h"

namespace emplooi::identity {
namespace {

using testing::TestDevice;
using testing::TestTown;
using testing::text;

constexpr auto old_pin = "471199";
constexpr auto new_pin = "836402";

class ChangedPins : public ::testing::Test {
 protected:
  ChangedPins() {
    code_ =
        town_
            .must(residents::issue_card, town_.actor(ROLE_COORDINATOR), text("resident_id: % pin: %", ada_.id, old_pin))
            .code();
  }
  Outcome<v1::SignInWithCardResponse> show(const std::string& pin) {
    return town_.call(sign_in_with_card, kiosk_.caller(town_), text("card_code: % pin: %", code_, pin));
  }
  std::optional<Actor> who(TestDevice& device, const std::string& token) {
    const auto actor = TestDevice::caller(town_, device.letter(token)).value();
    return actor.role == ROLE_UNSPECIFIED ? std::nullopt : std::optional(actor);
  }
  Outcome<v1::ChangePinResponse> change(const Actor& actor, const std::string& from, const std::string& to) {
    return town_.call(change_pin, actor, text("old_pin: % new_pin: %", from, to));
  }

  TestTown town_;
  testing::ResidentPersona ada_ = town_.resident("Ada");
  TestDevice kiosk_ = TestDevice::kiosk(town_);
  std::string code_;
};

TEST_F(ChangedPins, open_the_card_from_then_on_and_change_the_token) {
  const auto token = show(old_pin).value().token();
  const auto changed = change(*who(kiosk_, token), old_pin, new_pin);
  ASSERT_TRUE(changed);
  EXPECT_FALSE(who(kiosk_, token)) << "whoever copied the token has nothing";
  EXPECT_TRUE(who(kiosk_, changed->token()));
  EXPECT_REFUSED(show(old_pin), REFUSAL_SIGN_IN_FAILED);
  EXPECT_TRUE(show(new_pin));
}

TEST_F(ChangedPins, need_the_old_one_and_lock_like_it) {
  const auto ada = *who(kiosk_, show(old_pin).value().token());
  for (int i = 0; i < 5; ++i) EXPECT_REFUSED(change(ada, "112358", new_pin), REFUSAL_SIGN_IN_FAILED);
  EXPECT_REFUSED(change(ada, old_pin, new_pin), REFUSAL_SIGN_IN_FAILED) << "locked, and not changed";
  town_.must(residents::unlock_card, town_.actor(ROLE_COORDINATOR), text("resident_id: %", ada_.id));
  EXPECT_TRUE(show(old_pin));
}

TEST_F(ChangedPins, are_refused_by_name) {
  const auto ada = *who(kiosk_, show(old_pin).value().token());
  for (const auto* simple : {"000000", "123456", "987654", "12345x"}) {
    EXPECT_REFUSED(change(ada, old_pin, simple), REFUSAL_PIN_TOO_SIMPLE) << simple;
  }
  EXPECT_REFUSED(change(ada, old_pin, "12345"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(change(ada, "", new_pin), REFUSAL_FIELD_MISSING);
  EXPECT_REFUSED(change(ada_.actor, old_pin, new_pin), REFUSAL_DEVICE_NEEDED) << "a session of no device";
  EXPECT_REFUSED(change(town_.actor(ROLE_COORDINATOR), old_pin, new_pin), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_TRUE(show(old_pin)) << "nothing was changed";
}

TEST_F(ChangedPins, do_not_outlive_the_session_they_are_changed_in) {
  const auto ada = *who(kiosk_, show(old_pin).value().token());
  town_.must(sign_out, ada, text(""));
  EXPECT_REFUSED(change(ada, old_pin, new_pin), REFUSAL_SIGN_IN_FAILED);
  EXPECT_TRUE(show(old_pin));
}

TEST_F(ChangedPins, are_changed_on_a_phone_too) {
  auto phone = TestDevice::phone(town_, town_.participant("Bob"), old_pin);
  const auto bob = *who(phone, phone.token());
  const auto changed = change(bob, old_pin, new_pin);
  ASSERT_TRUE(changed);
  EXPECT_TRUE(who(phone, changed->token()));
  EXPECT_REFUSED(town_.call(sign_in_with_pin, phone.caller(town_), text("pin: %", old_pin)), REFUSAL_SIGN_IN_FAILED);
  EXPECT_TRUE(town_.call(sign_in_with_pin, phone.caller(town_), text("pin: %", new_pin)));
}

}  // namespace
}  // namespace emplooi::identity
