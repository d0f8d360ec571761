#include <gtest/gtest.h>

#include "catalogue/catalogue.h"
#include "funding/story.h"

namespace emplooi::jobs {
namespace {

using testing::text;

class Requests : public testing::StoryTest {
 protected:
  const FundingRuleId all = rule(budget("W-deel", 1'000'000), 1);
  const testing::ResidentPersona ada = town.resident("Ada");
  const std::string pairs = service("Samen ramen lappen", "pairs_allowed: true"),
                    groups = service("Koffie in de zaal", "groups_allowed: true");

  std::string service(const std::string& name, const std::string& company) {
    return town
        .must(
            catalogue::define_service, administrator,
            text("name_nl: % name_en: % risk: RISK_LOW domain: SERVICE_DOMAIN_WELFARE performance_fields: 1 " + company,
                 name, name))
        .service_id();
  }
  Outcome<v1::RequestJobResponse> ask_for(const std::string& service, const std::string& more, const Actor& actor) {
    return town.call(
        request_job, actor,
        text("programme_id: % resident_id: % service_id: % minutes: 60 " + more, setting.programme, ada.id, service));
  }
  v1::Job file(const std::string& job) { return town.must(get_job, coordinator, text("job_id: %", job)).job(); }
};

TEST_F(Requests, are_a_job_for_each_helper_and_week) {
  const auto asked = ask_for(pairs, "helpers: 2 weeks: 3 wished_on: '2026-01-07'", ada.actor).value();
  ASSERT_EQ(asked.more_job_ids_size(), 5);
  const auto first = file(asked.job_id()), second = file(asked.more_job_ids(0)), last = file(asked.more_job_ids(4));
  EXPECT_NE(first.visit_id(), "");
  EXPECT_EQ(first.visit_id(), second.visit_id());
  EXPECT_NE(first.visit_id(), last.visit_id());
  EXPECT_EQ(first.series_id(), last.series_id());
  EXPECT_EQ(first.wished_on(), "2026-01-07");
  EXPECT_EQ(last.wished_on(), "2026-01-21");
  const auto alone = file(ask_for(pairs, "", ada.actor)->job_id());
  EXPECT_EQ(alone.visit_id() + alone.series_id(), "");
  EXPECT_EQ(alone.priority(), v1::PRIORITY_NORMAL);
}

TEST_F(Requests, keep_to_their_bounds) {
  const auto window = [](const char* from, const char* until) {
    return "windows { starts_at { local: '" + std::string(from) + "' } ends_at { local: '" + until + "' } } ";
  };
  const auto walk = to_string(setting.walk);
  struct {
    std::string service;
    std::string more;
    Refusal refusal;
    const char* field;
  } const table[] = {
      {walk, "helpers: 2", REFUSAL_SERVICE_NOT_FOR_SEVERAL, ""},
      {pairs, "helpers: 3", REFUSAL_SERVICE_NOT_FOR_SEVERAL, ""},
      {groups, "helpers: 5", REFUSAL_FIELD_OUT_OF_BOUNDS, "helpers"},
      {walk, "weeks: 27", REFUSAL_FIELD_OUT_OF_BOUNDS, "weeks"},
      {groups, "helpers: 4 weeks: 14", REFUSAL_FIELD_OUT_OF_BOUNDS, "weeks"},
      {walk, window("2026-01-06T10:00", "2026-01-06T10:59"), REFUSAL_FIELD_OUT_OF_BOUNDS, "windows[0]"},
      {walk, window("2026-01-05T07:00", "2026-01-05T09:00"), REFUSAL_FIELD_OUT_OF_BOUNDS, "windows[0]"},
      {walk, window("2026-01-06T10:00", "2026-01-06T12:00") + window("2026-01-06T10:00", "2026-01-06T13:00"),
       REFUSAL_FIELD_OUT_OF_BOUNDS, "windows[1]"},
      {walk, window("2026-03-29T02:30", "2026-03-29T05:00"), REFUSAL_LOCAL_TIME_DOES_NOT_EXIST,
       "windows[0].starts_at.local"},
      {walk, window("2026-01-06T10:00", "2026-01-06 12:00"), REFUSAL_FIELD_OUT_OF_BOUNDS, "windows[0].ends_at.local"},
  };
  for (const auto& row : table) {
    const auto refused = ask_for(row.service, row.more, coordinator);
    EXPECT_REFUSED(refused, row.refusal) << row.more;
    EXPECT_EQ(refused.error().field, row.field) << row.more;
  }
  EXPECT_TRUE(ask_for(groups, "helpers: 4 weeks: 13", coordinator)) << "52 jobs";
  EXPECT_TRUE(ask_for(walk, window("2026-01-06T10:00", "2026-01-06T11:00"), coordinator));
}

TEST_F(Requests, go_first_when_the_coordinator_says_so) {
  const auto walk = to_string(setting.walk);
  EXPECT_EQ(file(ask_for(walk, "priority: PRIORITY_URGENT", coordinator)->job_id()).priority(), v1::PRIORITY_URGENT);
  const auto refused = ask_for(walk, "priority: PRIORITY_HIGH", ada.actor);
  EXPECT_REFUSED(refused, REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_EQ(refused.error().field, "priority");
  EXPECT_TRUE(ask_for(walk, "priority: PRIORITY_NORMAL", ada.actor));
}

TEST_F(Requests, that_are_planned_can_be_locked) {
  const auto bram = town.participant("Bram");
  buy(ada, 2);
  const auto job = ask(ada);
  const auto lock = [&](bool locked) {
    return town.call(lock_job, coordinator, text("job_id: % locked: %", job, locked));
  };
  EXPECT_REFUSED(lock(true), REFUSAL_JOB_NOT_PLANNED);
  ASSERT_TRUE(plan(job, bram));
  EXPECT_TRUE(lock(true));
  EXPECT_TRUE(file(to_string(job)).locked());
  ASSERT_TRUE(respond(job, false));
  EXPECT_FALSE(file(to_string(job)).locked()) << "it is open again";
  EXPECT_REFUSED(town.call(lock_job, coordinator, text("job_id: %", setting.funder)), REFUSAL_JOB_NOT_FOUND);
}

TEST_F(Requests, pairs_can_be_refused_and_allowed_by_hand) {
  const auto bram = town.participant("Bram");
  buy(ada, 2);
  const auto pair = [&](const Uuid& resident, bool refused) {
    return town.call(set_pair_refused, coordinator,
                     text("resident_id: % participant_id: % refused: %", resident, bram.id, refused));
  };
  EXPECT_TRUE(pair(ada.id, true));
  EXPECT_TRUE(pair(ada.id, true)) << "twice is once";
  EXPECT_REFUSED(plan(ask(ada), bram), REFUSAL_PAIR_REFUSED);
  EXPECT_TRUE(pair(ada.id, false));
  EXPECT_TRUE(plan(ask(ada), bram));
  EXPECT_REFUSED(pair(setting.funder, true), REFUSAL_RESIDENT_NOT_FOUND);
}

}  // namespace
}  // namespace emplooi::jobs
