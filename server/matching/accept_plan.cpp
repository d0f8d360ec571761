#include <algorithm>
#include <map>
#include <set>

#include "jobs/life.h"
#include "matching/matching.sql.h"
#include "matching/plan_summary.h"
#include "matching/plan_words.h"
#include "matching/proposal.h"
#include "participants/participants.h"

namespace emplooi::matching {

namespace {

/// What a plan would do with a job.
struct Line {
  JobId job;
  std::optional<ParticipantId> participant;
  std::optional<Time> starts_at;
  std::optional<ParticipantId> participant_before;
  std::optional<Time> starts_before;
  bool is_accepted = false;

  using Columns = std::tuple<JobId, std::optional<ParticipantId>, std::optional<Time>, std::optional<ParticipantId>,
                             std::optional<Time>, bool>;
};

Refused outdated(JobId job, std::string_view changed) {
  auto refused = refuse(REFUSAL_PLAN_OUTDATED);
  refused.facts["job_id"] = to_string(job);
  refused.facts["changed"] = changed;
  return refused;
}

/// The lines that are asked for and change something. Refuses: job_not_found, plan_outdated (accepted before).
Outcome<std::vector<Line>> chosen_lines(Transaction& tx, PlanId plan, const v1::AcceptPlanRequest& request) {
  std::set<JobId> asked;
  for (const auto& id : request.job_ids()) asked.insert(JobId::of(id));
  auto lines = tx.all<Line>(sql::lines_to_accept, plan);
  std::vector<Line> chosen;
  for (const auto& line : lines) {
    if (!asked.empty() && asked.erase(line.job) == 0) continue;
    if (line.is_accepted && request.job_ids_size() > 0) return outdated(line.job, "accepted");
    const bool changes = line.participant || line.participant_before;
    if (changes && !line.is_accepted) chosen.push_back(line);
    // Whatever else stands in the plan is not asked for.
    if (asked.empty() && request.job_ids_size() > 0) break;
  }
  if (!asked.empty()) return refuse(REFUSAL_JOB_NOT_FOUND);
  return chosen;
}

/// Lines held against the week as it is now.
class Acceptance {
 public:
  Acceptance(Transaction& tx, const Actor& actor, const std::vector<Line>& lines, Week week)
      : tx_(tx), actor_(actor), lines_(lines), week_(std::move(week)), plan_{{}} {
    plan_.placements.resize(week_.requests.size());
    for (std::size_t r = 0; r < week_.requests.size(); ++r) {
      for (std::size_t i = 0; i < week_.requests[r].size(); ++i) place_of_[week_.requests[r][i].id] = {r, i};
    }
    for (std::size_t h = 0; h < week_.helpers.size(); ++h) helper_of_[week_.helpers[h]] = static_cast<int>(h);
  }

  /// Refuses: plan_outdated, field_out_of_bounds (a part of a visit by several helpers).
  Outcome<void> check() {
    for (const auto& line : lines_) {
      const auto job = TRY(jobs::job_for(tx_, actor_, line.job));
      TRY(check_state(job, line));
      jobs_.push_back(job);
      if (!line.participant) continue;
      const auto helper = helper_of_.find(*line.participant);
      if (helper == helper_of_.end()) return outdated(line.job, name_of(REFUSAL_PARTICIPANT_NOT_ACTIVE));
      const auto place = place_of_.find(line.job);
      if (place == place_of_.end()) return outdated(line.job, reason_not_there(line.job));
      auto& placements = plan_.placements[place->second.first];
      placements.resize(week_.requests[place->second.first].size());
      placements[place->second.second] = {helper->second, ticks_of(*line.starts_at)};
    }
    for (const auto& placements : plan_.placements) {
      if (std::any_of(placements.begin(), placements.end(), [](auto& placed) { return placed.helper < 0; })) {
        return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, "the jobs of one visit are accepted together", "job_ids"};
      }
    }
    if (const auto breach = first_breach(week_.problem, plan_))
      return outdated(job_of(*breach), word_for(told_as(breach->rule)));
    return {};
  }

  /// Refuses: plan_outdated.
  Outcome<v1::AcceptPlanResponse> carry_out(PlanId plan) {
    v1::AcceptPlanResponse response;
    // Everybody is free first: two jobs may change places.
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].participant_before) jobs::reopen(tx_, jobs_[i], "");
    }
    for (const auto& line : lines_) {
      if (line.participant) {
        const auto job = TRY(jobs::job_for(tx_, actor_, line.job));
        const auto booked = jobs::book(tx_, job, *line.participant, *line.starts_at);
        if (!booked) return outdated(line.job, name_of(booked.error().refusal));
        response.set_planned(response.planned() + 1);
        if (line.participant_before) response.set_moved(response.moved() + 1);
      } else {
        response.set_reopened(response.reopened() + 1);
      }
      ensure(tx_.run(sql::mark_accepted, plan, line.job, tx_.now()) == 1, "a line is accepted once");
    }
    return response;
  }

 private:
  /// The job is what it was when the plan was made.
  Outcome<void> check_state(const jobs::Job& job, const Line& line) {
    if (!line.participant_before) return job.state == "requested" ? Outcome<void>() : outdated(job.id, job.state);
    if (job.state != "planned" && job.state != "accepted") return outdated(job.id, job.state);
    if (job.participant != line.participant_before) return outdated(job.id, "helper");
    if (job.starts_at != line.starts_before) return outdated(job.id, "time");
    return {};
  }

  std::string reason_not_there(JobId job) const {
    const auto& poor = week_.without_vouchers;
    const bool is_poor = std::any_of(poor.begin(), poor.end(), [&](const WeekJob& one) { return one.id == job; });
    return std::string(is_poor ? name_of(REFUSAL_VOUCHERS_NOT_ENOUGH) : "locked");
  }

  /// Hours and guidance are nobody's job: the first of that helper stands for them.
  JobId job_of(const Breach& breach) const {
    if (breach.request >= 0) return week_.requests[breach.request].front().id;
    const auto line = std::find_if(lines_.begin(), lines_.end(), [&](const Line& one) {
      return one.participant && helper_of_.at(*one.participant) == breach.helper;
    });
    return line == lines_.end() ? lines_.front().job : line->job;
  }

  Transaction& tx_;
  const Actor& actor_;
  const std::vector<Line>& lines_;
  Week week_;
  Plan plan_;
  std::map<JobId, std::pair<std::size_t, std::size_t>> place_of_;
  std::map<ParticipantId, int> helper_of_;
  std::vector<jobs::Job> jobs_;
};

}  // namespace

Outcome<v1::AcceptPlanResponse> accept_plan(Transaction& tx, const Actor& actor, const v1::AcceptPlanRequest& request) {
  const auto plan = tx.one<PlanSummary>(sql::plan, PlanId::of(request.plan_id()));
  if (!plan) return refuse(REFUSAL_PLAN_NOT_FOUND);
  const auto lines = TRY(chosen_lines(tx, plan->id, request));
  if (lines.empty()) return v1::AcceptPlanResponse();
  auto question = TRY(question_of(tx, plan->programme, parse_date(plan->week_starts_on).value()));
  std::set<JobId> chosen;
  for (const auto& line : lines) chosen.insert(line.job);
  question.not_before = tx.now();
  question.may_move = [&](const WeekJob& job) { return chosen.contains(job.id); };
  Acceptance acceptance(tx, actor, lines, read_week(tx, question));
  TRY(acceptance.check());
  return acceptance.carry_out(plan->id);
}

}  // namespace emplooi::matching
