#include "matching/suggestions.h"

#include <algorithm>
#include <limits>

#include "base/timestamp.h"
#include "base/words.h"
#include "jobs/life.h"
#include "matching/plan_words.h"
#include "matching/proposal.h"
#include "matching/solver/routes.h"
#include "matching/solver/unfilled.h"
#include "matching/words.h"

namespace emplooi::matching {

namespace {

std::int64_t of(const Measures& measures, Objective objective) { return measures[static_cast<std::size_t>(objective)]; }

void add_fact(std::vector<v1::Fact>& facts, v1::FactKind kind, std::int64_t value) {
  if (value <= 0) return;
  auto& fact = facts.emplace_back();
  fact.set_kind(kind);
  fact.set_value(value);
}

/// What the job brings, held against leaving it.
std::vector<v1::Fact> facts_of(const Request& request, const Measures& before, const Measures& after) {
  const auto less = [&](Objective objective) { return of(before, objective) - of(after, objective); };
  std::vector<v1::Fact> facts;
  add_fact(facts, v1::FACT_KIND_GOAL, less(Objective::goals));
  add_fact(facts, v1::FACT_KIND_CONTINUITY, less(Objective::continuity));
  const bool is_wished = !request.wished.empty() && of(after, Objective::wishes) == 0;
  add_fact(facts, v1::FACT_KIND_WISH, is_wished ? request.wish_value : 0);
  add_fact(facts, v1::FACT_KIND_FAIRER, less(Objective::fairness));
  if (facts.size() > 3) facts.resize(3);
  return facts;
}

/// The best start of the only visit on that shift, if there is one.
std::optional<Candidate> candidate_on(Routes& routes, int s) {
  const auto& instance = routes.instance();
  const auto& problem = instance.problem;
  const auto before = routes.score().measures();
  std::optional<Candidate> best;
  for (int option = 0; option < instance.options[0]; ++option) {
    const auto mark = routes.mark();
    routes.choose(0, option);
    if (routes.link(0, instance.departure(s)) && routes.settle(std::numeric_limits<double>::infinity())) {
      const auto& after = routes.score().measures();
      Candidate found{instance.helper_of[s], routes.start(0), of(after, Objective::travel),
                      facts_of(problem.requests[0], before, after), tier_values(problem.objectives, after)};
      if (!best || found.tiers < best->tiers) best = std::move(found);
    }
    routes.undo(mark);
  }
  return best;
}

void find_candidates(JobInWeek& found, std::optional<ParticipantId> only) {
  const Instance instance(found.week.problem);
  Routes routes(instance);
  const auto is_asked_for = [&](int h) { return !only || found.week.helpers[h] == *only; };
  std::vector<bool> can(found.week.helpers.size());
  for (int s = 0; s < instance.shift_count; ++s) {
    if (!is_asked_for(instance.helper_of[s])) continue;
    if (auto candidate = candidate_on(routes, s)) {
      can[candidate->helper] = true;
      found.candidates.push_back(std::move(*candidate));
    }
  }
  std::stable_sort(found.candidates.begin(), found.candidates.end(),
                   [](auto& a, auto& b) { return std::tie(a.tiers, a.start) < std::tie(b.tiers, b.start); });
  for (const auto& [rule, helpers] : blockings_of(routes, 0)) {
    const auto others =
        std::count_if(helpers.begin(), helpers.end(), [&](int h) { return is_asked_for(h) && !can[h]; });
    if (others == 0) continue;
    auto& blocking = found.blockings.emplace_back();
    blocking.set_rule(from_word<v1::Rule>(word_for(told_as(rule))));
    blocking.set_participants(static_cast<int>(others));
    *blocking.mutable_words() = words_for(blocking.rule(), blocking.participants());
  }
}

/// Leaves the job alone in its week. False if it is not to be planned in it.
bool isolate(JobInWeek& found, JobId id) {
  auto& [week, job, candidates, blockings] = found;
  for (const auto& poor : week.without_vouchers) {
    if (poor.id != id) continue;
    auto& blocking = blockings.emplace_back();
    blocking.set_rule(v1::RULE_VOUCHERS_MISSING);
    *blocking.mutable_words() = words_for(v1::RULE_VOUCHERS_MISSING, 0);
    return false;
  }
  for (std::size_t r = 0; r < week.requests.size(); ++r) {
    for (std::size_t i = 0; i < week.requests[r].size(); ++i) {
      if (week.requests[r][i].id != id) continue;
      job = week.requests[r][i];
      auto request = week.problem.requests[r];
      request.visits = {request.visits[i]};
      week.problem.requests = {std::move(request)};
      return true;
    }
  }
  return false;
}

}  // namespace

v1::Suggestion JobInWeek::suggestion(const Candidate& candidate) const {
  v1::Suggestion message;
  message.set_participant_id(to_string(week.helpers[candidate.helper]));
  *message.mutable_starts_at() = to_timestamp(time_of(candidate.start));
  *message.mutable_ends_at() = to_timestamp(time_of(candidate.start) + std::chrono::minutes(job.minutes));
  message.set_travel_minutes(static_cast<int>((candidate.travel + 59) / 60));
  for (const auto& fact : candidate.facts) *message.add_facts() = fact;
  *message.mutable_words() = words_for_suggestion(candidate.facts, message.travel_minutes());
  return message;
}

Outcome<JobInWeek> job_in_week(Transaction& tx, const Actor& actor, JobId id, const std::string& week_starts_on,
                               std::optional<ParticipantId> only) {
  const auto job = TRY(jobs::job_for(tx, actor, id));
  if (job.state != "requested") return refuse(REFUSAL_JOB_NOT_OPEN);
  const auto monday = TRY(monday_of(tx, week_starts_on));
  const auto question = TRY(question_of(tx, job.programme, monday));
  JobInWeek found;
  found.week = read_week(tx, question);
  if (isolate(found, id)) find_candidates(found, only);
  return found;
}

}  // namespace emplooi::matching
