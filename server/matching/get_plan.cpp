#include <map>
#include <sstream>

#include "matching/matching.sql.h"
#include "matching/plan_summary.h"
#include "matching/words.h"

namespace emplooi::matching {

namespace {

struct LineRow {
  JobId job;
  ServiceId service;
  ResidentId resident;
  std::optional<ParticipantId> participant;
  std::optional<Time> starts_at, ends_at, accepted_at;
  std::optional<ParticipantId> participant_before;
  std::optional<Time> starts_before;
  std::optional<ParticipantId> instead;

  using Columns =
      std::tuple<JobId, ServiceId, ResidentId, std::optional<ParticipantId>, std::optional<Time>, std::optional<Time>,
                 std::optional<Time>, std::optional<ParticipantId>, std::optional<Time>, std::optional<ParticipantId>>;
};

/// A plan as it is read back, statement by statement.
class PlanReader {
 public:
  PlanReader(Transaction& tx, PlanId plan, v1::GetPlanResponse& response) : tx_(tx), plan_(plan), response_(response) {}

  void read() {
    add_tiers();
    for (const auto& [participant, name] : tx_.all<ParticipantId, std::string>(sql::names_in_plan, plan_)) {
      names_[participant] = name;
    }
    for (const auto& row : tx_.all<LineRow>(sql::lines, plan_)) add(row);
    add_facts();
    add_blockings();
    add_changes();
    add_words();
  }

 private:
  void add_tiers() {
    for (const auto& [objectives, value, bound] : tx_.all<std::string, std::int64_t, std::int64_t>(sql::tiers, plan_)) {
      auto& tier = *response_.add_tiers();
      std::istringstream words(objectives);
      for (std::string word; words >> word;) tier.add_objectives(from_word<v1::Objective>(word));
      tier.set_value(value);
      tier.set_bound(bound);
    }
  }

  void add(const LineRow& row) {
    if (!row.participant) {
      auto& unfilled = *response_.add_unfilled();
      unfilled.set_job_id(to_string(row.job));
      unfilled.set_service_id(to_string(row.service));
      unfilled.set_resident_id(to_string(row.resident));
      unfilled.set_was_planned(row.participant_before.has_value());
      unfilled_[row.job] = &unfilled;
      return;
    }
    auto& line = *response_.add_lines();
    line.set_job_id(to_string(row.job));
    line.set_service_id(to_string(row.service));
    line.set_resident_id(to_string(row.resident));
    line.set_participant_id(to_string(*row.participant));
    *line.mutable_starts_at() = to_timestamp(*row.starts_at);
    *line.mutable_ends_at() = to_timestamp(*row.ends_at);
    if (row.accepted_at) *line.mutable_accepted_at() = to_timestamp(*row.accepted_at);
    if (row.participant_before) line.set_participant_before_id(to_string(*row.participant_before));
    if (row.starts_before) *line.mutable_starts_before() = to_timestamp(*row.starts_before);
    if (row.instead) line.set_instead_id(to_string(*row.instead));
    if (row.instead) instead_[row.job] = names_[*row.instead];
    lines_[row.job] = &line;
  }

  void add_facts() {
    for (const auto& [job, kind, value] : tx_.all<JobId, std::string, std::int64_t>(sql::facts, plan_)) {
      auto& fact = *lines_.at(job)->add_facts();
      fact.set_kind(from_word<v1::FactKind>(kind));
      fact.set_value(value);
    }
  }

  void add_blockings() {
    for (const auto& [job, rule, participants] : tx_.all<JobId, std::string, int>(sql::blockings, plan_)) {
      auto& blocking = *unfilled_.at(job)->add_blockings();
      blocking.set_rule(from_word<v1::Rule>(rule));
      blocking.set_participants(participants);
      *blocking.mutable_words() = words_for(blocking.rule(), participants);
    }
  }

  void add_changes() {
    const auto rows = tx_.all<JobId, std::string, std::optional<ParticipantId>, std::string, int, std::optional<Time>,
                              std::optional<Time>>(sql::changes, plan_);
    for (const auto& [job, kind, participant, capability, minutes, starts_at, ends_at] : rows) {
      auto& change = *unfilled_.at(job)->add_changes();
      change.set_kind(from_word<v1::ChangeKind>(kind));
      if (participant) change.set_participant_id(to_string(*participant));
      change.set_capability(capability);
      change.set_minutes(minutes);
      if (starts_at) *change.mutable_starts_at() = to_timestamp(*starts_at);
      if (ends_at) *change.mutable_ends_at() = to_timestamp(*ends_at);
      *change.mutable_words() = words_for(change, participant ? names_[*participant] : "");
      if (change.kind() == v1::CHANGE_KIND_OTHER_TIME) other_time_.emplace(job, *starts_at);
    }
  }

  void add_words() {
    for (const auto& [job, line] : lines_) {
      const std::vector<v1::Fact> facts(line->facts().begin(), line->facts().end());
      *line->mutable_to_coordinator() = to_coordinator(facts, instead_[job]);
      *line->mutable_to_resident() = to_resident(facts);
      *line->mutable_to_participant() = to_participant(facts);
    }
    for (const auto& [job, unfilled] : unfilled_) {
      std::optional<Time> other_time;
      if (const auto found = other_time_.find(job); found != other_time_.end()) other_time = found->second;
      *unfilled->mutable_to_resident() = unfilled_to_resident(other_time);
    }
  }

  Transaction& tx_;
  PlanId plan_;
  v1::GetPlanResponse& response_;
  std::map<ParticipantId, std::string> names_;
  std::map<JobId, std::string> instead_;
  std::map<JobId, Time> other_time_;
  // Fields of a message that is repeated stay where they are.
  std::map<JobId, v1::PlanLine*> lines_;
  std::map<JobId, v1::UnfilledJob*> unfilled_;
};

}  // namespace

Outcome<v1::GetPlanResponse> get_plan(Transaction& tx, const Actor&, const v1::GetPlanRequest& request) {
  const auto plan = tx.one<PlanSummary>(sql::plan, PlanId::of(request.plan_id()));
  if (!plan) return refuse(REFUSAL_PLAN_NOT_FOUND);
  v1::GetPlanResponse response;
  *response.mutable_plan() = plan->message();
  PlanReader(tx, plan->id, response).read();
  return response;
}

}  // namespace emplooi::matching
