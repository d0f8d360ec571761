#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "catalogue/catalogue.h"
#include "funding/story.h"

namespace emplooi::jobs {
namespace {

using testing::text;

std::string words_of(const std::string& pdf, const std::filesystem::path& folder) {
  const auto file = (folder / "portfolio.pdf").string();
  std::ofstream(file, std::ios::binary) << pdf;
  std::string words;
  FILE* pipe = popen(("pdfinfo " + file + " && pdftotext -layout " + file + " -").c_str(), "r");
  char bytes[4096];
  for (std::size_t count; (count = fread(bytes, 1, sizeof bytes, pipe)) > 0;) words.append(bytes, count);
  EXPECT_EQ(pclose(pipe), 0);
  return words;
}

class Portfolio : public testing::StoryTest {
 protected:
  const FundingRuleId all = rule(budget("W-deel", 10'000'000), 1);
  const testing::ResidentPersona ada = town.resident("Ada de Vries");
  const testing::ParticipantPersona bram = town.participant("Bram van Dijk");
  const Actor coach = town.actor(ROLE_COACH);
  const Actor case_manager = town.actor(ROLE_CASE_MANAGER);

  void assess() {
    town.must(participants::assess_fitness, coach,
              text("participant_id: % service_id: % fit: true assessed_on: '2026-01-05'", bram.id, setting.cleaning));
  }
  void work(ServiceId service, int minutes) {
    const auto job = ask(ada, 60, service);
    ASSERT_TRUE(plan(job, bram));
    respond(job, true);
    town.must(start_job, coordinator, text("job_id: %", job));
    ASSERT_TRUE(hours(job, minutes));
    approve(job);
    town.advance(std::chrono::hours(24));
  }
  v1::GetPortfolioResponse portfolio(const Actor& actor) {
    return town.must(get_portfolio, actor, text("participant_id: %", bram.id));
  }
  std::string print(const std::string& rest = "") {
    return words_of(town.must(print_portfolio, bram.actor, text("participant_id: % " + rest, bram.id)).pdf(),
                    town.folder());
  }
};

TEST_F(Portfolio, adds_up_what_was_approved) {
  buy(ada, 8);
  assess();
  work(setting.walk, 45);
  work(setting.cleaning, 60);
  work(setting.walk, 50);
  done(ada, bram);
  const auto found = portfolio(bram.actor);
  EXPECT_EQ(found.name(), "Bram van Dijk");
  EXPECT_EQ(found.jobs(), 3) << "hours that wait for approval do not count yet";
  EXPECT_EQ(found.minutes(), 155);
  ASSERT_EQ(found.services_size(), 2);
  const auto& walks = found.services(0);
  EXPECT_EQ(walks.service_id(), to_string(setting.walk)) << "the most minutes first";
  EXPECT_EQ(walks.jobs(), 2);
  EXPECT_EQ(walks.minutes(), 95);
  EXPECT_EQ(walks.first_on(), "2026-01-05");
  EXPECT_EQ(walks.last_on(), "2026-01-07");
  std::map<int, int> expected, fields;
  for (const auto& service : found.services()) {
    for (const int field : service.performance_fields()) expected[field] += service.minutes();
  }
  for (const auto& one : found.performance_fields()) fields[one.performance_field()] = one.minutes();
  EXPECT_FALSE(fields.empty());
  EXPECT_EQ(fields, expected);
}

TEST_F(Portfolio, tells_the_hours_of_a_year_by_month_of_the_town) {
  buy(ada, 8);
  town.advance_to("2026-01-30");
  work(setting.walk, 45);
  const auto after_midnight = ask(ada);
  ASSERT_TRUE(plan(after_midnight, bram, "2026-02-01T00:30")) << "half past eleven in UTC";
  respond(after_midnight, true);
  town.advance_to("2026-02-01");
  town.must(start_job, coordinator, text("job_id: %", after_midnight));
  ASSERT_TRUE(hours(after_midnight, 50));
  approve(after_midnight);
  town.advance_to("2026-03-02");
  work(setting.walk, 30);
  done(ada, bram);
  const auto found = portfolio(bram.actor);
  ASSERT_EQ(found.months_size(), 12);
  EXPECT_EQ(found.months(0).month(), 202504);
  const std::pair<int, int> last[] = {{202601, 45}, {202602, 50}, {202603, 30}};
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(found.months(9 + i).month(), last[i].first);
    EXPECT_EQ(found.months(9 + i).minutes(), last[i].second) << last[i].first;
  }
  EXPECT_EQ(found.months(8).minutes(), 0);
}

TEST_F(Portfolio, holds_growth_and_names_no_resident) {
  buy(ada, 1);
  work(setting.walk, 60);
  town.must(participants::record_certificate, coach,
            text("participant_id: % kind: CERTIFICATE_KIND_COURSE_MODULE title: 'Omgaan met ouderen'", bram.id));
  town.must(participants::record_ladder_step, coach,
            text("participant_id: % step: 4 assessed_on: '2026-01-05'", bram.id));
  town.must(participants::start_track, case_manager, text("participant_id: % kind: TRACK_KIND_ORIENTATION", bram.id));
  const auto found = portfolio(coach);
  EXPECT_EQ(found.certificates_size(), 1);
  EXPECT_EQ(found.ladder_steps_size(), 1);
  EXPECT_EQ(found.tracks_size(), 1);
  EXPECT_EQ(found.ShortDebugString().find("Vries"), std::string::npos);

  const auto dutch = print();
  for (const auto* words : {"Pages:           1", "Bewijs van ervaring", "Bram van Dijk", "1:00", "Omgaan met ouderen",
                            "Oriëntatie", "Handtekening begeleider", "Gemaakt op 06-01-2026."}) {
    EXPECT_NE(dutch.find(words), std::string::npos) << words << " in " << dutch;
  }
  EXPECT_EQ(dutch.find("Trede"), std::string::npos) << "the ladder is nobody's business but where it is asked for";
  EXPECT_EQ(dutch.find("Vries"), std::string::npos);
  const auto english = print("language: LANGUAGE_ENGLISH with_ladder: true");
  for (const auto* words : {"Proof of experience", "Together", "Orientation", "Step 4"}) {
    EXPECT_NE(english.find(words), std::string::npos) << words << " in " << english;
  }
}

TEST_F(Portfolio, of_somebody_new_says_so) {
  EXPECT_EQ(portfolio(bram.actor).services_size(), 0);
  EXPECT_NE(print().find("Er zijn nog geen goedgekeurde uren."), std::string::npos);
}

TEST_F(Portfolio, says_what_did_not_fit) {
  for (int i = 0; i < 60; ++i) {
    town.must(participants::record_certificate, coach,
              text("participant_id: % kind: CERTIFICATE_KIND_COURSE_MODULE title: %", bram.id,
                   "Module " + std::to_string(i)));
  }
  const auto words = print();
  EXPECT_NE(words.find("Pages:           1"), std::string::npos);
  EXPECT_NE(words.find("regels; het volledige overzicht staat in de app"), std::string::npos) << words;
}

TEST_F(Portfolio, is_ones_own) {
  EXPECT_TRUE(town.call(get_portfolio, case_manager, text("participant_id: %", bram.id)));
  for (const auto& actor : {town.participant("Carla").actor, town.actor(ROLE_COACH, setting.funder), coordinator,
                            ada.actor, town.actor(ROLE_AUDITOR)}) {
    EXPECT_REFUSED(town.call(get_portfolio, actor, text("participant_id: %", bram.id)), REFUSAL_ACTOR_NOT_ALLOWED);
    EXPECT_REFUSED(town.call(print_portfolio, actor, text("participant_id: %", bram.id)), REFUSAL_ACTOR_NOT_ALLOWED);
  }
  EXPECT_REFUSED(town.call(get_portfolio, town.stranger(ROLE_CASE_MANAGER), text("participant_id: %", bram.id)),
                 REFUSAL_PARTICIPANT_NOT_FOUND);
}

}  // namespace
}  // namespace emplooi::jobs
