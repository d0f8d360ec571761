#pragma once

#include <google/protobuf/util/time_util.h>

#include "catalogue/catalogue.h"
#include "funding/story.h"
#include "matching/matching.h"
#include "participants/availability.h"
#include "support/last_message.h"

namespace emplooi::testing {

/// A week that is planned: it begins on Monday 12 January 2026, a week after the town's clock does.
class PlanningTest : public StoryTest {
 protected:
  static constexpr auto monday = "2026-01-12";

  const FundingRuleId all = rule(budget("W-deel", 10'000'000), 1);

  /// Somebody who is there from Monday to Friday, 9:00 to 17:00, by bike from the middle of Tilburg-Noord.
  ParticipantPersona helper(const std::string& name, const std::string& profile = "", int from = 540,
                            int until = 1020) {
    const auto persona = town.participant(name);
    set_profile(persona, profile);
    set_week(persona, {1, 2, 3, 4, 5}, from, until);
    return persona;
  }
  void set_profile(const ParticipantPersona& who, const std::string& more) {
    participants::v1::SetProfileRequest request = text(
        "participant_id: % profile { travel_mode: TRAVEL_MODE_BIKE longest_leg_minutes: 45 wanted_hours: 12 "
        "postcode: '5042 AA' guidance: GUIDANCE_ALONE }",
        who.id);
    participants::v1::Profile changes = text(more);
    request.mutable_profile()->MergeFrom(changes);
    town.must(participants::set_profile, coordinator, request);
  }
  void set_week(const ParticipantPersona& who, const std::vector<int>& weekdays, int from, int until) {
    participants::v1::SetWeekPatternRequest request = text("participant_id: %", who.id);
    for (const int weekday : weekdays) {
      auto& added = *request.add_hours();
      added.set_weekday(weekday);
      added.mutable_hours()->set_from_minute(from);
      added.mutable_hours()->set_until_minute(until);
    }
    town.must(participants::set_week_pattern, who.actor, request);
  }
  /// No hours on these days.
  void absent(const ParticipantPersona& who, const char* from, const char* until) {
    town.must(participants::set_days, who.actor,
              text("participant_id: % starts_on: % ends_on: %", who.id, from, until));
  }
  JobId request(const ResidentPersona& who, const std::string& more = "") {
    jobs::v1::RequestJobRequest asked =
        text("programme_id: % resident_id: % service_id: % minutes: 60", setting.programme, who.id, setting.walk);
    jobs::v1::RequestJobRequest changes = text(more);
    asked.MergeFrom(changes);
    return JobId::of(town.must(jobs::request_job, coordinator, asked).job_id());
  }
  static std::string window(const std::string& from, const std::string& until) {
    return "windows { starts_at { local: '" + from + "' } ends_at { local: '" + until + "' } } ";
  }

  matching::v1::GetPlanResponse propose(const std::string& week = monday) {
    const matching::v1::ProposeWeekPlanRequest asked =
        text("programme_id: % week_starts_on: % seconds: 1", setting.programme, week);
    return read(stream<matching::v1::ProposeWeekPlanResponse>("ProposeWeekPlan", asked)->plan_id());
  }
  matching::v1::GetPlanResponse replan(const std::string& week = monday) {
    const matching::v1::ReplanRequest asked =
        text("programme_id: % week_starts_on: % seconds: 1", setting.programme, week);
    return read(stream<matching::v1::ReplanResponse>("Replan", asked)->plan_id());
  }
  /// The last that it says, or why it refuses.
  template <class Response>
  Outcome<matching::v1::PlanProgress> stream(const std::string& rpc, const google::protobuf::Message& request,
                                             std::optional<CommandId> command = std::nullopt) {
    Call call{town_operations().find("emplooi.matching.v1.MatchingService/" + rpc), coordinator,
              command.value_or(town.fresh_command_id())};
    call.request.reset(request.New());
    call.request->CopyFrom(request);
    LastMessage outlet;
    if (auto ended = town.town().stream(std::move(call), outlet); !ended) return ended.error();
    return static_cast<const Response&>(outlet.message()).progress();
  }
  matching::v1::GetPlanResponse read(const std::string& plan) {
    return town.must(matching::get_plan, coordinator, text("plan_id: %", plan));
  }
  Outcome<matching::v1::AcceptPlanResponse> accept(const matching::v1::GetPlanResponse& plan,
                                                   const std::vector<JobId>& jobs = {}) {
    matching::v1::AcceptPlanRequest request = text("plan_id: %", plan.plan().plan_id());
    for (const auto& job : jobs) request.add_job_ids(to_string(job));
    return town.call(matching::accept_plan, coordinator, request);
  }
  static const matching::v1::PlanLine* line_of(const matching::v1::GetPlanResponse& plan, JobId job) {
    for (const auto& line : plan.lines()) {
      if (line.job_id() == to_string(job)) return &line;
    }
    return nullptr;
  }
  static const matching::v1::UnfilledJob* unfilled_of(const matching::v1::GetPlanResponse& plan, JobId job) {
    for (const auto& one : plan.unfilled()) {
      if (one.job_id() == to_string(job)) return &one;
    }
    return nullptr;
  }
  /// "2026-01-13T10:00" on the clock of the town.
  static std::string local(const google::protobuf::Timestamp& at) {
    return local_text(time_from_us(google::protobuf::util::TimeUtil::TimestampToMicroseconds(at)));
  }
  static std::string rules_of(const matching::v1::UnfilledJob& job) {
    std::string rules;
    for (const auto& one : job.blockings()) rules += (rules.empty() ? "" : " ") + word_of(one.rule());
    return rules;
  }
};

}  // namespace emplooi::testing
