// How often somebody may be wrong, from where, and how long being wrong takes.
#include <gtest/gtest.h>

#include <algorithm>
#include <ctime>

#include "identity/test_device.h"
#include "residents/cards.h"

namespace emplooi::identity {
namespace {

using namespace std::chrono_literals;
using testing::TestDevice;
using testing::TestTown;
using testing::text;

constexpr auto password = "correct horse battery staple";
const AttemptLimit three_in_a_minute = {3, 60s};

class Attempts : public ::testing::Test {
 protected:
  bool take(std::uint64_t source) { return take_attempt(town_.store(), source, three_in_a_minute); }
  std::int64_t counted() {
    static constexpr store::Statement count{"test.attempts",
                                            "SELECT COUNT(*) FROM attempts WHERE municipality_id = $1"};
    std::int64_t found = 0;
    town_.store().read(MunicipalityId(), [&](Transaction& tx) { found = tx.one<std::int64_t>(count).value(); });
    return found;
  }

  TestTown town_;
};

TEST_F(Attempts, are_borne_so_many_at_once_and_as_many_again_over_the_window) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(take(7));
  EXPECT_FALSE(take(7));
  EXPECT_TRUE(take(8)) << "another source";
  town_.advance(19s);
  EXPECT_FALSE(take(7));
  town_.advance(1s);
  EXPECT_TRUE(take(7));
  EXPECT_FALSE(take(7));
  town_.advance(60s);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(take(7));
  EXPECT_FALSE(take(7)) << "never more at once";
  give_attempt_back(town_.store(), 7, three_in_a_minute);
  EXPECT_TRUE(take(7));
}

TEST_F(Attempts, of_many_sources_are_forgotten_once_they_count_no_more) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(take(7));
  for (std::uint64_t source = 1000; source < 1250; ++source) EXPECT_TRUE(take(source));
  EXPECT_EQ(counted(), 251);
  town_.advance(20s);
  EXPECT_TRUE(take(7)) << "two of three are held against it still";
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(take(7));
  EXPECT_EQ(counted(), 1) << "a hundred are forgotten with each that is counted";
}

class Limits : public ::testing::Test {
 protected:
  void limit(double per_address, double per_device) {
    auto limited = settings();
    limited.refused_per_address = {per_address, 10min};
    limited.refused_per_device = {per_device, 10min};
    configure(limited);
  }
  static Actor from(std::uint64_t origin) {
    Actor stranger;
    stranger.origin = origin;
    return stranger;
  }
  Outcome<v1::SignInResponse> try_sign_in(const Actor& caller, const std::string& name, const std::string& secret) {
    return town_.call(sign_in, caller, text("sign_in_name: % password: %", name, secret));
  }

  TestTown town_;
};

TEST_F(Limits, stop_one_address_that_tries_one_password_on_many_accounts) {
  limit(10, 10);
  std::vector<std::string> names;
  for (int i = 0; i < 30; ++i) {
    names.push_back("staff" + std::to_string(i));
    town_.must(create_account, town_.actor(ROLE_ADMINISTRATOR),
               text("sign_in_name: % password: % role: ROLE_COORDINATOR", names.back(), password));
  }
  int refused = 0, stopped = 0;
  for (const auto& name : names) {
    const auto outcome = try_sign_in(from(1), name + "@tilburg", "Summer holiday 2026");
    ASSERT_FALSE(outcome);
    refused += outcome.error().refusal == REFUSAL_SIGN_IN_FAILED;
    stopped += outcome.error().refusal == REFUSAL_TOO_MANY_ATTEMPTS;
    EXPECT_EQ(outcome.error().retry_after_seconds, stopped > 0 ? 61 : 0);
  }
  EXPECT_EQ(refused, 10);
  EXPECT_EQ(stopped, 20);
  EXPECT_REFUSED(try_sign_in(from(1), "staff3@tilburg", password), REFUSAL_TOO_MANY_ATTEMPTS) << "even the right one";
  EXPECT_TRUE(try_sign_in(from(2), "staff3@tilburg", password)) << "others are not held up";
  town_.advance(1min);
  EXPECT_TRUE(try_sign_in(from(1), "staff3@tilburg", password));
  const auto events = town_.must(list_security_events, town_.actor(ROLE_AUDITOR), text("page: {size: 200}"));
  EXPECT_EQ(events.events_size(), 10) << "each one that was tried is noted";
}

TEST_F(Limits, of_each_account_hold_where_many_addresses_guess_at_many_accounts) {
  constexpr int accounts = 10, guesses = 8;
  const auto name = [](int i) { return "staff" + std::to_string(i); };
  for (int i = 0; i < accounts; ++i) {
    town_.must(create_account, town_.actor(ROLE_ADMINISTRATOR),
               text("sign_in_name: % password: % role: ROLE_COORDINATOR", name(i), password));
  }
  std::uint64_t address = 1000;
  for (int guess = 0; guess < guesses; ++guess) {
    for (int i = 0; i < accounts; ++i) {
      EXPECT_REFUSED(try_sign_in(from(++address), name(i) + "@tilburg", "Summer holiday " + std::to_string(guess)),
                     REFUSAL_SIGN_IN_FAILED);
    }
  }
  for (int i = 0; i < accounts; ++i) {
    EXPECT_REFUSED(try_sign_in(from(++address), name(i) + "@tilburg", password), REFUSAL_SIGN_IN_FAILED)
        << "locked, though no address guessed twice";
  }
  std::map<int, int> noted;
  const auto events = town_.must(list_security_events, town_.actor(ROLE_AUDITOR), text("page: {size: 200}"));
  for (const auto& event : events.events()) ++noted[event.kind()];
  EXPECT_EQ(noted[v1::SECURITY_EVENT_KIND_WRONG_PASSWORD], 4 * accounts);
  EXPECT_EQ(noted[v1::SECURITY_EVENT_KIND_LOCKED], accounts);
  EXPECT_EQ(noted[v1::SECURITY_EVENT_KIND_ACCOUNT_SHUT], (guesses - 5 + 1) * accounts);
}

TEST_F(Limits, do_not_count_those_who_get_in) {
  limit(2, 2);
  town_.must(create_account, town_.actor(ROLE_ADMINISTRATOR),
             text("sign_in_name: 'ada' password: % role: ROLE_COORDINATOR", password));
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(try_sign_in(from(1), "ada@tilburg", password));
}

TEST_F(Limits, stop_a_kiosk_that_tries_card_after_card) {
  limit(1000, 5);
  auto kiosk = TestDevice::kiosk(town_);
  const auto coordinator = town_.actor(ROLE_COORDINATOR);
  int refused = 0, stopped = 0;
  for (int i = 0; i < 8; ++i) {
    const auto& resident = town_.resident("Resident " + std::to_string(i));
    const auto card = town_.must(residents::issue_card, coordinator, text("resident_id: % pin: '471199'", resident.id));
    const auto outcome =
        town_.call(sign_in_with_card, kiosk.caller(town_), text("card_code: % pin: '112358'", card.code()));
    ASSERT_FALSE(outcome);
    refused += outcome.error().refusal == REFUSAL_SIGN_IN_FAILED;
    stopped += outcome.error().refusal == REFUSAL_TOO_MANY_ATTEMPTS;
  }
  EXPECT_EQ(refused, 5);
  EXPECT_EQ(stopped, 3);
}

TEST_F(Limits, keep_strangers_from_filling_the_list_of_events) {
  limit(10, 10);
  auto kiosk = TestDevice::kiosk(town_);
  Shown shown;
  shown.address = "192.0.2.1";
  for (int i = 0; i < 50; ++i) {
    auto letter = kiosk.letter();
    letter.body = "changed";
    shown.signature = {letter.device, letter.sequence, letter.signature, letter.target, letter.body};
    EXPECT_REFUSED(caller_of(town_.store(), shown), REFUSAL_DEVICE_SIGNATURE_INVALID);
  }
  town_.store().write_now({town_.municipality()}, [](Transaction&) { return std::string(); }).value();
  EXPECT_EQ(town_.must(list_security_events, town_.actor(ROLE_AUDITOR), text("")).events_size(), 10);
}

/// What this program's threads have worked, so that others on the machine do not count.
using Duration = std::clock_t;

Duration time_of(const std::function<void()>& act) {
  const auto begun = std::clock();
  act();
  return std::clock() - begun;
}

/// How often one of the first is shorter than one of the second: a half where the distributions are the same, whatever they are
/// (Mann and Whitney's U over the number of pairs).
double share_of_shorter(const std::vector<Duration>& first, const std::vector<Duration>& second) {
  double shorter = 0;
  for (const auto one : first) {
    for (const auto other : second) shorter += one < other ? 1 : one == other ? 0.5 : 0;
  }
  return shorter / static_cast<double>(first.size() * second.size());
}

/// Tries both in turn, so that a busy machine slows both, and compares the distributions: which of two is the shorter must be a
/// matter of chance (0.15 to 0.85 is four standard deviations of 24 tries each), and the middle and the quarter are alike: a
/// door that leaves out one hash of two is told by either.
void expect_alike(const std::function<void()>& one, const std::function<void()>& other) {
  constexpr int tries = 24;
  std::vector<Duration> first, second;
  for (int i = 0; i < tries; ++i) {
    first.push_back(time_of(one));
    second.push_back(time_of(other));
  }
  const auto shorter = share_of_shorter(first, second);
  EXPECT_GT(shorter, 0.15);
  EXPECT_LT(shorter, 0.85);
  std::sort(first.begin(), first.end());
  std::sort(second.begin(), second.end());
  for (const int place : {tries / 4, tries / 2}) {
    const double ratio = static_cast<double>(first[place]) / static_cast<double>(second[place]);
    EXPECT_GT(ratio, 0.6) << place;
    EXPECT_LT(ratio, 1.67) << place;
  }
}

class Timing : public Limits {
 protected:
  /// Hashes that take long enough to be seen, and no locks.
  Timing() {
    auto slow = settings();
    slow.password_strength = PasswordStrength::interactive;
    slow.failures_to_lock = slow.wrong_pins_to_lock = 1'000'000;
    slow.refused_per_address = slow.refused_per_device = {1e6, 10min};
    configure(slow);
  }
};

TEST_F(Timing, of_an_unknown_card_is_that_of_a_wrong_pin) {
  auto kiosk = TestDevice::kiosk(town_);
  const auto ada = town_.resident("Ada");
  const auto code =
      town_.must(residents::issue_card, town_.actor(ROLE_COORDINATOR), text("resident_id: % pin: '471199'", ada.id))
          .code();
  const auto caller = kiosk.caller(town_);
  const auto show = [&](const std::string& card) {
    return [&, card] {
      EXPECT_REFUSED(sign_in_with_card(town_.store(), caller, text("card_code: % pin: '112358'", card)),
                     REFUSAL_SIGN_IN_FAILED);
    };
  };
  expect_alike(show(code), show(std::string(26, '0')));
}

TEST_F(Timing, of_an_unknown_name_or_town_is_that_of_a_wrong_password) {
  town_.must(create_account, town_.actor(ROLE_ADMINISTRATOR),
             text("sign_in_name: 'ada' password: % role: ROLE_COORDINATOR", password));
  const auto sign_in_as = [&](const std::string& name) {
    return [&, name] { EXPECT_REFUSED(try_sign_in(from(1), name, "Summer holiday 2026"), REFUSAL_SIGN_IN_FAILED); };
  };
  expect_alike(sign_in_as("ada@tilburg"), sign_in_as("bob@tilburg"));
  expect_alike(sign_in_as("ada@tilburg"), sign_in_as("ada@nowhere"));
}

}  // namespace
}  // namespace emplooi::identity
