// Residents at a kiosk: a card that says who, a PIN that proves it.
#include <gtest/gtest.h>

#include "identity/code.h"
#include "identity/test_device.h"
#include "residents/cards.h"
#include "residents/residents.h"

namespace emplooi::identity {
namespace {

using namespace std::chrono_literals;
using testing::ResidentPersona;
using testing::TestDevice;
using testing::TestTown;
using testing::text;

constexpr auto pin = "471199";
constexpr auto wrong_pin = "471198";

/// Ada has a card, and there is a kiosk.
class Cards : public ::testing::Test {
 protected:
  Cards() { code_ = issue(ada_, pin).value().code(); }

  Outcome<residents::v1::IssueCardResponse> issue(const ResidentPersona& resident, const std::string& secret) {
    return town_.call(residents::issue_card, coordinator_, text("resident_id: % pin: %", resident.id, secret));
  }
  Outcome<residents::v1::ReplaceCardResponse> replace(const std::string& new_pin) {
    return town_.call(residents::replace_card, coordinator_, text("resident_id: % pin: %", ada_.id, new_pin));
  }
  Outcome<v1::SignInWithCardResponse> show(const std::string& code, const std::string& secret) {
    return show(kiosk_.caller(town_), code, secret);
  }
  Outcome<v1::SignInWithCardResponse> show(const Actor& caller, const std::string& code, const std::string& secret) {
    return town_.call(sign_in_with_card, caller, text("card_code: % pin: %", code, secret));
  }
  std::optional<Actor> who(TestDevice& device, const std::string& token) {
    const auto actor = TestDevice::caller(town_, device.letter(token)).value();
    return actor.role == ROLE_UNSPECIFIED ? std::nullopt : std::optional(actor);
  }
  bool is_locked() {
    return town_.must(residents::get_card, coordinator_, text("resident_id: %", ada_.id)).is_locked();
  }
  std::vector<v1::SecurityEventKind> events() {
    town_.store().write_now({town_.municipality()}, [](Transaction&) { return std::string(); }).value();
    std::vector<v1::SecurityEventKind> kinds;
    const auto listed = town_.must(list_security_events, town_.actor(ROLE_AUDITOR), text(""));
    for (const auto& event : listed.events()) kinds.push_back(event.kind());
    return kinds;
  }

  TestTown town_;
  Actor coordinator_ = town_.actor(ROLE_COORDINATOR);
  ResidentPersona ada_ = town_.resident("Ada");
  TestDevice kiosk_ = TestDevice::kiosk(town_);
  std::string code_;
};

TEST_F(Cards, open_a_session_with_the_right_pin_at_a_kiosk) {
  const auto session = show(code_, pin);
  ASSERT_TRUE(session);
  EXPECT_EQ(session->idle_seconds(), 60);
  const auto actor = who(kiosk_, session->token());
  ASSERT_TRUE(actor);
  EXPECT_EQ(actor->role, ROLE_RESIDENT);
  EXPECT_EQ(actor->subject, ada_.id);
  EXPECT_EQ(actor->device, kiosk_.id());
  const auto own = town_.must(list_sessions, *actor, text(""));
  ASSERT_EQ(own.sessions_size(), 1);
  EXPECT_EQ(own.sessions(0).device_id(), to_string(kiosk_.id()));
}

TEST_F(Cards, are_read_as_they_are_printed_and_typed) {
  ASSERT_EQ(code_.size(), 26) << "128 bits, five a character";
  std::string typed;
  for (const char c : code_) typed += std::string(1, static_cast<char>(std::tolower(c))) + " ";
  EXPECT_TRUE(show(typed, pin));
  EXPECT_TRUE(show(in_groups(with_check_digits(code_)), pin));
  auto mistyped = with_check_digits(code_);
  mistyped[27] = mistyped[27] == '0' ? '1' : '0';
  EXPECT_REFUSED(show(mistyped, pin), REFUSAL_SIGN_IN_FAILED);
}

TEST_F(Cards, are_worth_nothing_without_a_kiosk) {
  EXPECT_REFUSED(show(Actor(), code_, pin), REFUSAL_DEVICE_NEEDED);
  auto phone = TestDevice::phone(town_, town_.participant("Bob"), pin);
  EXPECT_REFUSED(show(phone.caller(town_), code_, pin), REFUSAL_DEVICE_NEEDED);
  const auto before = kiosk_.caller(town_);
  town_.must(revoke_device, coordinator_, text("device_id: %", kiosk_.id()));
  EXPECT_REFUSED(show(before, code_, pin), REFUSAL_DEVICE_NEEDED);
}

TEST_F(Cards, do_not_say_what_is_wrong_with_them) {
  const auto cy = town_.resident("Cy");
  const auto ended = issue(cy, pin).value().code();
  town_.must(residents::replace_card, coordinator_, text("resident_id: %", cy.id));
  std::vector<Outcome<v1::SignInWithCardResponse>> refusals;
  for (const auto& [code, secret] : std::vector<std::pair<std::string, std::string>>{
           {code_, wrong_pin}, {"0000", pin}, {std::string(26, '0'), pin}, {ended, pin}, {"?", "x"}, {code_, "1"}}) {
    refusals.push_back(show(code, secret));
  }
  for (const auto& refused : refusals) {
    EXPECT_REFUSED(refused, REFUSAL_SIGN_IN_FAILED);
    EXPECT_EQ(refused.error().says, refusals.front().error().says);
    EXPECT_EQ(refused.error().facts, refusals.front().error().facts);
  }
  EXPECT_EQ(events(), (std::vector{v1::SECURITY_EVENT_KIND_WRONG_PIN, v1::SECURITY_EVENT_KIND_UNKNOWN_CARD,
                                   v1::SECURITY_EVENT_KIND_ENDED_CARD, v1::SECURITY_EVENT_KIND_UNKNOWN_CARD,
                                   v1::SECURITY_EVENT_KIND_UNKNOWN_CARD, v1::SECURITY_EVENT_KIND_WRONG_PIN}));
}

TEST_F(Cards, lock_after_five_wrong_pins_until_the_coordinator_unlocks) {
  for (int i = 0; i < 4; ++i) EXPECT_REFUSED(show(code_, wrong_pin), REFUSAL_SIGN_IN_FAILED);
  EXPECT_FALSE(is_locked());
  EXPECT_REFUSED(show(code_, wrong_pin), REFUSAL_SIGN_IN_FAILED);
  EXPECT_TRUE(is_locked());
  EXPECT_EQ(events().front(), v1::SECURITY_EVENT_KIND_LOCKED);
  EXPECT_REFUSED(show(code_, pin), REFUSAL_SIGN_IN_FAILED);
  EXPECT_EQ(events().front(), v1::SECURITY_EVENT_KIND_PIN_LOCKED);
  town_.advance(24h * 365);
  EXPECT_REFUSED(show(code_, pin), REFUSAL_SIGN_IN_FAILED) << "no time opens it";

  EXPECT_REFUSED(town_.call(residents::unlock_card, town_.actor(ROLE_CASE_MANAGER), text("resident_id: %", ada_.id)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
  town_.must(residents::unlock_card, coordinator_, text("resident_id: %", ada_.id));
  EXPECT_TRUE(show(code_, pin));
}

TEST_F(Cards, forget_wrong_pins_after_a_right_one) {
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 4; ++i) EXPECT_REFUSED(show(code_, wrong_pin), REFUSAL_SIGN_IN_FAILED);
    EXPECT_TRUE(show(code_, pin));
  }
}

TEST_F(Cards, die_at_once_when_they_are_replaced) {
  const auto session = show(code_, pin).value().token();
  const auto copy = code_;
  const auto fresh = replace("").value().code();
  EXPECT_FALSE(who(kiosk_, session)) << "and so do their sessions";
  EXPECT_REFUSED(show(copy, pin), REFUSAL_SIGN_IN_FAILED);
  EXPECT_TRUE(show(fresh, pin)) << "the PIN stays";
  const auto forgotten = replace("836402").value().code();
  EXPECT_REFUSED(show(forgotten, pin), REFUSAL_SIGN_IN_FAILED);
  EXPECT_TRUE(show(forgotten, "836402"));
}

TEST_F(Cards, that_were_copied_lock_instead_of_being_guessed) {
  auto thief = TestDevice::kiosk(town_);
  const auto session = show(code_, pin).value().token();
  for (int guess = 100'000; guess < 100'005; ++guess) {
    EXPECT_REFUSED(show(thief.caller(town_), code_, std::to_string(guess)), REFUSAL_SIGN_IN_FAILED);
  }
  EXPECT_TRUE(is_locked());
  EXPECT_TRUE(who(kiosk_, session)) << "whoever is at the kiosk is not thrown out";
}

TEST_F(Cards, are_in_one_place_at_a_time) {
  auto elsewhere = TestDevice::kiosk(town_);
  const auto here = show(code_, pin).value().token();
  const auto there = show(elsewhere.caller(town_), code_, pin).value().token();
  EXPECT_FALSE(who(kiosk_, here));
  EXPECT_TRUE(who(elsewhere, there));
}

TEST_F(Cards, open_sessions_that_another_device_cannot_use) {
  const auto session = show(code_, pin).value().token();
  auto elsewhere = TestDevice::kiosk(town_);
  EXPECT_FALSE(who(elsewhere, session));
  EXPECT_FALSE(town_.actor_of_token(session)) << "nor no device at all";
  EXPECT_EQ(events().front(), v1::SECURITY_EVENT_KIND_SESSION_ELSEWHERE);
  EXPECT_TRUE(who(kiosk_, session));
}

TEST_F(Cards, open_sessions_that_end_after_a_minute_of_silence) {
  const auto session = show(code_, pin).value().token();
  for (int i = 0; i < 5; ++i) {
    town_.advance(50s);
    EXPECT_TRUE(who(kiosk_, session));
    town_.store().write_now({town_.municipality()}, [](Transaction&) { return std::string(); }).value();
  }
  town_.advance(60s);
  EXPECT_FALSE(who(kiosk_, session));
}

TEST_F(Cards, open_sessions_that_end_with_the_kiosk) {
  const auto session = show(code_, pin).value().token();
  town_.must(revoke_device, coordinator_, text("device_id: %", kiosk_.id()));
  EXPECT_FALSE(town_.actor_of_token(session));
}

TEST_F(Cards, are_refused_by_name) {
  EXPECT_REFUSED(issue(ada_, pin), REFUSAL_CARD_ALREADY_ISSUED);
  const auto cy = town_.resident("Cy");
  for (const auto* simple : {"000000", "123456", "987654", "098765", "890123", "12345a", "１２"}) {
    EXPECT_REFUSED(residents::issue_card(town_.store(), coordinator_, text("resident_id: % pin: %", cy.id, simple)),
                   REFUSAL_PIN_TOO_SIMPLE)
        << simple;
  }
  EXPECT_REFUSED(issue(cy, "12345"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(town_.call(residents::replace_card, coordinator_, text("resident_id: %", cy.id)),
                 REFUSAL_CARD_NOT_FOUND);
  EXPECT_REFUSED(town_.call(residents::unlock_card, coordinator_, text("resident_id: %", cy.id)),
                 REFUSAL_CARD_NOT_FOUND);
  EXPECT_REFUSED(town_.call(residents::get_card, coordinator_, text("resident_id: %", cy.id)), REFUSAL_CARD_NOT_FOUND);
  EXPECT_REFUSED(
      town_.call(residents::issue_card, town_.stranger(ROLE_COORDINATOR), text("resident_id: % pin: %", cy.id, pin)),
      REFUSAL_RESIDENT_NOT_FOUND);
  EXPECT_REFUSED(town_.call(residents::issue_card, ada_.actor, text("resident_id: % pin: %", ada_.id, pin)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST_F(Cards, end_with_their_holder) {
  const auto session = show(code_, pin).value().token();
  town_.must(residents::record_death, coordinator_, text("resident_id: % deceased_on: '2026-01-05'", ada_.id));
  EXPECT_FALSE(who(kiosk_, session));
  EXPECT_REFUSED(show(code_, pin), REFUSAL_SIGN_IN_FAILED);
  EXPECT_REFUSED(replace(""), REFUSAL_RESIDENT_DECEASED);
}

TEST_F(Cards, are_given_to_residents_who_have_no_account_yet) {
  const auto household = ada_.household;
  const auto id = town_
                      .must(residents::register_resident, coordinator_,
                            text("household_id: % name: 'Dee' born_on: '1941-05-17'", household))
                      .resident_id();
  const auto card = town_.must(residents::issue_card, coordinator_, text("resident_id: % pin: %", id, pin));
  const auto actor = who(kiosk_, show(card.code(), pin).value().token());
  ASSERT_TRUE(actor);
  EXPECT_EQ(to_string(actor->subject), id);
  const auto self = town_.must(get_self, *actor, v1::GetSelfRequest());
  EXPECT_REFUSED(sign_in(town_.store(), Actor(), text("sign_in_name: % password: ''", self.sign_in_name())),
                 REFUSAL_SIGN_IN_FAILED)
      << "no password opens it";
}

TEST_F(Cards, are_worth_nothing_to_whoever_has_the_database_alone) {
  auto without_key = settings();
  without_key.root_key.reset();
  auto caller = kiosk_.caller(town_);
  configure(without_key);
  EXPECT_REFUSED(show(caller, code_, pin), REFUSAL_SIGN_IN_FAILED);
}

TEST_F(Cards, of_an_erased_person_open_nothing) {
  const auto session = show(code_, pin);
  ASSERT_TRUE(session);
  town_.store()
      .write_now({town_.municipality()},
                 [&](Transaction& tx) {
                   erase_accounts(tx, ada_.id);
                   return std::string();
                 })
      .value();
  EXPECT_FALSE(who(kiosk_, session->token()));
  EXPECT_REFUSED(show(code_, pin), REFUSAL_SIGN_IN_FAILED);
}

}  // namespace
}  // namespace emplooi::identity
