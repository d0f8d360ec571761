// What opens a session, a card or an invitation stands in the log of whom it is for.
#include <gtest/gtest.h>

#include "identity/test_device.h"
#include "participants/invitations.h"
#include "privacy/privacy.h"
#include "residents/cards.h"
#include "store/sqlite_store.h"

namespace emplooi::privacy {
namespace {

using testing::TestDevice;
using testing::TestTown;
using testing::text;

constexpr auto card_pin = "471199";
constexpr auto staff_password = "correct horse battery staple";

class SessionLog : public ::testing::Test {
 protected:
  /// The newest line about a resident or a participant.
  v1::DataAccess last_line(const std::string& kind, const Uuid& person) {
    return town.must(list_accesses, administrator, text("person { " + kind + "_id: % }", person)).accesses(0);
  }
  int lines(const std::string& kind, const Uuid& person) {
    return town.must(list_accesses, administrator, text("person { " + kind + "_id: % } page { size: 200 }", person))
        .accesses_size();
  }

  TestTown town;
  const Actor administrator = town.actor(ROLE_ADMINISTRATOR);
  const Actor coordinator = town.actor(ROLE_COORDINATOR);
  const testing::ResidentPersona ada = town.resident("Ada");
};

TEST_F(SessionLog, has_a_line_for_a_card_and_for_signing_in_with_it) {
  const auto card = town.must(residents::issue_card, coordinator, text("resident_id: % pin: %", ada.id, card_pin));
  const auto issued = last_line("resident", ada.id);
  EXPECT_EQ(issued.name(), "emplooi.residents.v1.CardService.IssueCard");
  EXPECT_EQ(issued.actor_id(), to_string(coordinator.id));
  EXPECT_EQ(issued.purpose(), base::v1::PURPOSE_HELP_AT_HOME);
  EXPECT_TRUE(issued.written());
  auto kiosk = TestDevice::kiosk(town);
  const auto before = lines("resident", ada.id);
  EXPECT_REFUSED(
      town.call(identity::sign_in_with_card, kiosk.caller(town), text("card_code: % pin: '112358'", card.code())),
      REFUSAL_SIGN_IN_FAILED);
  EXPECT_EQ(lines("resident", ada.id), before + 1) << "nobody was let in; the line is of looking at the log";
  const auto session =
      town.must(identity::sign_in_with_card, kiosk.caller(town), text("card_code: % pin: %", card.code(), card_pin));
  const auto line = last_line("resident", ada.id);
  EXPECT_EQ(line.name(), "emplooi.identity.v1.DeviceService.SignInWithCard");
  EXPECT_EQ(line.actor_id(), session.actor_id()) << "who signs in is who acts";
  EXPECT_EQ(line.role(), ROLE_RESIDENT);
  EXPECT_EQ(line.purpose(), base::v1::PURPOSE_SECURITY);
  EXPECT_EQ(line.data_subject_kind(), base::v1::DATA_SUBJECT_RESIDENT);
  EXPECT_TRUE(line.written());
  const auto replaced = town.must(residents::replace_card, coordinator, text("resident_id: %", ada.id));
  EXPECT_EQ(last_line("resident", ada.id).name(), "emplooi.residents.v1.CardService.ReplaceCard");
  EXPECT_NE(replaced.code(), card.code());
}

TEST_F(SessionLog, has_a_line_for_an_invitation_a_phone_and_its_pin) {
  const auto bob = town.participant("Bob");
  town.must(participants::invite_participant, town.actor(ROLE_COACH), text("participant_id: %", bob.id));
  EXPECT_EQ(last_line("participant", bob.id).name(), "emplooi.participants.v1.InvitationService.InviteParticipant");
  EXPECT_EQ(last_line("participant", bob.id).role(), ROLE_ADMINISTRATOR) << "of looking at the log just now";
  auto phone = TestDevice::phone(town, bob, card_pin);
  EXPECT_EQ(last_line("participant", bob.id).name(), "emplooi.identity.v1.DeviceService.EnrolPhone");
  town.must(identity::sign_in_with_pin, phone.caller(town), text("pin: %", card_pin));
  const auto line = last_line("participant", bob.id);
  EXPECT_EQ(line.name(), "emplooi.identity.v1.DeviceService.SignInWithPin");
  EXPECT_EQ(line.role(), ROLE_PARTICIPANT);
}

TEST_F(SessionLog, has_a_line_for_a_residents_password_and_none_for_staff) {
  const auto open = [&](const std::string& name, const std::string& who) {
    town.must(identity::create_account, administrator,
              text("sign_in_name: % password: % " + who, name, staff_password));
    return identity::v1::SignInRequest(text("sign_in_name: % password: %", name + "@tilburg", staff_password));
  };
  const auto of_ada = open("ada", "role: ROLE_RESIDENT subject_id: '" + to_string(ada.id) + "'");
  const auto of_staff = open("staff", "role: ROLE_COORDINATOR");
  // Nobody has signed in yet: the municipality is that of the session which is opened.
  ASSERT_TRUE(town.call(identity::sign_in, Actor(), of_ada));
  EXPECT_EQ(last_line("resident", ada.id).name(), "emplooi.identity.v1.IdentityService.SignIn");
  ASSERT_TRUE(town.call(identity::sign_in, Actor(), of_staff));
  const auto all = town.read([](Transaction& tx) {
    static constexpr store::Statement count{
        "test.sign_ins", "SELECT COUNT(*) FROM accesses WHERE municipality_id = $1 AND name LIKE '%SignIn'"};
    return *tx.one<std::int64_t>(count);
  });
  EXPECT_EQ(all, 1) << "the employer's own administration is not the Logboek Dataverwerkingen";
}

TEST_F(SessionLog, comes_before_the_session_is_given) {
  const auto card = town.must(residents::issue_card, coordinator, text("resident_id: % pin: %", ada.id, card_pin));
  auto kiosk = TestDevice::kiosk(town);
  const auto& operation = *town_operations().find("emplooi.residents.v1.CardService/ReplaceCard");
  const auto before = lines("resident", ada.id);
  Call call{&operation, coordinator, std::nullopt, operation.new_request()};
  const residents::v1::ReplaceCardRequest request = text("resident_id: %", ada.id);
  call.request->CopyFrom(request);
  bool stood_in_the_log = false;
  town.town().handle(std::move(call), [&](Outcome<MessagePtr> answer) {
    stood_in_the_log = answer.has_value() && lines("resident", ada.id) == before + 2;
  });
  EXPECT_TRUE(stood_in_the_log) << "the card, and looking at the log before";
  EXPECT_NE(card.code(), "");
}

}  // namespace
}  // namespace emplooi::privacy
