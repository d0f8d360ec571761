#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <sstream>

#include "due_work.h"
#include "identity/identity.h"
#include "jobs/jobs.h"
#include "privacy/key_ring.h"
#include "privacy/privacy.h"
#include "residents/residents.h"
#include "support/town.h"

namespace emplooi::privacy {
namespace {

using testing::TestTown;
using testing::text;

/// Whatever the program logs while it lives, down to the last detail.
class Logged {
 public:
  Logged() : before_(spdlog::default_logger()) {
    auto logger = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(text_));
    logger->set_level(spdlog::level::trace);
    spdlog::set_default_logger(logger);
  }
  ~Logged() { spdlog::set_default_logger(before_); }

  std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
  std::shared_ptr<spdlog::logger> before_;
};

constexpr const char* secrets[] = {"Quackenbush",          "quackenbush",      "1931-02-28", "5042ZQ",    "7139-bis",
                                   "0612399871999",        "crocodile",        "zq-sign-in", "123456782", "111222334",
                                   "a long enough secret", "not the right one"};

TEST(Logs, never_hold_what_names_somebody_or_opens_something) {
  const Logged logged;
  TestTown town;
  use_key_ring({{1, {{1, 2, 3}, {4, 5, 6}}}});
  const auto administrator = town.actor(ROLE_ADMINISTRATOR);
  const auto coordinator = town.actor(ROLE_COORDINATOR);
  const auto household =
      town.must(residents::register_household, coordinator,
                text("neighbourhood_id: % postcode: '5042ZQ' house_number: '7139-bis'", town.setting().neighbourhood));
  const auto resident = town.must(residents::register_resident, coordinator,
                                  text("household_id: % name: 'Quackenbush' born_on: '1931-02-28' "
                                       "phone: '0612399871999'",
                                       household.household_id()))
                            .resident_id();
  town.must(
      identity::create_account, administrator,
      text("sign_in_name: 'zq-sign-in' password: 'a long enough secret' role: ROLE_RESIDENT subject_id: %", resident));
  identity::v1::SignInRequest sign_in = text("sign_in_name: 'zq-sign-in@tilburg' password: 'a long enough secret'");
  const auto token = identity::sign_in(town.store(), Actor(), sign_in).value().token();
  sign_in.set_password("not the right one");
  EXPECT_REFUSED(identity::sign_in(town.store(), Actor(), sign_in), REFUSAL_SIGN_IN_FAILED);

  // What is refused, and what breaks.
  town.must(set_bsn, administrator, text("person { resident_id: % } bsn: '123456782'", resident));
  EXPECT_REFUSED(town.call(set_bsn, administrator, text("person { resident_id: % } bsn: '111222334'", resident)),
                 REFUSAL_BSN_INVALID);
  EXPECT_REFUSED(town.call(jobs::request_job, coordinator,
                           text("programme_id: % resident_id: % service_id: % minutes: 1 note: 'a crocodile'",
                                town.setting().programme, resident, town.setting().walk)),
                 REFUSAL_JOB_TOO_SHORT);
  town.must(residents::search_residents, coordinator, text("name_prefix: 'Quackenbush'"));
  use_key_ring({{1, {{9, 9, 9}, {9, 9, 9}}}});
  EXPECT_REFUSED(town.call(get_bsn, administrator, text("person { resident_id: % } purpose: PURPOSE_RIGHTS", resident)),
                 REFUSAL_INTERNAL_ERROR);
  use_key_ring({{2, {{9, 9, 9}, {9, 9, 9}}}});
  do_due_work(town.town(), town.municipality());

  EXPECT_NE(logged.text().find("GetBsn"), std::string::npos) << "or nothing was logged";
  for (const auto* secret : secrets) EXPECT_EQ(logged.text().find(secret), std::string::npos) << secret;
  EXPECT_EQ(logged.text().find(token), std::string::npos);
}

}  // namespace
}  // namespace emplooi::privacy
