#include "participants/participants.h"

#include <gtest/gtest.h>

#include "catalogue/catalogue.h"
#include "identity/identity.h"
#include "jobs/jobs.h"
#include "residents/residents.h"
#include "support/town.h"

namespace emplooi::participants {
namespace {

using testing::TestTown;
using testing::text;

class Participants : public ::testing::Test {
 protected:
  TestTown town;
  const testing::Setting setting = town.setting();
  const Actor case_manager = town.actor(ROLE_CASE_MANAGER);
  /// Guides everybody whom the test town registers.
  const Actor coach = town.actor(ROLE_COACH);
  const Actor coordinator = town.actor(ROLE_COORDINATOR);
  /// A coach too, but of others.
  const Actor other_coach = town.actor(ROLE_COACH, setting.funder);

  v1::GetParticipantResponse file_of(ParticipantId id) {
    return town.must(get_participant, case_manager, text("participant_id: %", id));
  }
  v1::RegisterParticipantRequest registration() {
    return text("name: 'Bram' provider_id: % coach_id: % case_manager_id: % weekly_hours: 20", setting.provider,
                coach.id, case_manager.id);
  }
  void flow_out(ParticipantId id) {
    town.must(record_outflow, case_manager,
              text("participant_id: % kind: OUTFLOW_KIND_REGULAR flowed_out_on: '2026-01-05'", id));
  }
};

TEST_F(Participants, are_registered_with_their_guidance) {
  auto request = registration();
  request.set_born_on("1979-03-01");
  request.set_household_id(to_string(town.resident("Ada").household));
  const auto id = ParticipantId::of(town.must(register_participant, case_manager, request).participant_id());
  const auto found = town.read([&](auto& tx) { return participant(tx, id); }).value();
  EXPECT_EQ(found.household, town.resident("Ada").household);
  EXPECT_EQ(found.provider, setting.provider);
  EXPECT_EQ(found.coach, coach.id);
  EXPECT_EQ(found.case_manager, case_manager.id);
  EXPECT_EQ(found.weekly_hours, 20);
  EXPECT_TRUE(found.active);
  const auto file = file_of(id).participant();
  EXPECT_EQ(file.name(), "Bram");
  EXPECT_EQ(file.born_on(), "1979-03-01");
  EXPECT_EQ(file.running_track(), v1::TRACK_KIND_UNSPECIFIED);
}

TEST_F(Participants, are_shown_with_the_names_of_those_who_guide_them) {
  const auto named = ActorId::of(
      town.must(identity::create_account, town.actor(ROLE_ADMINISTRATOR),
                text("sign_in_name: 'ctoets' password: 'a long enough secret' role: ROLE_COACH name: 'Coby Toets'"))
          .actor_id());
  auto request = registration();
  request.set_coach_id(to_string(named));
  const auto id = ParticipantId::of(town.must(register_participant, case_manager, request).participant_id());
  const auto file = file_of(id).participant();
  EXPECT_EQ(file.coach_name(), "Coby Toets");
  EXPECT_NE(file.case_manager_name(), "") << "who has no name is known by the sign-in name";
  const auto list = town.must(list_participants, coordinator, text(""));
  EXPECT_EQ(list.participants(0).coach_name(), "Coby Toets");
}

TEST_F(Participants, registration_refuses_what_cannot_be) {
  const auto somebody = to_string(setting.funder);
  struct {
    const char* field;
    std::string value;
    Refusal refusal;
  } const table[] = {
      {"name", "", REFUSAL_FIELD_MISSING},
      {"provider_id", somebody, REFUSAL_PROVIDER_NOT_FOUND},
      {"household_id", somebody, REFUSAL_HOUSEHOLD_NOT_FOUND},
      {"coach_id", somebody, REFUSAL_ACTOR_NOT_FOUND},
      {"coach_id", to_string(case_manager.id), REFUSAL_ACTOR_NOT_FOUND},
      {"case_manager_id", to_string(coach.id), REFUSAL_CASE_MANAGER_NOT_FOUND},
      {"born_on", "2026-01-06", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"born_on", "yesterday", REFUSAL_DATE_MALFORMED},
  };
  for (const auto& row : table) {
    auto request = registration();
    const auto* field = request.GetDescriptor()->FindFieldByName(row.field);
    request.GetReflection()->SetString(&request, field, row.value);
    EXPECT_REFUSED(town.call(register_participant, case_manager, request), row.refusal) << row.field;
  }
  for (const int hours : {0, -1, 41}) {
    auto request = registration();
    request.set_weekly_hours(hours);
    EXPECT_FALSE(town.call(register_participant, case_manager, request)) << hours;
  }
  EXPECT_REFUSED(town.call(register_participant, coach, registration()), REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST_F(Participants, who_are_not_there_are_refused) {
  const auto call = [&](auto operation, const char* more) {
    return town.call(operation, case_manager, text("participant_id: % " + std::string(more), setting.funder));
  };
  EXPECT_REFUSED(call(start_track, "kind: TRACK_KIND_ORIENTATION"), REFUSAL_PARTICIPANT_NOT_FOUND);
  EXPECT_REFUSED(call(record_ladder_step, "step: 1 assessed_on: '2026-01-05'"), REFUSAL_PARTICIPANT_NOT_FOUND);
  EXPECT_REFUSED(call(record_outflow, "kind: OUTFLOW_KIND_REGULAR flowed_out_on: '2026-01-05'"),
                 REFUSAL_PARTICIPANT_NOT_FOUND);
  EXPECT_REFUSED(call(record_certificate, "kind: CERTIFICATE_KIND_CONDUCT"), REFUSAL_PARTICIPANT_NOT_FOUND);
  EXPECT_REFUSED(call(get_participant, ""), REFUSAL_PARTICIPANT_NOT_FOUND);
  EXPECT_REFUSED(
      town.call(assess_fitness, case_manager,
                text("participant_id: % service_id: % assessed_on: '2026-01-05'", setting.funder, setting.walk)),
      REFUSAL_PARTICIPANT_NOT_FOUND);
  EXPECT_REFUSED(town.call(record_kinship, case_manager,
                           text("participant_id: % resident_id: % degree: 1", setting.funder, town.resident("Ada").id)),
                 REFUSAL_PARTICIPANT_NOT_FOUND);
  EXPECT_REFUSED(town.call(reach_milestone, case_manager, text("track_id: % milestone: MILESTONE_END", setting.funder)),
                 REFUSAL_TRACK_NOT_FOUND);
}

TEST_F(Participants, who_have_left_are_no_longer_guided) {
  const auto bram = town.participant("Bram").id;
  flow_out(bram);
  const auto call = [&](auto operation, const char* more) {
    return town.call(operation, case_manager, text("participant_id: % " + std::string(more), bram));
  };
  EXPECT_REFUSED(call(start_track, "kind: TRACK_KIND_ORIENTATION"), REFUSAL_PARTICIPANT_NOT_ACTIVE);
  EXPECT_REFUSED(call(record_ladder_step, "step: 1 assessed_on: '2026-01-05'"), REFUSAL_PARTICIPANT_NOT_ACTIVE);
  EXPECT_REFUSED(call(record_certificate, "kind: CERTIFICATE_KIND_CONDUCT"), REFUSAL_PARTICIPANT_NOT_ACTIVE);
  EXPECT_REFUSED(town.call(assess_fitness, case_manager,
                           text("participant_id: % service_id: % assessed_on: '2026-01-05'", bram, setting.walk)),
                 REFUSAL_PARTICIPANT_NOT_ACTIVE);
  const auto door = [&](auto& tx) { return active_participant(tx, bram); };
  EXPECT_REFUSED(town.read(door), REFUSAL_PARTICIPANT_NOT_ACTIVE);
}

TEST_F(Participants, climb_the_ladder_in_their_own_time) {
  const auto bram = town.participant("Bram").id;
  const auto record = [&](const Actor& by, int step, const char* day) {
    return town.call(record_ladder_step, by, text("participant_id: % step: % assessed_on: %", bram, step, day));
  };
  EXPECT_TRUE(record(coach, 2, "2025-07-01"));
  EXPECT_TRUE(record(case_manager, 3, "2026-01-05"));
  EXPECT_TRUE(record(coach, 2, "2026-01-05")) << "the same day again is a correction";
  EXPECT_REFUSED(record(coach, 3, "2026-01-06"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(record(coach, 0, "2026-01-05"), REFUSAL_FIELD_MISSING);
  EXPECT_REFUSED(record(coach, 7, "2026-01-05"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(record(other_coach, 3, "2026-01-05"), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_TRUE(town.call(record_ladder_step, case_manager,
                        text("participant_id: % step: 4 assessed_on: '2025-10-01' assessor_id: %", bram, coach.id)));
  EXPECT_REFUSED(
      town.call(record_ladder_step, case_manager,
                text("participant_id: % step: 4 assessed_on: '2025-10-01' assessor_id: %", bram, coordinator.id)),
      REFUSAL_ACTOR_NOT_FOUND);
  const auto steps = file_of(bram).ladder_steps();
  ASSERT_EQ(steps.size(), 3);
  EXPECT_EQ(steps[0].DebugString(),
            v1::LadderStep(text("step: 2 assessed_on: '2026-01-05' assessor_id: %", coach.id)).DebugString());
  EXPECT_EQ(steps[1].assessor_id(), to_string(coach.id));
  EXPECT_EQ(steps[2].assessed_on(), "2025-07-01");
}

TEST_F(Participants, are_fit_for_risky_services_only_when_assessed) {
  const auto bram = town.participant("Bram").id;
  const auto is_fit = [&](ServiceId id) {
    return town.read([&](auto& tx) { return is_fit_for(tx, bram, catalogue::service(tx, id).value()); });
  };
  const auto assess = [&](bool fit, const char* day) {
    return town.call(assess_fitness, coach,
                     text("participant_id: % service_id: % fit: % assessed_on: %", bram, setting.cleaning, fit, day));
  };
  EXPECT_TRUE(is_fit(setting.walk)) << "a low risk of harm is open to all";
  EXPECT_FALSE(is_fit(setting.cleaning));
  EXPECT_TRUE(assess(true, "2025-12-01"));
  EXPECT_TRUE(is_fit(setting.cleaning));
  EXPECT_TRUE(assess(false, "2026-01-05"));
  EXPECT_FALSE(is_fit(setting.cleaning)) << "the last assessment counts";
  EXPECT_TRUE(assess(true, "2025-11-01"));
  EXPECT_FALSE(is_fit(setting.cleaning)) << "by its day, not by when it was recorded";
  EXPECT_TRUE(assess(true, "2026-01-05"));
  EXPECT_TRUE(is_fit(setting.cleaning)) << "the same day again is a correction";
  EXPECT_REFUSED(assess(true, "2026-01-06"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  const auto fitness = file_of(bram).fitness();
  ASSERT_EQ(fitness.size(), 1);
  EXPECT_TRUE(fitness[0].fit());
  EXPECT_EQ(fitness[0].assessor_id(), to_string(coach.id));
  EXPECT_REFUSED(town.call(assess_fitness, coach,
                           text("participant_id: % service_id: % assessed_on: '2026-01-05'", bram, setting.funder)),
                 REFUSAL_SERVICE_NOT_FOUND);
  EXPECT_REFUSED(town.call(assess_fitness, other_coach,
                           text("participant_id: % service_id: % assessed_on: '2026-01-05'", bram, setting.walk)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST_F(Participants, earn_certificates) {
  const auto bram = town.participant("Bram").id;
  struct {
    const char* certificate;
    Refusal refusal;
  } const table[] = {
      {"kind: CERTIFICATE_KIND_CONDUCT expires_on: '2026-01-04'", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"kind: CERTIFICATE_KIND_COURSE_MODULE", REFUSAL_FIELD_MISSING},
      {"title: 'Hygiëne'", REFUSAL_FIELD_MISSING},
      {"kind: 7", REFUSAL_ENUM_UNKNOWN},
  };
  for (const auto& row : table) {
    EXPECT_REFUSED(
        town.call(record_certificate, coach, text("participant_id: % " + std::string(row.certificate), bram)),
        row.refusal)
        << row.certificate;
  }
  EXPECT_REFUSED(
      town.call(record_certificate, other_coach, text("participant_id: % kind: CERTIFICATE_KIND_CONDUCT", bram)),
      REFUSAL_ACTOR_NOT_ALLOWED);
  town.must(record_certificate, coach,
            text("participant_id: % kind: CERTIFICATE_KIND_COURSE_MODULE title: 'Hygiëne'", bram));
  town.must(record_certificate, coach,
            text("participant_id: % kind: CERTIFICATE_KIND_CONDUCT expires_on: '2026-01-05'", bram));
  const auto certificates = file_of(bram).certificates();
  ASSERT_EQ(certificates.size(), 2);
  EXPECT_EQ(certificates[0].kind(), v1::CERTIFICATE_KIND_CONDUCT);
  EXPECT_EQ(certificates[0].expires_on(), "2026-01-05");
  EXPECT_EQ(certificates[1].title(), "Hygiëne");
}

TEST_F(Participants, are_kin_of_a_whole_household) {
  const auto bram = town.participant("Bram").id;
  const auto ada = town.resident("Ada");
  const auto ben = town.resident("Ben", {.household = ada.household});
  const auto is_kin_of = [&](HouseholdId household, ParticipantId id) {
    return town.read([&](auto& tx) { return is_kin(tx, household, id); });
  };
  EXPECT_FALSE(is_kin_of(ada.household, bram));
  const auto kinship = [&](int degree) {
    return town.call(record_kinship, coordinator,
                     text("participant_id: % resident_id: % degree: %", bram, ben.id, degree));
  };
  EXPECT_REFUSED(kinship(3), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_TRUE(kinship(2));
  EXPECT_TRUE(kinship(1)) << "recording it again corrects the degree";
  EXPECT_TRUE(is_kin_of(ada.household, bram));
  EXPECT_FALSE(is_kin_of(town.resident("Cor").household, bram));
  EXPECT_FALSE(is_kin_of(ada.household, town.participant("Dirk").id));
  EXPECT_REFUSED(
      town.call(record_kinship, coordinator, text("participant_id: % resident_id: % degree: 1", bram, setting.funder)),
      REFUSAL_RESIDENT_NOT_FOUND);
}

TEST_F(Participants, are_kin_of_those_they_live_with) {
  auto request = registration();
  request.set_household_id(to_string(town.resident("Ada").household));
  const auto id = ParticipantId::of(town.must(register_participant, case_manager, request).participant_id());
  town.read([&](auto& tx) {
    EXPECT_TRUE(is_kin(tx, town.resident("Ada").household, id));
    return true;
  });
}

TEST_F(Participants, see_themselves_and_coaches_those_whom_they_guide) {
  const auto bram = town.participant("Bram");
  const auto dirk = town.participant("Dirk");
  const auto ask = [&](const Actor& actor, ParticipantId id) {
    return town.call(get_participant, actor, text("participant_id: %", id));
  };
  EXPECT_EQ(ask(bram.actor, bram.id)->participant().name(), "Bram");
  EXPECT_REFUSED(ask(bram.actor, dirk.id), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(ask(bram.actor, ParticipantId(setting.funder)), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_TRUE(ask(coach, dirk.id));
  EXPECT_REFUSED(ask(other_coach, dirk.id), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_TRUE(ask(coordinator, dirk.id));
  for (const Role role : {ROLE_RESIDENT, ROLE_CORPORATION_BUYER, ROLE_FUNDER_FINANCE, ROLE_ADMINISTRATOR, ROLE_AUDITOR,
                          ROLE_CLIENT_COUNCIL}) {
    EXPECT_REFUSED(ask(town.actor(role, bram.id), bram.id), REFUSAL_ACTOR_NOT_ALLOWED) << role;
  }
}

TEST_F(Participants, are_listed_while_they_take_part) {
  for (const char* name : {"Bram", "Dirk", "Els"}) town.participant(name);
  flow_out(town.participant("Dirk").id);
  const auto list = town.must(list_participants, coordinator, text(""));
  ASSERT_EQ(list.participants_size(), 2);
  EXPECT_EQ(list.participants(0).name(), "Bram");
  EXPECT_EQ(list.participants(1).name(), "Els");
  const auto all = town.must(list_participants, coach, text("with_inactive: true page { size: 2 }"));
  ASSERT_EQ(all.participants_size(), 2);
  EXPECT_FALSE(all.participants(1).active());
  const auto rest =
      town.must(list_participants, coach, text("with_inactive: true page { size: 2 token: % }", all.next_page_token()));
  EXPECT_EQ(rest.participants_size(), 1);
  EXPECT_EQ(town.must(list_participants, other_coach, text("")).participants_size(), 0);
  EXPECT_REFUSED(town.call(list_participants, coach, text("page { token: 'x' }")), REFUSAL_PAGE_TOKEN_INVALID);
}

TEST_F(Participants, are_sick_from_a_day_until_they_are_better) {
  const auto bram = town.participant("Bram");
  const auto is_sick_on = [&](const std::string& day) {
    bool is_sick = false;
    town.store().read(town.municipality(),
                      [&](Transaction& tx) { is_sick = participants::is_sick_on(tx, bram.id, *parse_date(day)); });
    return is_sick;
  };
  town.must(jobs::report_sick, bram.actor, text("participant_id: % sick_from: '2026-01-06'", bram.id));
  EXPECT_FALSE(is_sick_on("2026-01-05"));
  EXPECT_TRUE(is_sick_on("2026-01-06"));
  EXPECT_TRUE(is_sick_on("2026-03-01"));
  town.must(jobs::report_recovered, bram.actor, text("participant_id: %", bram.id));
  EXPECT_FALSE(is_sick_on("2026-01-06"));
}

TEST_F(Participants, of_another_municipality_do_not_exist) {
  const auto bram = town.participant("Bram").id;
  const auto stranger = town.stranger(ROLE_CASE_MANAGER);
  EXPECT_REFUSED(town.call(get_participant, stranger, text("participant_id: %", bram)), REFUSAL_PARTICIPANT_NOT_FOUND);
  EXPECT_REFUSED(town.call(start_track, stranger, text("participant_id: % kind: TRACK_KIND_ORIENTATION", bram)),
                 REFUSAL_PARTICIPANT_NOT_FOUND);
  EXPECT_EQ(town.must(list_participants, stranger, text("")).participants_size(), 0);
  EXPECT_REFUSED(town.call(register_participant, stranger, registration()), REFUSAL_PROVIDER_NOT_FOUND);
}

TEST_F(Participants, are_corrected_and_erased) {
  const auto id = ParticipantId::of(town.must(register_participant, case_manager, registration()).participant_id());
  const auto write = [&](auto work) {
    const store::Command command{town.municipality()};
    town.store().write_now(command, [&](Transaction& tx) { return work(tx), std::string(); }).value();
  };
  write([&](Transaction& tx) { correct(tx, id, "Bram Bos", ""); });
  EXPECT_EQ(file_of(id).participant().name(), "Bram Bos");
  flow_out(id);
  write([&](Transaction& tx) { erase(tx, id); });
  EXPECT_EQ(file_of(id).participant().name(), "");
  EXPECT_EQ(file_of(id).participant().born_on(), "");
}

}  // namespace
}  // namespace emplooi::participants
