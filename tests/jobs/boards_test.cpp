// What boards and apps ask for: jobs by day, with the names that each role may see.
#include <gtest/gtest.h>

#include "funding/story.h"

namespace emplooi::jobs {
namespace {

using testing::text;

class Boards : public testing::StoryTest {
 protected:
  const FundingRuleId all = rule(budget("W-deel", 10'000'000), 1);
  const testing::ResidentPersona ada = town.resident("Ada de Vries");
  const testing::ParticipantPersona bram = town.participant("Bram van Dijk");

  JobId planned_at(const testing::ResidentPersona& who, const testing::ParticipantPersona& helper, const char* local) {
    const auto job = ask(who);
    EXPECT_TRUE(plan(job, helper, local)) << local;
    return job;
  }
  v1::ListJobsResponse list(const Actor& actor, const v1::ListJobsRequest& request) {
    return town.must(list_jobs, actor, request);
  }
  v1::ListJobsResponse between(const Actor& actor, const char* from, const char* until, const std::string& more = "") {
    return list(actor, text("planned_from: % planned_until: % " + more, from, until));
  }
  static std::vector<JobId> ids(const v1::ListJobsResponse& response) {
    std::vector<JobId> found;
    for (const auto& job : response.jobs()) found.push_back(JobId::of(job.job_id()));
    return found;
  }
  v1::Job seen_by(const Actor& actor, JobId job) { return town.must(get_job, actor, text("job_id: %", job)).job(); }
};

TEST_F(Boards, list_the_jobs_of_some_days_as_they_begin) {
  buy(ada, 12);
  const auto late = planned_at(ada, bram, "2026-01-07T15:00");
  const auto early = planned_at(ada, bram, "2026-01-07T09:30");
  const auto night = planned_at(ada, bram, "2026-01-06T00:00");
  const auto after = planned_at(ada, bram, "2026-01-08T00:00");
  ask(ada);
  EXPECT_EQ(ids(between(coordinator, "2026-01-06", "2026-01-07")), (std::vector<JobId>{night, early, late}));
  EXPECT_EQ(ids(between(coordinator, "2026-01-08", "2026-01-08")), (std::vector<JobId>{after}));
  EXPECT_EQ(ids(between(bram.actor, "2026-01-07", "2026-01-07")), (std::vector<JobId>{early, late}));
  EXPECT_EQ(ids(between(ada.actor, "2026-01-07", "2026-01-07")), (std::vector<JobId>{early, late}));
  EXPECT_TRUE(ids(between(town.participant("Carla").actor, "2026-01-01", "2026-01-31")).empty());
  EXPECT_TRUE(ids(between(town.resident("Ben").actor, "2026-01-01", "2026-01-31")).empty());
  respond(early, true);
  EXPECT_EQ(ids(between(coordinator, "2026-01-06", "2026-01-07", "state: JOB_STATE_ACCEPTED")),
            (std::vector<JobId>{early}));
  EXPECT_TRUE(ids(list(coordinator,
                       text("planned_from: '2026-01-06' planned_until: '2026-01-08' programme_id: %", setting.funder)))
                  .empty())
      << "of another programme";
  EXPECT_EQ(ids(list(coordinator, text("programme_id: % state: JOB_STATE_REQUESTED", setting.programme))).size(), 1u);
  EXPECT_TRUE(ids(list(coordinator, text("programme_id: %", setting.funder))).empty());
}

TEST_F(Boards, page_through_jobs_that_begin_together) {
  std::vector<JobId> jobs;
  for (int i = 0; i < 7; ++i) {
    const auto& who = town.resident("Resident " + std::to_string(i));
    buy(who, 1);
    jobs.push_back(planned_at(who, town.participant("Helper " + std::to_string(i)),
                              i < 5 ? "2026-01-07T10:00" : "2026-01-07T11:00"));
  }
  v1::ListJobsRequest request = text("planned_from: '2026-01-07' planned_until: '2026-01-07' page { size: 2 }");
  std::vector<JobId> found;
  int pages = 0;
  do {
    const auto page = list(coordinator, request);
    for (const auto& id : ids(page)) found.push_back(id);
    request.mutable_page()->set_token(page.next_page_token());
    ++pages;
  } while (!request.page().token().empty());
  EXPECT_EQ(found, jobs);
  EXPECT_EQ(pages, 4);
}

TEST_F(Boards, refuse_periods_that_are_none) {
  const struct {
    const char* request;
    Refusal refusal;
  } table[] = {
      {"planned_from: '2026-01-07'", REFUSAL_FIELD_MISSING},
      {"planned_until: '2026-01-07'", REFUSAL_FIELD_MISSING},
      {"planned_from: '2026-01-07' planned_until: '2026-01-06'", REFUSAL_PERIOD_IS_EMPTY},
      {"planned_from: '2026-01-01' planned_until: '2026-03-04'", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"planned_from: '2026-01-01' planned_until: '2026-03-03'", REFUSAL_UNSPECIFIED},
      {"planned_from: '2026-02-30' planned_until: '2026-03-03'", REFUSAL_DATE_MALFORMED},
      {"planned_from: '2026-01-01' planned_until: '2026-01-02' page { token: 'x' }", REFUSAL_PAGE_TOKEN_INVALID},
      {"planned_from: '2026-01-01' planned_until: '2026-01-02' page { token: '1-x' }", REFUSAL_PAGE_TOKEN_INVALID},
      {"planned_from: '2026-01-01' planned_until: '2026-01-02' page { token: '-019b8b3d-7c00-7abc-8def-0123456789ab' }",
       REFUSAL_PAGE_TOKEN_INVALID},
      {"planned_from: '2026-01-01' planned_until: '2026-01-02' page { "
       "token: '99999999999999999999-019b8b3d-7c00-7abc-8def-0123456789ab' }",
       REFUSAL_PAGE_TOKEN_INVALID},
  };
  for (const auto& row : table) {
    const auto outcome = town.call(list_jobs, coordinator, text(row.request));
    if (row.refusal == REFUSAL_UNSPECIFIED) {
      EXPECT_TRUE(outcome) << row.request;
    } else {
      EXPECT_REFUSED(outcome, row.refusal) << row.request;
    }
  }
}

TEST_F(Boards, name_people_to_those_who_may_know) {
  buy(ada, 2);
  const auto job = JobId::of(town.must(request_job, ada.actor,
                                       text("programme_id: % resident_id: % service_id: % note: 'the bell is broken'",
                                            setting.programme, ada.id, setting.walk))
                                 .job_id());
  EXPECT_TRUE(plan(job, bram));
  const auto board = seen_by(coordinator, job);
  EXPECT_EQ(board.resident_name(), "Ada de Vries");
  EXPECT_EQ(board.participant_name(), "Bram van Dijk");
  EXPECT_NE(board.postcode(), "");
  EXPECT_EQ(board.note(), "the bell is broken");
  EXPECT_EQ(board.ends_at().seconds() - board.starts_at().seconds(), 60 * 60);

  const auto helper = seen_by(bram.actor, job);
  EXPECT_EQ(helper.resident_name(), "Ada de Vries");
  EXPECT_EQ(helper.postcode(), board.postcode());
  EXPECT_EQ(helper.house_number(), board.house_number());
  EXPECT_EQ(helper.note(), "the bell is broken");
  EXPECT_EQ(helper.participant_name(), "") << "one's own name";

  const auto resident = seen_by(ada.actor, job);
  EXPECT_EQ(resident.participant_name(), "Bram") << "the first name";
  EXPECT_EQ(resident.note(), "the bell is broken");
  EXPECT_EQ(resident.postcode(), "");

  respond(job, true);
  EXPECT_EQ(seen_by(bram.actor, job).resident_name(), "Ada de Vries");
  town.must(start_job, bram.actor, text("job_id: %", job));
  EXPECT_EQ(seen_by(bram.actor, job).resident_name(), "Ada de Vries") << "who is on the way back to the flat";
  hours(job, 60);
  const auto done = seen_by(bram.actor, job);
  EXPECT_EQ(done.resident_name() + done.postcode() + done.house_number() + done.note(), "") << "the work is over";
}

TEST_F(Boards, tell_the_coordinator_alone_why_a_participant_refused) {
  buy(ada, 1);
  const auto job = planned(ada, bram);
  town.must(respond_to_job, bram.actor, text("job_id: % reason: 'I am afraid of her dog'", job));
  EXPECT_EQ(seen_by(coordinator, job).reason(), "I am afraid of her dog");
  EXPECT_EQ(seen_by(coordinator, job).state(), v1::JOB_STATE_REQUESTED);
  EXPECT_EQ(seen_by(ada.actor, job).reason(), "");
  EXPECT_TRUE(plan(job, town.participant("Carla")));
  EXPECT_EQ(seen_by(coordinator, job).reason(), "") << "forgotten when somebody else comes";
}

TEST_F(Boards, open_a_job_again) {
  const auto vouchers = buy(ada, 2);
  const auto job = planned(ada, bram);
  respond(job, true);
  EXPECT_EQ(state(vouchers[0]), "reserved");
  EXPECT_EQ(town.must(reopen_job, coordinator, text("job_id: %", job)).vouchers_released(), 1);
  EXPECT_EQ(state(vouchers[0]), "issued");
  EXPECT_EQ(Story::state(job), "requested");
  EXPECT_REFUSED(town.call(reopen_job, coordinator, text("job_id: %", job)), REFUSAL_JOB_CANNOT_BE_REOPENED);
  EXPECT_TRUE(plan(job, bram)) << "nobody refused anybody";
  const auto begun = started(ada, town.participant("Carla"));
  EXPECT_REFUSED(town.call(reopen_job, coordinator, text("job_id: %", begun)), REFUSAL_JOB_CANNOT_BE_REOPENED);
  EXPECT_REFUSED(town.call(reopen_job, town.stranger(ROLE_COORDINATOR), text("job_id: %", job)), REFUSAL_JOB_NOT_FOUND);
}

TEST_F(Boards, know_the_next_visit) {
  buy(ada, 4);
  const auto next = [&](const Actor& actor) {
    return town.must(get_next_visit, actor, text("resident_id: %", ada.id));
  };
  EXPECT_FALSE(next(ada.actor).has_job());
  planned_at(ada, bram, "2026-01-07T15:00");
  const auto first = planned_at(ada, town.participant("Carla Post"), "2026-01-06T15:00");
  EXPECT_EQ(next(ada.actor).job().job_id(), to_string(first));
  EXPECT_EQ(next(ada.actor).job().participant_name(), "Carla");
  EXPECT_EQ(next(coordinator).job().participant_name(), "Carla Post");
  town.must(cancel_job, coordinator, text("job_id: % by: PARTY_PARTICIPANT", first));
  EXPECT_EQ(next(ada.actor).job().participant_name(), "Bram");
  town.advance_to("2026-01-08");
  EXPECT_FALSE(next(ada.actor).has_job()) << "what is over comes no more";
  EXPECT_REFUSED(town.call(get_next_visit, town.resident("Ben").actor, text("resident_id: %", ada.id)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(town.call(get_next_visit, town.stranger(ROLE_COORDINATOR), text("resident_id: %", ada.id)),
                 REFUSAL_RESIDENT_NOT_FOUND);
}

}  // namespace
}  // namespace emplooi::jobs
