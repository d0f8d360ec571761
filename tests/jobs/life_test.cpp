#include <gtest/gtest.h>

#include "catalogue/catalogue.h"
#include "funding/story.h"

namespace emplooi::jobs {
namespace {

using testing::text;

class Life : public testing::StoryTest {
 protected:
  const FundingRuleId all = rule(budget("W-deel", 1'000'000), 1);
  const testing::ResidentPersona ada = town.resident("Ada");
  const testing::ParticipantPersona bram = town.participant("Bram");

  template <class Operation>
  Refusal act(Operation operation, const std::string& rest, JobId job) {
    const auto outcome = town.call(operation, coordinator, text("job_id: % " + rest, job));
    return outcome ? REFUSAL_UNSPECIFIED : outcome.error().refusal;
  }
  /// A job of Ada's in each state, with Bram as its helper where it has one.
  std::map<std::string, JobId> in_every_state() {
    std::map<std::string, JobId> jobs;
    buy(ada, 12);
    jobs["requested"] = ask(ada);
    jobs["unfilled"] = ask(ada);
    act(mark_unfilled, "reason: UNFILLED_REASON_TOO_FAR", jobs["unfilled"]);
    jobs["cancelled"] = ask(ada);
    act(cancel_job, "by: PARTY_RESIDENT", jobs["cancelled"]);
    jobs["planned"] = planned(ada, town.participant("Carla"));
    jobs["accepted"] = planned(ada, town.participant("Dirk"));
    respond(jobs["accepted"], true);
    jobs["no_show"] = planned(ada, bram);
    respond(jobs["no_show"], true);
    jobs["started"] = started(ada, town.participant("Els"));
    jobs["done"] = done(ada, town.participant("Frits"));
    jobs["disputed"] = done(ada, town.participant("Frits"));
    dispute(jobs["disputed"]);
    jobs["rejected"] = done(ada, town.participant("Frits"));
    dispute(jobs["rejected"]);
    resolve(jobs["rejected"], false);
    jobs["approved"] = done(ada, town.participant("Frits"));
    approve(jobs["approved"]);
    town.advance(std::chrono::hours(2));
    act(record_no_show, "who: PARTY_RESIDENT", jobs["no_show"]);
    for (const auto& [state, job] : jobs) EXPECT_EQ(Story::state(job), state);
    return jobs;
  }
};

TEST_F(Life, of_a_job_from_request_to_settlement) {
  const auto bought = buy(ada, 2);
  const auto job = ask(ada, 90);
  const auto plan = this->plan(job, bram).value();
  EXPECT_EQ(plan.vouchers_reserved(), 2) << "an hour that is begun counts";
  EXPECT_EQ(plan.ends_at().seconds() - plan.starts_at().seconds(), 90 * 60);
  EXPECT_EQ(state(bought[0]), "reserved");
  town.must(respond_to_job, bram.actor, text("job_id: % accept: true", job));
  town.must(start_job, bram.actor, text("job_id: %", job));
  const auto hours = town.must(register_hours, bram.actor, text("job_id: % minutes: 75", job));
  EXPECT_EQ(hours.vouchers_needed(), 2);
  EXPECT_EQ(town.must(approve_job, ada.actor, text("job_id: %", job)).vouchers_redeemed(), 2);
  const auto seen = town.must(get_job, ada.actor, text("job_id: %", job)).job();
  EXPECT_EQ(seen.state(), v1::JOB_STATE_APPROVED);
  EXPECT_EQ(seen.minutes(), 90);
  EXPECT_EQ(seen.done_minutes(), 75);
  EXPECT_EQ(seen.participant_id(), to_string(bram.id));
  EXPECT_FALSE(seen.settled());
  EXPECT_EQ(owed_to_provider(), 3'000);
  EXPECT_EQ(voucher_float(), 0);
  EXPECT_EQ(file(bought[0]).voucher().job_id(), to_string(job));
  EXPECT_TRUE(file(bought[0]).voucher().has_redeemed_at());
}

/// Every transition from every state: where it does not lead anywhere, the refusal says why.
TEST_F(Life, goes_from_each_state_only_where_it_can) {
  const auto jobs = in_every_state();
  const auto check = [&](auto operation, const std::string& rest, const std::map<std::string, Refusal>& other,
                         Refusal usual, const std::vector<std::string>& allowed) {
    for (const auto& [state, job] : jobs) {
      if (std::find(allowed.begin(), allowed.end(), state) != allowed.end()) continue;
      const auto expected = other.contains(state) ? other.at(state) : usual;
      EXPECT_EQ(name_of(act(operation, rest, job)), name_of(expected)) << state << " " << rest;
      EXPECT_EQ(this->state(job), state) << rest;
    }
  };
  const auto plan = "participant_id: '" + to_string(bram.id) + "' starts_at { local: '2026-01-07T10:00' }";
  const std::map<std::string, Refusal> approved = {{"approved", REFUSAL_JOB_ALREADY_APPROVED}};
  check(plan_job, plan, {}, REFUSAL_JOB_NOT_OPEN, {"requested"});
  check(mark_unfilled, "reason: UNFILLED_REASON_NOBODY_FIT", {}, REFUSAL_JOB_NOT_OPEN, {"requested"});
  check(respond_to_job, "accept: true", {}, REFUSAL_JOB_NOT_PLANNED, {"planned"});
  check(respond_to_job, "accept: false", {}, REFUSAL_JOB_NOT_PLANNED, {"planned"});
  check(start_job, "", {}, REFUSAL_JOB_NOT_ACCEPTED, {"accepted"});
  check(record_no_show, "who: PARTY_RESIDENT", {}, REFUSAL_JOB_NOT_ACCEPTED, {"accepted"});
  check(register_hours, "minutes: 60", {}, REFUSAL_JOB_NOT_STARTED, {"started"});
  check(approve_job, "", approved, REFUSAL_JOB_NOT_DONE, {"done"});
  check(dispute_job, "reason: 'Niets gezien'", approved, REFUSAL_JOB_NOT_DONE, {"done"});
  check(resolve_dispute, "approve: true", {}, REFUSAL_JOB_NOT_DISPUTED, {"disputed"});
  check(resolve_dispute, "approve: false", {}, REFUSAL_JOB_NOT_DISPUTED, {"disputed"});
  check(undo_approval, "reason: 'Verkeerde'", {}, REFUSAL_JOB_NOT_APPROVED, {"approved"});
  check(cancel_job, "by: PARTY_PROVIDER", {}, REFUSAL_JOB_CANNOT_BE_CANCELLED, {"requested", "planned", "accepted"});
}

TEST_F(Life, gives_the_vouchers_back_when_nothing_comes_of_it) {
  struct {
    const char* how;
    const char* state;
  } const table[] = {
      {"cancelled planned", "cancelled"}, {"cancelled accepted", "cancelled"},  {"refused", "requested"},
      {"resident not there", "no_show"},  {"participant not there", "no_show"}, {"rejected", "rejected"}};
  const auto vouchers = buy(ada, 2);
  int helper = 0;
  for (const auto& row : table) {
    const std::string how = row.how;
    const auto job = planned(ada, town.participant("helper " + std::to_string(++helper)), 120);
    EXPECT_EQ(Story::state(vouchers[1]), "reserved") << how;
    if (how != "refused" && how != "cancelled planned" && how != "rejected") respond(job, true);
    if (how.starts_with("cancelled")) act(cancel_job, "by: PARTY_PARTICIPANT reason: 'Ziek'", job);
    if (how == "refused") respond(job, false);
    if (how == "rejected") {
      done(job, 120);
      dispute(job);
      resolve(job, false);
    }
    if (how.ends_with("not there")) {
      const auto who = how.starts_with("resident") ? "who: PARTY_RESIDENT" : "who: PARTY_PARTICIPANT";
      EXPECT_EQ(act(record_no_show, who, job), REFUSAL_JOB_STARTS_LATER);
      town.advance(std::chrono::hours(1));
      EXPECT_EQ(act(record_no_show, who, job), REFUSAL_UNSPECIFIED);
    }
    EXPECT_EQ(Story::state(job), row.state) << how;
    for (const auto& voucher : vouchers) EXPECT_EQ(Story::state(voucher), "issued") << how;
  }
}

TEST_F(Life, is_for_those_it_concerns) {
  buy(ada, 2);
  const auto job = planned(ada, bram);
  const auto bep = town.resident("Bep").actor, carla = town.participant("Carla").actor;
  const auto request = text("job_id: %", job);
  for (const auto& other : {bep, carla, town.stranger(ROLE_COORDINATOR)}) {
    EXPECT_REFUSED(town.call(get_job, other, request), REFUSAL_JOB_NOT_FOUND);
  }
  EXPECT_REFUSED(town.call(respond_to_job, carla, text("job_id: % accept: true", job)), REFUSAL_JOB_NOT_FOUND);
  EXPECT_REFUSED(town.call(cancel_job, bep, text("job_id: % by: PARTY_RESIDENT", job)), REFUSAL_JOB_NOT_FOUND);
  EXPECT_REFUSED(town.call(cancel_job, ada.actor, text("job_id: % by: PARTY_PARTICIPANT", job)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(town.call(respond_to_job, ada.actor, text("job_id: % accept: true", job)), REFUSAL_ACTOR_NOT_ALLOWED);
  respond(job, true);
  town.advance(std::chrono::hours(1));
  EXPECT_REFUSED(town.call(record_no_show, bram.actor, text("job_id: % who: PARTY_PARTICIPANT", job)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_EQ(act(record_no_show, "who: PARTY_PROVIDER", job), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_TRUE(town.call(cancel_job, ada.actor, text("job_id: % by: PARTY_RESIDENT reason: 'Visite'", job)));
  EXPECT_EQ(town.must(get_job, ada.actor, request).job().reason(), "resident: Visite");
}

TEST_F(Life, is_asked_for_within_the_bounds_of_the_service) {
  const auto dead = town.resident("Wijlen");
  town.must(residents::record_death, coordinator, text("resident_id: % deceased_on: '2026-01-05'", dead.id));
  const auto retired = ServiceId::of(
      town.must(catalogue::define_service, administrator,
                text("name_nl: 'Oud' name_en: 'Old' risk: RISK_LOW domain: SERVICE_DOMAIN_CARE performance_fields: 1"))
          .service_id());
  town.must(catalogue::retire_service, administrator, text("service_id: %", retired));
  struct {
    Uuid programme;
    ResidentId who;
    ServiceId service;
    const char* rest;
    Refusal refusal;
  } const table[] = {
      {setting.funder, ada.id, setting.walk, "", REFUSAL_PROGRAMME_NOT_FOUND},
      {setting.programme, ResidentId(setting.funder), setting.walk, "", REFUSAL_RESIDENT_NOT_FOUND},
      {setting.programme, dead.id, setting.walk, "", REFUSAL_RESIDENT_DECEASED},
      {setting.programme, ada.id, ServiceId(setting.funder), "", REFUSAL_SERVICE_NOT_FOUND},
      {setting.programme, ada.id, retired, "", REFUSAL_SERVICE_NOT_OFFERED},
      {setting.programme, ada.id, setting.walk, "minutes: 29", REFUSAL_JOB_TOO_SHORT},
      {setting.programme, ada.id, setting.walk, "minutes: 30", REFUSAL_UNSPECIFIED},
      {setting.programme, ada.id, setting.walk, "minutes: 180", REFUSAL_UNSPECIFIED},
      {setting.programme, ada.id, setting.walk, "minutes: 181", REFUSAL_JOB_TOO_LONG},
      {setting.programme, ada.id, setting.walk, "wished_on: '2026-01-04'", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {setting.programme, ada.id, setting.walk, "wished_on: '2026-01-05'", REFUSAL_UNSPECIFIED},
  };
  for (const auto& row : table) {
    const auto outcome = town.call(request_job, coordinator,
                                   text(std::string("programme_id: % resident_id: % service_id: % ") + row.rest,
                                        row.programme, row.who, row.service));
    if (row.refusal == REFUSAL_UNSPECIFIED) {
      EXPECT_TRUE(outcome) << row.rest;
    } else {
      EXPECT_REFUSED(outcome, row.refusal) << row.rest;
    }
  }
  EXPECT_REFUSED(
      town.call(request_job, town.resident("Bep").actor,
                text("programme_id: % resident_id: % service_id: %", setting.programme, ada.id, setting.walk)),
      REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST_F(Life, jobs_are_listed_to_whom_they_concern) {
  buy(ada, 2);
  const auto bep = town.resident("Bep");
  const auto first = planned(ada, bram), second = ask(ada), third = ask(bep);
  const auto listed = [&](const Actor& actor, const std::string& rest = "") {
    std::vector<JobId> ids;
    const auto response = town.must(list_jobs, actor, text(rest));
    for (const auto& job : response.jobs()) ids.push_back(JobId::of(job.job_id()));
    return ids;
  };
  using Ids = std::vector<JobId>;
  const auto of = [](const char* field, const Uuid& id) { return std::string(field) + ": '" + to_string(id) + "' "; };
  struct {
    Actor actor;
    std::string rest;
    Ids jobs;
  } const table[] = {
      {coordinator, "", {first, second, third}},
      {coordinator, "state: JOB_STATE_REQUESTED", {second, third}},
      {coordinator, of("resident_id", ada.id), {first, second}},
      {coordinator, of("resident_id", ada.id) + "state: JOB_STATE_PLANNED", {first}},
      {coordinator, of("participant_id", bram.id), {first}},
      {coordinator, of("participant_id", bram.id) + "state: JOB_STATE_REQUESTED", {}},
      {coordinator, of("resident_id", bep.id) + of("participant_id", bram.id), {}},
      {coordinator, "page { size: 1 }", {first}},
      {coordinator, "page { token: '" + to_string(first) + "' }", {second, third}},
      {ada.actor, "", {first, second}},
      {ada.actor, of("resident_id", bep.id), {first, second}},
      {bram.actor, "", {first}},
      {bram.actor, of("participant_id", town.participant("Carla").id), {first}},
      {town.stranger(ROLE_COORDINATOR), "", {}},
  };
  for (const auto& row : table) EXPECT_EQ(listed(row.actor, row.rest), row.jobs) << row.rest;
  EXPECT_REFUSED(town.call(list_jobs, ada.actor, text("page { token: 'x' }")), REFUSAL_PAGE_TOKEN_INVALID);
}

TEST_F(Life, of_an_erased_resident_leaves_no_words_of_theirs) {
  buy(ada, 1);
  const auto request = text("programme_id: % resident_id: % service_id: % minutes: 60 note: 'de sleutel ligt bij Bep'",
                            town.setting().programme, ada.id, town.setting().walk);
  const auto job = JobId::of(town.must(request_job, coordinator, request).job_id());
  EXPECT_EQ(town.must(get_job, coordinator, text("job_id: %", job)).job().note(), "de sleutel ligt bij Bep");
  const store::Command command{town.municipality()};
  town.store().write_now(command, [&](Transaction& tx) { return forget_notes(tx, ada.id), std::string(); }).value();
  EXPECT_EQ(town.must(get_job, coordinator, text("job_id: %", job)).job().note(), "");
}

}  // namespace
}  // namespace emplooi::jobs
