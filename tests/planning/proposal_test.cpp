#include <gtest/gtest.h>

#include "planning/planning_story.h"

namespace emplooi::matching {
namespace {

using testing::text;

class Proposal : public testing::PlanningTest {
 protected:
  const testing::ResidentPersona ada = town.resident("Ada");
  const testing::VoucherIds of_ada = buy(ada, 20);
};

TEST_F(Proposal, gives_a_request_a_helper_and_a_time_and_says_why) {
  const auto bram = helper("Bram"), carla = helper("Carla");
  const auto job = request(ada, window("2026-01-13T10:00", "2026-01-13T12:00"));
  const auto plan = propose();
  EXPECT_EQ(plan.plan().kind(), v1::PLAN_KIND_WEEK);
  EXPECT_EQ(plan.plan().lines(), 1);
  EXPECT_EQ(plan.plan().unfilled(), 0);
  const auto* line = line_of(plan, job);
  ASSERT_TRUE(line);
  EXPECT_GE(local(line->starts_at()), "2026-01-13T10:00");
  EXPECT_LE(local(line->ends_at()), "2026-01-13T12:00");
  EXPECT_EQ(line->starts_at().seconds() % 300, 0) << "a time that one can remember";
  EXPECT_NE(line->instead_id(), "");
  EXPECT_NE(line->to_coordinator().nl(), "");
  EXPECT_NE(line->to_resident().nl(), "");
  EXPECT_NE(line->to_participant().en(), "");
  for (const auto& tier : plan.tiers()) EXPECT_LE(tier.bound(), tier.value());
  EXPECT_EQ(plan.tiers(0).value(), 0) << "everybody is served";
  EXPECT_EQ(state(job), "requested") << "a plan is a proposal";
}

TEST_F(Proposal, is_accepted_in_parts_and_sets_vouchers_aside) {
  helper("Bram");
  const auto first = request(ada), second = request(ada);
  const auto plan = propose();
  ASSERT_EQ(plan.lines_size(), 2);
  const auto part = accept(plan, {first});
  ASSERT_TRUE(part);
  EXPECT_EQ(part->planned(), 1);
  EXPECT_EQ(state(first), "planned");
  EXPECT_EQ(state(second), "requested");
  EXPECT_EQ(state(of_ada[0]), "reserved");
  EXPECT_EQ(read(plan.plan().plan_id()).plan().accepted(), 1);
  const auto again = accept(plan, {first});
  EXPECT_REFUSED(again, REFUSAL_PLAN_OUTDATED);
  EXPECT_EQ(again.error().facts.at("changed"), "accepted");
  EXPECT_EQ(accept(plan)->planned(), 1) << "the rest";
  EXPECT_EQ(accept(plan)->planned(), 0) << "nothing is left";
  EXPECT_REFUSED(accept(plan, {JobId(setting.funder)}), REFUSAL_JOB_NOT_FOUND);
  const auto* line = line_of(plan, first);
  const auto told = town.must(jobs::get_job, coordinator, text("job_id: %", first)).job();
  EXPECT_EQ(told.participant_id(), line->participant_id());
  EXPECT_EQ(told.starts_at().seconds(), line->starts_at().seconds());
}

TEST_F(Proposal, works_around_what_is_planned_already) {
  const auto bram = helper("Bram");
  const auto planned = request(ada);
  ASSERT_TRUE(this->plan(planned, bram, "2026-01-13T10:00"));
  const auto job = request(ada, window("2026-01-13T09:00", "2026-01-13T12:30"));
  const auto plan = propose();
  EXPECT_EQ(line_of(plan, planned), nullptr) << "it stays";
  const auto* line = line_of(plan, job);
  ASSERT_TRUE(line);
  EXPECT_TRUE(local(line->ends_at()) <= "2026-01-13T10:00" || local(line->starts_at()) >= "2026-01-13T11:00")
      << local(line->starts_at());
}

TEST_F(Proposal, tells_which_rule_keeps_whom_and_what_would_help) {
  const auto bram = helper("Bram");
  absent(bram, "2026-01-13", "2026-01-13");
  const auto job = request(ada, window("2026-01-13T10:00", "2026-01-13T12:00"));
  const auto plan = propose();
  const auto* unfilled = unfilled_of(plan, job);
  ASSERT_TRUE(unfilled);
  EXPECT_EQ(rules_of(*unfilled), "outside_shift");
  EXPECT_EQ(unfilled->blockings(0).words().nl(), "1 deelnemer is er niet op deze tijden.");
  ASSERT_GE(unfilled->changes_size(), 1);
  const auto& change = unfilled->changes(0);
  EXPECT_EQ(change.kind(), v1::CHANGE_KIND_OTHER_TIME);
  EXPECT_EQ(local(change.starts_at()).substr(0, 10), "2026-01-12") << "the nearest day";
  EXPECT_NE(unfilled->to_resident().nl().find("Het kan wel op"), std::string::npos);
  // True when tried: at the time that was told, the job is planned.
  town.must(jobs::cancel_job, coordinator, text("job_id: % by: PARTY_RESIDENT", job));
  const auto from = local(change.starts_at());
  const auto until = local_text(parse_local_time(from, false)->time + std::chrono::hours(1));
  const auto other = request(ada, window(from, until));
  EXPECT_TRUE(line_of(propose(), other));
}

TEST_F(Proposal, leaves_out_who_has_too_few_vouchers) {
  helper("Bram");
  const auto bep = town.resident("Bep");
  buy(bep, 1);
  const auto first = request(bep, "priority: PRIORITY_URGENT"), second = request(bep);
  const auto plan = propose();
  EXPECT_TRUE(line_of(plan, first)) << "the urgent one gets it";
  ASSERT_TRUE(unfilled_of(plan, second));
  EXPECT_EQ(rules_of(*unfilled_of(plan, second)), "vouchers_missing");
}

TEST_F(Proposal, keeps_to_what_people_can_and_may) {
  struct {
    const char* name;
    const char* profile;
    const char* rule;
  } const table[] = {
      {"Kan niet tillen", "", "capability_missing"},
      {"Alleen samen", "guidance: GUIDANCE_GROUP capabilities: 'tillen'", "may_not_work_alone"},
      {"Allergisch", "avoided_pets: PET_CAT capabilities: 'tillen'", "banned"},
      {"Ver weg", "postcode: '9711 AA' capabilities: 'tillen'", "leg_too_long"},
  };
  const auto lifting = town.must(catalogue::define_service, administrator,
                                 text("name_nl: 'Verhuizen' name_en: 'Moving' risk: RISK_LOW performance_fields: 6 "
                                      "domain: SERVICE_DOMAIN_HOUSING needed_capabilities: 'tillen'"));
  town.must(residents::set_preferences, ada.actor, text("resident_id: % preferences { pets: PET_CAT }", ada.id));
  const auto job = request(ada, "service_id: '" + lifting.service_id() + "'");
  for (const auto& row : table) {
    const auto who = helper(row.name, row.profile);
    const auto plan = propose();
    ASSERT_TRUE(unfilled_of(plan, job)) << row.name;
    EXPECT_EQ(rules_of(*unfilled_of(plan, job)), row.rule) << row.name;
    town.must(participants::record_outflow, town.actor(ROLE_CASE_MANAGER),
              text("participant_id: % kind: OUTFLOW_KIND_REGULAR flowed_out_on: '2026-01-05'", who.id));
  }
  helper("Diet", "capabilities: 'tillen'");
  EXPECT_TRUE(line_of(propose(), job));
}

TEST_F(Proposal, counts_certificates_fitness_exemptions_and_guidance) {
  const auto bram = helper("Bram", "guidance: GUIDANCE_ACCOMPANIED");
  const auto cleaning = request(ada, "service_id: '" + to_string(setting.cleaning) + "'");
  EXPECT_EQ(rules_of(*unfilled_of(propose(), cleaning)), "capability_missing") << "not assessed";
  town.must(participants::assess_fitness, town.actor(ROLE_COACH),
            text("participant_id: % service_id: % fit: true assessed_on: '2026-01-05'", bram.id, setting.cleaning));
  EXPECT_TRUE(line_of(propose(), cleaning));
  town.must(participants::set_guidance_capacity, coordinator,
            text("coach_id: % minutes_a_day: 30", town.actor(ROLE_COACH).id));
  EXPECT_EQ(rules_of(*unfilled_of(propose(), cleaning)), "guidance_exhausted");
  set_profile(bram, "");
  EXPECT_TRUE(line_of(propose(), cleaning));
  town.must(participants::record_exemption, town.actor(ROLE_CASE_MANAGER),
            text("participant_id: % kind: EXEMPTION_KIND_INFORMAL_CARE weekly_hours: 20 care_indication: true "
                 "starts_on: '2026-01-01' ends_on: '2026-12-31'",
                 bram.id));
  EXPECT_EQ(rules_of(*unfilled_of(propose(), cleaning)), "too_much_work");
}

TEST_F(Proposal, knows_closing_days_and_public_holidays) {
  helper("Bram");
  const auto job = request(ada, window("2026-01-14T10:00", "2026-01-14T12:00"));
  EXPECT_TRUE(line_of(propose(), job));
  const auto close = [&](bool closed) {
    town.must(set_closing_day, coordinator, text("day: '2026-01-14' closed: %", closed));
  };
  close(true);
  EXPECT_TRUE(unfilled_of(propose(), job));
  close(false);
  EXPECT_TRUE(line_of(propose(), job));
  town.advance_to("2026-04-01");
  const auto easter_monday = request(ada, window("2026-04-06T10:00", "2026-04-06T12:00"));
  EXPECT_TRUE(unfilled_of(propose("2026-04-06"), easter_monday));
}

TEST_F(Proposal, sends_the_same_helper_and_one_who_speaks_the_language) {
  helper("Bram");
  const auto fatma = helper("Fatma", "languages: 'tr'");
  town.must(residents::set_preferences, ada.actor,
            text("resident_id: % preferences { same_helper: true languages: 'tr' "
                 "welcome { weekday: 3 hours { from_minute: 600 until_minute: 720 } } }",
                 ada.id));
  const auto job = request(ada);
  const auto plan = propose();
  const auto* line = line_of(plan, job);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->participant_id(), to_string(fatma.id));
  EXPECT_EQ(local(line->starts_at()).substr(0, 10), "2026-01-14") << "on her Wednesday";
  EXPECT_GE(local(line->starts_at()).substr(11), "10:00");
  EXPECT_LE(local(line->ends_at()).substr(11), "12:00");
  EXPECT_EQ(line->facts(0).kind(), v1::FACT_KIND_CONTINUITY);
  EXPECT_EQ(line->to_resident().nl(), "Deze hulp past het beste bij wat u graag wilt.");
  ASSERT_TRUE(accept(plan));
  const auto why = [&](const Actor& actor) {
    return town.must(explain_job, actor, text("job_id: %", job)).words().en();
  };
  EXPECT_EQ(why(ada.actor), "This helper suits best what you like.");
  EXPECT_EQ(why(fatma.actor), "You are a good match for this resident.");
  EXPECT_NE(why(coordinator), "");
}

TEST_F(Proposal, tells_the_helper_how_long_the_way_takes_until_they_are_there) {
  const auto fatma = helper("Fatma", "travel_mode: TRAVEL_MODE_FOOT postcode: '5041 AA'");
  const auto job = request(ada);
  const auto plan = propose();
  ASSERT_TRUE(accept(plan));
  const auto told = [&](const Actor& actor) { return town.must(explain_job, actor, text("job_id: %", job)); };
  const auto on_foot = told(fatma.actor);
  EXPECT_EQ(on_foot.travel_mode(), participants::v1::TRAVEL_MODE_FOOT);
  EXPECT_GT(on_foot.travel_minutes(), 0);
  EXPECT_EQ(on_foot.travel_minutes() % 5, 0);
  set_profile(fatma, "travel_mode: TRAVEL_MODE_BIKE postcode: '5041 AA'");
  EXPECT_EQ(told(fatma.actor).travel_mode(), participants::v1::TRAVEL_MODE_BIKE);
  EXPECT_LT(told(fatma.actor).travel_minutes(), on_foot.travel_minutes());
  for (const auto& other : {ada.actor, coordinator})
    EXPECT_EQ(told(other).travel_minutes(), 0) << "says where she lives";
  set_profile(fatma, "postcode: '1999 AA'");
  EXPECT_EQ(told(fatma.actor).travel_minutes(), 0) << "no such postcode";
  set_profile(fatma, "");
  respond(job, true);
  town.advance_to(local(line_of(plan, job)->starts_at()).substr(0, 10));
  EXPECT_GT(told(fatma.actor).travel_minutes(), 0);
  town.must(jobs::start_job, coordinator, text("job_id: %", job));
  EXPECT_EQ(told(fatma.actor).travel_minutes(), 0) << "she is there";
}

TEST_F(Proposal, sends_nobody_who_is_liked_and_may_not_come) {
  helper("Fatma", "languages: 'tr' avoided_pets: PET_CAT");
  town.must(residents::set_preferences, ada.actor,
            text("resident_id: % preferences { languages: 'tr' pets: PET_CAT }", ada.id));
  const auto job = request(ada);
  const auto plan = propose();
  ASSERT_TRUE(unfilled_of(plan, job));
  EXPECT_EQ(rules_of(*unfilled_of(plan, job)), "banned");
}

TEST_F(Proposal, lets_several_come_together_or_one_after_another) {
  const auto together = town.must(catalogue::define_service, administrator,
                                  text("name_nl: 'Grote schoonmaak' name_en: 'Spring cleaning' risk: RISK_LOW "
                                       "domain: SERVICE_DOMAIN_HOUSING performance_fields: 6 pairs_allowed: true"));
  helper("Bram");
  helper("Lena", "guidance: GUIDANCE_BUDDY buddy_id: '" + to_string(town.participant("Bram").id) + "'");
  const auto pair = [&](bool one_after_another) {
    const auto asked =
        town.must(jobs::request_job, ada.actor,
                  text("programme_id: % resident_id: % service_id: % minutes: 60 helpers: 2 one_after_another: %",
                       setting.programme, ada.id, together.service_id(), one_after_another));
    return std::pair{JobId::of(asked.job_id()), JobId::of(asked.more_job_ids(0))};
  };
  const auto [one, other] = pair(false);
  const auto plan = propose();
  ASSERT_TRUE(line_of(plan, one) && line_of(plan, other));
  EXPECT_EQ(line_of(plan, one)->starts_at().seconds(), line_of(plan, other)->starts_at().seconds());
  EXPECT_NE(line_of(plan, one)->participant_id(), line_of(plan, other)->participant_id());
  const auto half = accept(plan, {one});
  EXPECT_REFUSED(half, REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_EQ(half.error().field, "job_ids");
  EXPECT_EQ(accept(plan, {other, one})->planned(), 2);
  const auto [first, second] = pair(true);
  const auto next = propose();
  ASSERT_TRUE(line_of(next, first) && line_of(next, second));
  EXPECT_GE(line_of(next, second)->starts_at().seconds(), line_of(next, first)->ends_at().seconds());
  EXPECT_REFUSED(town.call(jobs::request_job, ada.actor,
                           text("programme_id: % resident_id: % service_id: % minutes: 60 helpers: 2",
                                setting.programme, ada.id, setting.walk)),
                 REFUSAL_SERVICE_NOT_FOR_SEVERAL);
}

TEST_F(Proposal, plans_each_week_of_a_series_in_its_own) {
  helper("Bram");
  const auto asked = town.must(jobs::request_job, ada.actor,
                               text("programme_id: % resident_id: % service_id: % minutes: 60 weeks: 3 " +
                                        window("2026-01-13T10:00", "2026-01-13T12:00"),
                                    setting.programme, ada.id, setting.walk));
  ASSERT_EQ(asked.more_job_ids_size(), 2);
  const auto third = JobId::of(asked.more_job_ids(1));
  EXPECT_EQ(propose().lines_size(), 1);
  const auto later = propose("2026-01-26");
  const auto* line = line_of(later, third);
  ASSERT_TRUE(line);
  EXPECT_EQ(local(line->starts_at()).substr(0, 10), "2026-01-27");
}

TEST_F(Proposal, gives_hours_to_whoever_had_few_in_the_weeks_before) {
  const auto bram = helper("Bram"), carla = helper("Carla");
  const auto bep = town.resident("Bep");
  for (const char* at : {"2026-01-12T10:00", "2026-01-13T10:00", "2026-01-14T10:00"}) {
    EXPECT_TRUE(this->plan(request(ada), bram, at));
  }
  buy(bep, 2);
  const auto first = request(bep, window("2026-01-19T10:00", "2026-01-19T12:00"));
  const auto second = request(bep, window("2026-01-20T10:00", "2026-01-20T12:00"));
  const auto plan = propose("2026-01-19");
  ASSERT_TRUE(line_of(plan, first) && line_of(plan, second));
  EXPECT_EQ(line_of(plan, first)->participant_id(), to_string(carla.id));
  EXPECT_EQ(line_of(plan, second)->participant_id(), to_string(carla.id));
}

TEST_F(Proposal, plans_the_nights_in_which_the_clock_changes) {
  const auto nightly = town.participant("Nacht");
  set_profile(nightly, "");
  set_week(nightly, {6}, 22 * 60, 30 * 60);
  town.advance_to("2026-10-19");
  buy(ada, 1);
  const auto job = request(ada, window("2026-10-25T02:00", "2026-10-25T04:00"));
  const auto plan = propose("2026-10-19");
  const auto* line = line_of(plan, job);
  ASSERT_TRUE(line);
  EXPECT_EQ(line->ends_at().seconds() - line->starts_at().seconds(), 3'600);
  EXPECT_TRUE(accept(plan));
}

TEST_F(Proposal, refuses_what_is_no_week_of_the_programme) {
  const auto ask = [&](const Uuid& programme, const char* week) {
    const v1::ProposeWeekPlanRequest asked = text("programme_id: % week_starts_on: %", programme, week);
    return stream<v1::ProposeWeekPlanResponse>("ProposeWeekPlan", asked);
  };
  EXPECT_REFUSED(ask(setting.programme, "2026-01-13"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(ask(setting.programme, "2025-12-29"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(ask(setting.programme, ""), REFUSAL_FIELD_MISSING);
  EXPECT_REFUSED(ask(setting.funder, monday), REFUSAL_PROGRAMME_NOT_FOUND);
  const v1::ReplanRequest again = text("programme_id: % week_starts_on: '2026-01-14'", setting.programme);
  EXPECT_REFUSED(stream<v1::ReplanResponse>("Replan", again), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(town.call(get_plan, coordinator, text("plan_id: %", setting.funder)), REFUSAL_PLAN_NOT_FOUND);
  EXPECT_REFUSED(town.call(accept_plan, coordinator, text("plan_id: %", setting.funder)), REFUSAL_PLAN_NOT_FOUND);
  EXPECT_EQ(propose().lines_size(), 0) << "nothing to plan is a plan";
  const auto list = town.must(list_plans, coordinator, text("programme_id: %", setting.programme));
  EXPECT_EQ(list.plans_size(), 1);
}

TEST_F(Proposal, tells_how_far_it_is_and_is_kept_once) {
  helper("Bram");
  for (int i = 0; i < 10; ++i) request(ada);
  const v1::ProposeWeekPlanRequest asked =
      text("programme_id: % week_starts_on: % seconds: 2", setting.programme, monday);
  const auto command = town.fresh_command_id();
  const auto first = stream<v1::ProposeWeekPlanResponse>("ProposeWeekPlan", asked, command);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->planned() + first->unfilled(), 10);
  EXPECT_EQ(first->tiers_size(), 6);
  request(ada);
  const auto again = stream<v1::ProposeWeekPlanResponse>("ProposeWeekPlan", asked, command);
  EXPECT_EQ(again->plan_id(), first->plan_id()) << "a repeated command gets the first answer";
  EXPECT_EQ(again->planned() + again->unfilled(), 10);
  EXPECT_EQ(std::vector(again->tiers().begin(), again->tiers().end()),
            std::vector(first->tiers().begin(), first->tiers().end()))
      << "of the plan that is kept, whatever was asked for since";
  const auto plans = [&] {
    return town.must(list_plans, coordinator, text("programme_id: % week_starts_on: %", setting.programme, monday))
        .plans_size();
  };
  EXPECT_EQ(plans(), 1);
  // Whoever leaves has no plan.
  Call call{town_operations().find("emplooi.matching.v1.MatchingService/ProposeWeekPlan"), coordinator,
            town.fresh_command_id()};
  call.request = call.operation->new_request();
  call.request->CopyFrom(asked);
  testing::LastMessage outlet;
  outlet.leave_after(1);
  EXPECT_TRUE(town.town().stream(std::move(call), outlet));
  EXPECT_EQ(outlet.messages(), 1);
  EXPECT_EQ(plans(), 1);
}

}  // namespace
}  // namespace emplooi::matching
