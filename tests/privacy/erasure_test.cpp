#include <gtest/gtest.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>

#include <sstream>

#include "due_work.h"
#include "identity/identity.h"
#include "jobs/jobs.h"
#include "participants/participants.h"
#include "privacy/key_ring.h"
#include "privacy/privacy.h"
#include "residents/residents.h"
#include "store/sqlite_store.h"
#include "support/town.h"
#include "verify.h"
#include "vouchers/vouchers.h"

namespace emplooi::privacy {
namespace {

using testing::TestTown;
using testing::text;

/// What stands nowhere any more once Zebedea is erased: each is a word of its own.
constexpr const char* secrets[] = {"Zebedea",          "zebedea",  "Quackenbush",   "quackenbush",        "1931-02-28",
                                   "5042ZQ",           "7139-bis", "0612399871999", "mind the crocodile", "zq-sign-in",
                                   "crocodile stolen", "123456782"};

class Erasure : public ::testing::Test {
 protected:
  Erasure() {
    use_key_ring({{1, {{1, 2, 3}, {4, 5, 6}}}});
    town.must(set_retention_term, administrator, text("kind: PERSON_KIND_RESIDENT starts_on: '2026-01-05' months: 6"));
    town.must(set_retention_term, administrator,
              text("kind: PERSON_KIND_PARTICIPANT starts_on: '2026-01-05' months: 12"));
  }

  /// Zebedea Quackenbush, all of whose data is in the list of secrets; her job was cancelled.
  void live() {
    household = HouseholdId::of(
        town.must(residents::register_household, coordinator,
                  text("neighbourhood_id: % postcode: '5042ZQ' house_number: '7139-bis'", town.setting().neighbourhood))
            .household_id());
    zebedea = ResidentId::of(town.must(residents::register_resident, coordinator,
                                       text("household_id: % name: 'Zebedea Quackenbush' born_on: '1931-02-28' "
                                            "phone: '0612399871999'",
                                            household))
                                 .resident_id());
    const auto account = town.must(identity::create_account, administrator,
                                   text("sign_in_name: 'zq-sign-in' password: 'a long enough secret' "
                                        "role: ROLE_RESIDENT subject_id: %",
                                        zebedea));
    Actor self{ActorId::of(account.actor_id()), town.municipality(), ROLE_RESIDENT, zebedea};
    town.must(set_bsn, administrator, text("person { resident_id: % } bsn: '123456782'", zebedea));
    const auto job = town.must(jobs::request_job, self,
                               text("programme_id: % resident_id: % service_id: % minutes: 60 "
                                    "note: 'mind the crocodile'",
                                    town.setting().programme, zebedea, town.setting().walk))
                         .job_id();
    town.must(jobs::cancel_job, coordinator, text("job_id: % by: PARTY_RESIDENT reason: 'crocodile stolen'", job));
    town.must(residents::search_residents, coordinator, text("name_prefix: 'Quackenbush'"));
  }

  Outcome<v1::ErasePersonResponse> erase(const Uuid& resident) {
    return town.call(erase_person, administrator, text("person { resident_id: % }", resident));
  }

  static std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// The secrets that stand in a file of the folder.
  std::string found_in_files() {
    std::string found;
    for (const auto& file : std::filesystem::directory_iterator(town.folder())) {
      const auto bytes = bytes_of(file.path());
      for (const auto* secret : secrets) {
        if (bytes.find(secret) != std::string::npos) found += file.path().filename().string() + ": " + secret + "\n";
      }
    }
    return found;
  }
  /// The store cuts its log after the commit that it answered.
  std::string found_at_last() {
    std::string found;
    for (int i = 0; i < 100; ++i) {
      found = found_in_files();
      if (found.empty()) return found;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return found;
  }

  TestTown town;
  const Actor administrator = town.actor(ROLE_ADMINISTRATOR);
  const Actor coordinator = town.actor(ROLE_COORDINATOR);
  HouseholdId household;
  ResidentId zebedea;
};

TEST_F(Erasure, waits_for_the_end_of_the_term) {
  live();
  const auto early = erase(zebedea);
  EXPECT_REFUSED(early, REFUSAL_RETENTION_NOT_OVER);
  EXPECT_EQ(early.error().facts.at("ends_on"), "2026-07-05");
  town.advance_to("2026-07-04");
  EXPECT_REFUSED(erase(zebedea), REFUSAL_RETENTION_NOT_OVER);
  town.advance_to("2026-07-05");
  EXPECT_TRUE(erase(zebedea));
  EXPECT_REFUSED(erase(zebedea), REFUSAL_PERSON_ERASED);
}

TEST_F(Erasure, leaves_no_trace_in_the_files_or_in_a_backup_and_the_chain_whole) {
  ONLY_ON_SQLITE("PostgreSQL keeps its files itself");
  live();
  EXPECT_NE(found_in_files(), "") << "or this test finds nothing";
  town.advance_to("2026-08-01");
  ASSERT_TRUE(erase(zebedea));
  EXPECT_EQ(found_at_last(), "");
  std::ostringstream said;
  EXPECT_EQ(verify(town.folder() / "town.sqlite", said), 0) << said.str();
  EXPECT_EQ(backup(town.folder() / "town.sqlite", town.folder() / "backup.sqlite", said), 0) << said.str();
  EXPECT_EQ(found_in_files(), "") << "in the backup too";
}

TEST_F(Erasure, leaves_no_trace_in_what_was_logged) {
  // The log lies in the town's folder, where the secrets are looked for.
  const auto before = spdlog::default_logger();
  const auto file = town.folder() / "server.log";
  auto logger = std::make_shared<spdlog::logger>("town", std::make_shared<spdlog::sinks::basic_file_sink_mt>(file));
  logger->set_level(spdlog::level::trace);
  logger->flush_on(spdlog::level::trace);
  spdlog::set_default_logger(logger);
  live();
  // What breaks is logged: here a number whose key is not in the ring.
  use_key_ring({{1, {{9, 9, 9}, {4, 5, 6}}}});
  EXPECT_REFUSED(town.call(get_bsn, administrator, text("person { resident_id: % } purpose: PURPOSE_RIGHTS", zebedea)),
                 REFUSAL_INTERNAL_ERROR);
  EXPECT_REFUSED(town.call(set_bsn, administrator, text("person { resident_id: % } bsn: '123456783'", zebedea)),
                 REFUSAL_BSN_INVALID);
  town.advance_to("2026-08-01");
  ASSERT_TRUE(erase(zebedea));
  spdlog::set_default_logger(before);
  EXPECT_NE(bytes_of(file).find("GetBsn"), std::string::npos) << "or nothing was logged";
  EXPECT_EQ(found_at_last(), "");
}

TEST_F(Erasure, of_a_participant_leaves_no_trace_either) {
  ONLY_ON_SQLITE("PostgreSQL keeps its files itself");
  const auto id = town.must(participants::register_participant, town.actor(ROLE_CASE_MANAGER),
                            text("name: 'Zebedea Quackenbush' born_on: '1931-02-28' provider_id: % coach_id: % "
                                 "case_manager_id: % weekly_hours: 20",
                                 town.setting().provider, town.actor(ROLE_COACH).id, town.actor(ROLE_CASE_MANAGER).id))
                      .participant_id();
  town.must(set_bsn, administrator, text("person { participant_id: % } bsn: '123456782'", id));
  town.must(
      identity::create_account, administrator,
      text("sign_in_name: 'zq-sign-in' password: 'a long enough secret' role: ROLE_PARTICIPANT subject_id: %", id));
  EXPECT_EQ(
      town.call(identity::sign_in, Actor(), text("sign_in_name: 'zq-sign-in@tilburg' password: 'a long enough secret'"))
          .has_value(),
      true);
  town.must(participants::record_outflow, town.actor(ROLE_CASE_MANAGER),
            text("participant_id: % kind: OUTFLOW_KIND_REGULAR flowed_out_on: '2026-01-05'", id));
  EXPECT_NE(found_in_files(), "") << "or this test finds nothing";
  town.advance_to("2027-03-01");
  town.must(erase_person, administrator, text("person { participant_id: % }", id));
  EXPECT_EQ(found_at_last(), "");
  std::ostringstream said;
  EXPECT_EQ(backup(town.folder() / "town.sqlite", town.folder() / "backup.sqlite", said), 0) << said.str();
  EXPECT_EQ(found_in_files(), "") << "in the backup too";
  EXPECT_EQ(verify(town.folder() / "town.sqlite", said), 0) << said.str();
}

TEST_F(Erasure, leaves_what_was_done_under_an_id_that_names_nobody) {
  live();
  town.advance_to("2026-08-01");
  ASSERT_TRUE(erase(zebedea));
  const auto left = town.must(residents::get_resident, coordinator, text("resident_id: %", zebedea));
  EXPECT_EQ(left.resident().name(), "");
  EXPECT_EQ(left.household().house_number(), "");
  const auto jobs = town.must(jobs::list_jobs, coordinator, text("resident_id: %", zebedea));
  ASSERT_EQ(jobs.jobs_size(), 1);
  EXPECT_EQ(jobs.jobs(0).note() + jobs.jobs(0).reason(), "");
  EXPECT_REFUSED(town.call(get_bsn, administrator, text("person { resident_id: % } purpose: PURPOSE_RIGHTS", zebedea)),
                 REFUSAL_BSN_NOT_FOUND);
  EXPECT_REFUSED(town.call(jobs::request_job, coordinator,
                           text("programme_id: % resident_id: % service_id: %", town.setting().programme, zebedea,
                                town.setting().walk)),
                 REFUSAL_RESIDENT_DECEASED)
      << "nobody asks for whom nobody knows";
  identity::v1::SignInRequest sign_in = text("sign_in_name: 'zq-sign-in@tilburg' password: 'a long enough secret'");
  EXPECT_REFUSED(identity::sign_in(town.store(), Actor(), sign_in), REFUSAL_SIGN_IN_FAILED);
}

TEST_F(Erasure, is_proven) {
  live();
  town.advance_to("2026-08-01");
  const auto erased = erase(zebedea);
  const auto proof = town.must(list_erasures, town.actor(ROLE_AUDITOR), text(""));
  ASSERT_EQ(proof.erasures_size(), 1);
  EXPECT_EQ(proof.erasures(0).erasure_id(), erased->erasure_id());
  EXPECT_EQ(proof.erasures(0).person_id(), to_string(zebedea));
  EXPECT_EQ(proof.erasures(0).term_months(), 6);
  EXPECT_EQ(proof.erasures(0).term_ended_on(), "2026-07-05");
  // RegisterHousehold, RegisterResident, CreateAccount, SetBsn, RequestJob, CancelJob, SearchResidents.
  EXPECT_EQ(proof.erasures(0).salts_erased(), 7);
}

TEST_F(Erasure, keeps_the_address_while_somebody_known_lives_there) {
  live();
  const auto other =
      town.must(residents::register_resident, coordinator, text("household_id: % name: 'Otto'", household));
  town.advance_to("2026-06-01");
  town.must(residents::set_low_income, coordinator, text("resident_id: % low_income: true", other.resident_id()));
  town.advance_to("2026-08-01");
  ASSERT_TRUE(erase(zebedea));
  const auto left = town.must(residents::list_household, coordinator, text("household_id: %", household));
  EXPECT_EQ(left.household().house_number(), "7139-bis");
}

TEST_F(Erasure, is_not_needed_to_correct_what_is_wrong) {
  live();
  const auto correct = [&](const std::string& change) {
    return town.call(correct_person, coordinator, text("person { resident_id: % } " + change, zebedea));
  };
  const auto shown = [&] {
    return town.must(residents::get_resident, coordinator, text("resident_id: %", zebedea)).resident();
  };
  const auto found_by = [&](const std::string& prefix) {
    return town.must(residents::search_residents, coordinator, text("name_prefix: %", prefix)).residents_size();
  };
  ASSERT_TRUE(correct("name: 'Anna de Vries'"));
  EXPECT_EQ(shown().name(), "Anna de Vries");
  EXPECT_EQ(shown().born_on(), "1931-02-28") << "stays as it was";
  EXPECT_EQ(found_by("vries"), 1);
  EXPECT_EQ(found_by("quackenbush"), 0);
  ASSERT_TRUE(correct("born_on: '1930-01-01' phone: '06'"));
  EXPECT_EQ(shown().born_on() + shown().phone(), "1930-01-0106");
  EXPECT_REFUSED(correct(""), REFUSAL_FIELD_MISSING);
  EXPECT_REFUSED(correct("name: '-'"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(correct("born_on: '2026-01-06'"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  const auto piet = town.participant("Piet").id;
  town.must(correct_person, coordinator, text("person { participant_id: % } name: 'Pieter'", piet));
  EXPECT_REFUSED(town.call(correct_person, coordinator, text("person { participant_id: % } phone: '06'", piet)),
                 REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_EQ(town.must(participants::get_participant, town.actor(ROLE_CASE_MANAGER), text("participant_id: %", piet))
                .participant()
                .name(),
            "Pieter");
  town.advance_to("2026-08-01");
  ASSERT_TRUE(erase(zebedea));
  EXPECT_REFUSED(correct("name: 'Anna'"), REFUSAL_PERSON_ERASED);
}

TEST_F(Erasure, is_not_for_people_who_are_served) {
  live();
  town.must(
      jobs::request_job, coordinator,
      text("programme_id: % resident_id: % service_id: %", town.setting().programme, zebedea, town.setting().walk));
  town.advance_to("2027-01-04");
  EXPECT_REFUSED(erase(zebedea), REFUSAL_PERSON_STILL_SERVED);
  EXPECT_REFUSED(
      town.call(erase_person, administrator, text("person { participant_id: % }", town.participant("Piet").id)),
      REFUSAL_PERSON_STILL_SERVED);
}

TEST_F(Erasure, is_due_work_for_everybody_whose_term_is_over) {
  live();
  const auto piet = town.participant("Piet").id;
  town.must(participants::record_outflow, town.actor(ROLE_CASE_MANAGER),
            text("participant_id: % kind: OUTFLOW_KIND_REGULAR flowed_out_on: '2026-01-05'", piet));
  EXPECT_EQ(do_due_work(town.town(), town.municipality()), 0);
  town.advance_to("2026-08-01");
  const auto young = town.resident("Ben").id;
  EXPECT_EQ(do_due_work(town.town(), town.municipality()), 1 + 2) << "Zebedea, and the figures of two quarters";
  town.advance_to("2027-03-01");
  EXPECT_EQ(town.must(erase_due, administrator, text("limit: 1")).erased(), 1);
  EXPECT_EQ(do_due_work(town.town(), town.municipality()), 1 + 2)
      << "Piet, and two quarters more; Ben was the one before";
  EXPECT_EQ(do_due_work(town.town(), town.municipality()), 0);
  EXPECT_EQ(town.must(participants::get_participant, town.actor(ROLE_CASE_MANAGER), text("participant_id: %", piet))
                .participant()
                .name(),
            "");
  EXPECT_EQ(town.must(residents::get_resident, coordinator, text("resident_id: %", young)).resident().name(), "");
}

TEST_F(Erasure, follows_the_term_of_the_day) {
  EXPECT_REFUSED(town.call(set_retention_term, administrator,
                           text("kind: PERSON_KIND_RESIDENT starts_on: '2026-01-04' months: 1")),
                 REFUSAL_TERMS_IN_THE_PAST);
  live();
  town.must(set_retention_term, administrator, text("kind: PERSON_KIND_RESIDENT starts_on: '2026-02-01' months: 1"));
  town.advance_to("2026-01-31");
  EXPECT_REFUSED(erase(zebedea), REFUSAL_RETENTION_NOT_OVER);
  town.advance_to("2026-02-05");
  EXPECT_TRUE(erase(zebedea));
}

}  // namespace
}  // namespace emplooi::privacy
