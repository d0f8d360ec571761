// Kiosks: how they are enrolled, and what their signatures are good for.
#include <gtest/gtest.h>

#include "identity/test_device.h"

namespace emplooi::identity {
namespace {

using namespace std::chrono_literals;
using testing::DeviceKey;
using testing::Letter;
using testing::TestDevice;
using testing::TestTown;
using testing::text;

class Devices : public ::testing::Test {
 protected:
  Outcome<Actor> caller(const Letter& letter) { return TestDevice::caller(town_, letter); }
  v1::EnrolKioskRequest enrolment(const std::string& code) {
    v1::EnrolKioskRequest request = text("municipality_slug: 'tilburg' code: %", code);
    request.set_public_key(key_.public_key());
    return request;
  }
  std::string invite() { return town_.must(invite_kiosk, coordinator_, text("name: 'De Linde'")).code(); }
  /// What was noted last, once everything that waits is written.
  v1::SecurityEvent last_event() {
    town_.store().write_now({town_.municipality()}, [](Transaction&) { return std::string(); }).value();
    const auto listed = town_.must(list_security_events, town_.actor(ROLE_AUDITOR), v1::ListSecurityEventsRequest());
    return listed.events_size() > 0 ? listed.events(0) : v1::SecurityEvent();
  }

  TestTown town_;
  Actor coordinator_ = town_.actor(ROLE_COORDINATOR);
  DeviceKey key_;
};

TEST_F(Devices, are_nobody_until_a_coordinator_has_compared_the_fingerprint) {
  const auto enrolled = town_.must(enrol_kiosk, Actor(), enrolment(invite()));
  const auto approve = [&](const std::string& fingerprint) {
    return town_.call(approve_kiosk, coordinator_,
                      text("device_id: % fingerprint: %", enrolled.device_id(), fingerprint));
  };
  EXPECT_REFUSED(approve("0000-0000-0000"), REFUSAL_FINGERPRINT_DIFFERS);
  EXPECT_TRUE(approve(enrolled.fingerprint()));
  EXPECT_REFUSED(approve(enrolled.fingerprint()), REFUSAL_DEVICE_NOT_ENROLLED);

  auto waiting = TestDevice::kiosk(town_, false);
  EXPECT_REFUSED(caller(waiting.letter()), REFUSAL_DEVICE_NOT_APPROVED);
  EXPECT_REFUSED(
      town_.call(approve_kiosk, town_.stranger(ROLE_COORDINATOR), text("device_id: % fingerprint: 'x'", waiting.id())),
      REFUSAL_DEVICE_NOT_FOUND);
}

TEST_F(Devices, are_enrolled_by_a_code_once_and_soon) {
  const auto code = invite();
  EXPECT_REFUSED(town_.call(enrol_kiosk, Actor(), enrolment("0000-0000-0000-0000")), REFUSAL_INVITATION_INVALID);
  EXPECT_EQ(last_event().kind(), v1::SECURITY_EVENT_KIND_INVITATION_INVALID);
  auto elsewhere = enrolment(code);
  elsewhere.set_municipality_slug("breda");
  EXPECT_REFUSED(town_.call(enrol_kiosk, Actor(), elsewhere), REFUSAL_INVITATION_INVALID);
  EXPECT_TRUE(town_.call(enrol_kiosk, Actor(), enrolment(code)));
  EXPECT_REFUSED(town_.call(enrol_kiosk, Actor(), enrolment(code)), REFUSAL_INVITATION_INVALID);

  const auto forgotten = invite();
  town_.advance(1h);
  EXPECT_REFUSED(town_.call(enrol_kiosk, Actor(), enrolment(forgotten)), REFUSAL_INVITATION_INVALID);
}

TEST_F(Devices, are_enrolled_by_a_code_as_people_type_it) {
  auto typed = invite();
  for (char& c : typed) c = c == '-' ? ' ' : c == '0' ? 'o' : c == '1' ? 'l' : static_cast<char>(std::tolower(c));
  EXPECT_TRUE(town_.call(enrol_kiosk, Actor(), enrolment(typed)));
}

TEST_F(Devices, have_a_key_that_is_a_point_of_the_curve) {
  auto request = enrolment(invite());
  const auto good = request.public_key();
  auto off_curve = good, compressed = good, infinity = std::string(1, '\0');
  off_curve[64] = static_cast<char>(off_curve[64] ^ 1);
  compressed[0] = 2;
  for (const auto& bad : {off_curve, compressed, infinity, good.substr(0, 64), std::string(65, '\4')}) {
    request.set_public_key(bad);
    EXPECT_REFUSED(town_.call(enrol_kiosk, Actor(), request), REFUSAL_PUBLIC_KEY_MALFORMED);
  }
}

TEST_F(Devices, are_known_by_their_signature) {
  auto kiosk = TestDevice::kiosk(town_);
  const auto actor = caller(kiosk.letter());
  ASSERT_TRUE(actor);
  EXPECT_EQ(actor->device, kiosk.id());
  EXPECT_EQ(actor->role, ROLE_UNSPECIFIED);
  const auto device = town_.must(get_device, *actor, v1::GetDeviceRequest());
  EXPECT_EQ(device.name(), "De Linde, hal");
  EXPECT_EQ(device.municipality_name(), "Tilburg");
  EXPECT_REFUSED(town_.call(get_device, Actor(), v1::GetDeviceRequest()), REFUSAL_DEVICE_NEEDED);
  EXPECT_REFUSED(town_.call(get_self, *actor, v1::GetSelfRequest()), REFUSAL_NOT_SIGNED_IN)
      << "a device is not a person";
}

TEST_F(Devices, are_not_believed_when_anything_was_changed) {
  auto kiosk = TestDevice::kiosk(town_);
  auto other = TestDevice::kiosk(town_);
  const auto tampered = [&](auto change) {
    auto letter = kiosk.letter();
    change(letter);
    return caller(letter);
  };
  EXPECT_REFUSED(tampered([](Letter& l) { l.body = "{ }"; }), REFUSAL_DEVICE_SIGNATURE_INVALID);
  EXPECT_REFUSED(tampered([](Letter& l) { l.target += "x"; }), REFUSAL_DEVICE_SIGNATURE_INVALID);
  EXPECT_REFUSED(tampered([](Letter& l) { l.sequence = "99"; }), REFUSAL_DEVICE_SIGNATURE_INVALID);
  EXPECT_REFUSED(tampered([](Letter& l) { l.signature = ""; }), REFUSAL_DEVICE_SIGNATURE_INVALID);
  EXPECT_REFUSED(tampered([](Letter& l) { l.signature = std::string(86, 'A'); }), REFUSAL_DEVICE_SIGNATURE_INVALID)
      << "zeros are no signature";
  EXPECT_REFUSED(tampered([](Letter& l) { l.signature.pop_back(); }), REFUSAL_DEVICE_SIGNATURE_INVALID);
  EXPECT_REFUSED(tampered([&](Letter& l) { l.device = other.name(); }), REFUSAL_DEVICE_SIGNATURE_INVALID);
  EXPECT_REFUSED(tampered([&](Letter& l) { other.sign(l); }), REFUSAL_DEVICE_SIGNATURE_INVALID) << "another's key";
  EXPECT_REFUSED(tampered([](Letter& l) { l.device = "x"; }), REFUSAL_DEVICE_SIGNATURE_INVALID);
  EXPECT_EQ(last_event().kind(), v1::SECURITY_EVENT_KIND_SIGNATURE_INVALID);
  EXPECT_EQ(last_event().device_id(), to_string(kiosk.id()));
  for (const auto* sequence : {"", "0", "-1", "01", "1.5", "9007199254740993", "99999999999999999999"}) {
    EXPECT_REFUSED(tampered([&](Letter& l) {
                     l.sequence = sequence;
                     kiosk.sign(l);
                   }),
                   REFUSAL_DEVICE_SIGNATURE_INVALID)
        << sequence;
  }
}

TEST_F(Devices, are_heard_once_and_in_order) {
  auto kiosk = TestDevice::kiosk(town_);
  const auto first = kiosk.letter(), second = kiosk.letter(), third = kiosk.letter();
  EXPECT_TRUE(caller(first));
  EXPECT_REFUSED(caller(first), REFUSAL_DEVICE_SEQUENCE_STALE) << "replayed";
  EXPECT_TRUE(caller(third));
  EXPECT_EQ(last_event().kind(), v1::SECURITY_EVENT_KIND_SEQUENCE_STALE);
  const auto reordered = caller(second);
  EXPECT_REFUSED(reordered, REFUSAL_DEVICE_SEQUENCE_STALE);
  EXPECT_EQ(reordered.error().facts.at("sequence"), "3");
  EXPECT_TRUE(caller(kiosk.letter()));
}

TEST_F(Devices, are_not_heard_again_by_a_server_that_started_again) {
  auto kiosk = TestDevice::kiosk(town_);
  auto letter = kiosk.letter();
  EXPECT_TRUE(caller(letter));
  auto settings_before = settings();
  configure(settings_before);  // Forgets what stands in memory, as a restart does.
  const auto replayed = caller(letter);
  EXPECT_REFUSED(replayed, REFUSAL_DEVICE_SEQUENCE_STALE);
  letter.sequence = std::to_string(std::stoll(replayed.error().facts.at("sequence")) + 1);
  kiosk.sign(letter);
  EXPECT_TRUE(caller(letter)) << "the device goes on after what it was told";
}

TEST_F(Devices, are_refused_from_the_next_request_on_when_revoked) {
  auto kiosk = TestDevice::kiosk(town_);
  EXPECT_TRUE(caller(kiosk.letter()));
  EXPECT_REFUSED(town_.call(revoke_device, town_.stranger(ROLE_COORDINATOR), text("device_id: %", kiosk.id())),
                 REFUSAL_DEVICE_NOT_FOUND);
  town_.must(revoke_device, coordinator_, text("device_id: %", kiosk.id()));
  EXPECT_REFUSED(caller(kiosk.letter()), REFUSAL_DEVICE_REVOKED);
  EXPECT_EQ(last_event().kind(), v1::SECURITY_EVENT_KIND_DEVICE_REVOKED);
  town_.must(revoke_device, coordinator_, text("device_id: %", kiosk.id()));
}

TEST_F(Devices, are_listed_page_by_page) {
  const auto kiosk = TestDevice::kiosk(town_);
  invite();
  const auto phone = TestDevice::phone(town_, town_.participant("Bob"), "471199");
  const auto first = town_.must(list_devices, coordinator_, text("page: {size: 2}"));
  ASSERT_EQ(first.devices_size(), 2);
  EXPECT_EQ(first.devices(0).state(), v1::DEVICE_STATE_ACTIVE);
  EXPECT_EQ(first.devices(0).device_id(), to_string(kiosk.id()));
  EXPECT_EQ(first.devices(0).fingerprint().size(), 14);
  EXPECT_EQ(first.devices(1).state(), v1::DEVICE_STATE_INVITED);
  const auto last = town_.must(list_devices, coordinator_, text("page: {token: %}", first.next_page_token()));
  ASSERT_EQ(last.devices_size(), 1);
  EXPECT_EQ(last.devices(0).kind(), v1::DEVICE_KIND_PHONE);
  EXPECT_EQ(town_.must(list_devices, coordinator_, text("kind: DEVICE_KIND_PHONE")).devices_size(), 1);
  EXPECT_EQ(town_.must(list_devices, town_.stranger(ROLE_COORDINATOR), text("")).devices_size(), 0);
}

}  // namespace
}  // namespace emplooi::identity
