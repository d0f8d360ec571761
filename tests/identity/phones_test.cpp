// Participants: a code from the coach, then a phone of their own with a PIN.
#include <gtest/gtest.h>

#include "identity/test_device.h"
#include "participants/invitations.h"

namespace emplooi::identity {
namespace {

using namespace std::chrono_literals;
using testing::DeviceKey;
using testing::TestDevice;
using testing::TestTown;
using testing::text;

constexpr auto pin = "471199";

class Phones : public ::testing::Test {
 protected:
  Outcome<participants::v1::InviteParticipantResponse> invite(const Actor& actor) {
    return town_.call(participants::invite_participant, actor, text("participant_id: %", bob_.id));
  }
  Outcome<v1::EnrolPhoneResponse> enrol(const std::string& code, const std::string& secret = pin) {
    v1::EnrolPhoneRequest request = text("municipality_slug: 'tilburg' code: % pin: %", code, secret);
    request.set_public_key(DeviceKey().public_key());
    return town_.call(enrol_phone, Actor(), request);
  }
  Outcome<v1::SignInWithPinResponse> sign_in_on(TestDevice& phone, const std::string& secret) {
    return town_.call(sign_in_with_pin, phone.caller(town_), text("pin: %", secret));
  }
  std::optional<Actor> who(TestDevice& device, const std::string& token) {
    const auto actor = TestDevice::caller(town_, device.letter(token)).value();
    return actor.role == ROLE_UNSPECIFIED ? std::nullopt : std::optional(actor);
  }

  TestTown town_;
  testing::ParticipantPersona bob_ = town_.participant("Bob");
};

TEST_F(Phones, are_enrolled_with_the_code_of_the_coach_and_signed_in) {
  auto phone = TestDevice::phone(town_, bob_, pin);
  const auto actor = who(phone, phone.token());
  ASSERT_TRUE(actor);
  EXPECT_EQ(actor->role, ROLE_PARTICIPANT);
  EXPECT_EQ(actor->subject, bob_.id);
  EXPECT_FALSE(town_.actor_of_token(phone.token())) << "without the phone the token is worth nothing";
}

TEST_F(Phones, open_again_with_the_pin) {
  auto phone = TestDevice::phone(town_, bob_, pin);
  town_.advance(24h);
  EXPECT_FALSE(who(phone, phone.token()));
  const auto session = sign_in_on(phone, pin);
  ASSERT_TRUE(session);
  EXPECT_TRUE(who(phone, session->token()));
  EXPECT_REFUSED(town_.call(sign_in_with_pin, Actor(), text("pin: %", pin)), REFUSAL_DEVICE_NEEDED);
  auto kiosk = TestDevice::kiosk(town_);
  EXPECT_REFUSED(sign_in_on(kiosk, pin), REFUSAL_DEVICE_NEEDED);
}

TEST_F(Phones, lock_after_five_wrong_pins_until_the_coach_invites_again) {
  auto phone = TestDevice::phone(town_, bob_, pin);
  for (int i = 0; i < 5; ++i) EXPECT_REFUSED(sign_in_on(phone, "000001"), REFUSAL_SIGN_IN_FAILED);
  EXPECT_REFUSED(sign_in_on(phone, pin), REFUSAL_SIGN_IN_FAILED);
  auto again = TestDevice::phone(town_, bob_, "836402");
  EXPECT_TRUE(sign_in_on(again, "836402"));
}

TEST_F(Phones, are_one_at_a_time) {
  auto old_phone = TestDevice::phone(town_, bob_, pin);
  auto new_phone = TestDevice::phone(town_, bob_, pin);
  EXPECT_REFUSED(TestDevice::caller(town_, old_phone.letter(old_phone.token())), REFUSAL_DEVICE_REVOKED);
  EXPECT_TRUE(who(new_phone, new_phone.token()));
}

TEST_F(Phones, are_enrolled_by_the_last_code_only_and_within_a_week) {
  const auto coach = town_.actor(ROLE_COACH);
  const auto first = invite(coach).value(), second = invite(coach).value();
  EXPECT_EQ(second.link_fragment().substr(0, 9), "#tilburg/");
  EXPECT_REFUSED(enrol(first.code()), REFUSAL_INVITATION_INVALID);
  EXPECT_REFUSED(enrol(second.code(), "111111"), REFUSAL_PIN_TOO_SIMPLE);
  EXPECT_TRUE(enrol(second.link_fragment().substr(9))) << "a PIN that is too simple does not use it up";
  EXPECT_REFUSED(enrol(second.code()), REFUSAL_INVITATION_INVALID);
  const auto late = invite(coach).value();
  town_.advance(24h * 7);
  EXPECT_REFUSED(enrol(late.code()), REFUSAL_INVITATION_INVALID);
}

TEST_F(Phones, are_not_enrolled_by_the_code_of_a_kiosk) {
  const auto kiosk = town_.must(invite_kiosk, town_.actor(ROLE_COORDINATOR), text("name: 'De Linde'"));
  EXPECT_REFUSED(enrol(kiosk.code()), REFUSAL_INVITATION_INVALID);
}

TEST_F(Phones, are_for_those_whom_the_coach_guides) {
  const Actor other_coach{ActorId(town_.actor(ROLE_COORDINATOR).id), town_.municipality(), ROLE_COACH};
  EXPECT_REFUSED(invite(other_coach), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(invite(town_.stranger(ROLE_COACH)), REFUSAL_PARTICIPANT_NOT_FOUND);
  EXPECT_REFUSED(invite(bob_.actor), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_TRUE(invite(town_.actor(ROLE_CASE_MANAGER)));
}

}  // namespace
}  // namespace emplooi::identity
