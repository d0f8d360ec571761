#include "matching/proposal.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "base/check.h"
#include "base/words.h"
#include "matching/matching.sql.h"
#include "matching/plan_words.h"
#include "matching/week_draft.h"
#include "matching/worker.h"
#include "organisations/organisations.h"

namespace emplooi::matching {

namespace {

/// Nobody is asked to be somewhere within the hour.
constexpr auto notice = std::chrono::hours(1);
/// A small week is searched through before its time is over.
constexpr std::int64_t proposals_a_visit = 20'000;
/// Proposals that a change may take to be tried.
constexpr std::int64_t proposals_a_change = 100;
constexpr auto between_messages = std::chrono::milliseconds(200);

std::chrono::nanoseconds now() { return std::chrono::steady_clock::now().time_since_epoch(); }

/// Stands between the thread that searches and the one that tells: neither waits for the other.
class Listener {
 public:
  Observer observer() {
    return [this](const Progress& progress) {
      const std::lock_guard lock(mutex_);
      heard_.mutable_tiers()->Assign(progress.tiers.begin(), progress.tiers.end());
      heard_.set_elapsed_ms(
          static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(progress.elapsed).count()));
      return !has_left_;
    };
  }
  v1::PlanProgress heard() const {
    const std::lock_guard lock(mutex_);
    return heard_;
  }
  void leave() {
    const std::lock_guard lock(mutex_);
    has_left_ = true;
  }
  bool has_left() const {
    const std::lock_guard lock(mutex_);
    return has_left_;
  }

 private:
  mutable std::mutex mutex_;
  v1::PlanProgress heard_;
  bool has_left_ = false;
};

/// A search uses what its starter holds: however that ends, the search ends first.
struct Ending {
  std::future<void>& search;
  Listener& listener;

  ~Ending() {
    if (!search.valid()) return;
    listener.leave();
    search.wait();
  }
};

struct Solved {
  Solution solution;
  Reasons reasons;
};

/// Two thirds of the time for the plan; the rest for what is told of it.
Solved solved(const Problem& problem, std::chrono::seconds time, Listener& listener) {
  const auto end = now() + time;
  std::int64_t visits = 0;
  for (const auto& request : problem.requests) visits += static_cast<std::int64_t>(request.visits.size());
  Effort effort;
  effort.iterations = proposals_a_visit * (visits + 1);
  effort.time = std::chrono::nanoseconds(time) * 2 / 3;
  effort.now = now;
  Plan told;
  for (const auto& request : problem.requests) told.placements.push_back(request.published);
  Solved solved;
  solved.solution = solve(problem, effort, listener.observer(), &told);
  Effort trying;
  trying.iterations = proposals_a_change;
  solved.reasons = explain(problem, solved.solution.plan, trying, [&] { return now() < end && !listener.has_left(); });
  return solved;
}

Outcome<void> read_asked(Transaction& tx, const Asking& asking, Week& week, Date& monday) {
  monday = TRY(monday_of(tx, asking.week_starts_on));
  auto question = TRY(question_of(tx, asking.programme, monday));
  if (asking.kind == v1::PLAN_KIND_REPLAN) question.may_move = [](const WeekJob&) { return true; };
  week = read_week(tx, question);
  if (asking.kind == v1::PLAN_KIND_REPLAN) {
    week.problem.objectives = for_replanning(std::move(week.problem.objectives));
  }
  return {};
}

/// What stands in the tables of a plan.
class PlanWriter {
 public:
  PlanWriter(Transaction& tx, const Week& week, const Solved& solved, PlanId plan)
      : tx_(tx), week_(week), solved_(solved), plan_(plan) {
    proposed_.set_plan_id(to_string(plan));
    for (const auto& reason : solved.reasons.assignments) {
      if (reason.instead >= 0) instead_[week.requests[reason.request][reason.visit].id] = week.helpers[reason.instead];
    }
  }

  v1::PlanProgress write() {
    write_tiers();
    for (std::size_t r = 0; r < week_.requests.size(); ++r) {
      for (std::size_t i = 0; i < week_.requests[r].size(); ++i) write_line(r, i);
    }
    for (const auto& job : week_.without_vouchers) {
      proposed_.set_unfilled(proposed_.unfilled() + 1);
      add_line(job, nullptr);
      tx_.run(sql::add_blocking, plan_, job.id, 0, "vouchers_missing", 0);
    }
    for (const auto& reason : solved_.reasons.assignments) write_facts(reason);
    for (const auto& reason : solved_.reasons.unfilled) write_unfilled(reason);
    return proposed_;
  }

 private:
  void write_tiers() {
    const auto& tiers = week_.problem.objectives.tiers;
    const auto& bound = solved_.solution.bound.tiers;
    for (std::size_t i = 0; i < tiers.size(); ++i) {
      std::string objectives;
      for (const auto& term : tiers[i]) {
        objectives += (objectives.empty() ? "" : " ") + std::string(word_for(term.objective));
      }
      const auto value = solved_.solution.tiers[i];
      proposed_.add_tiers(value);
      tx_.run(sql::add_tier, plan_, static_cast<int>(i), objectives, value,
              i < bound.size() ? std::min(bound[i], value) : std::min<std::int64_t>(0, value));
    }
  }

  const Placement* placement(std::size_t r, std::size_t i) const {
    const auto& placed = solved_.solution.plan.placements[r];
    return placed.empty() ? nullptr : &placed[i];
  }

  bool stays(const WeekJob& job, const Placement* placed) const {
    return placed && job.participant && week_.helpers[placed->helper] == *job.participant &&
           time_of(placed->start) == *job.starts_at;
  }

  void write_line(std::size_t r, std::size_t i) {
    const auto& job = week_.requests[r][i];
    const auto* placed = placement(r, i);
    if (stays(job, placed)) return;
    if (!placed) {
      proposed_.set_unfilled(proposed_.unfilled() + 1);
    } else if (job.participant) {
      proposed_.set_moved(proposed_.moved() + 1);
    } else {
      proposed_.set_planned(proposed_.planned() + 1);
    }
    add_line(job, placed);
  }

  void add_line(const WeekJob& job, const Placement* placed) {
    std::optional<ParticipantId> helper;
    std::optional<Time> starts_at, ends_at;
    if (placed) {
      helper = week_.helpers[placed->helper];
      starts_at = time_of(placed->start);
      ends_at = *starts_at + std::chrono::minutes(job.minutes);
    }
    std::optional<ParticipantId> instead;
    if (const auto found = instead_.find(job.id); found != instead_.end()) instead = found->second;
    tx_.run(sql::add_line, plan_, job.id, helper, starts_at, ends_at, job.participant, job.starts_at, instead);
    lines_.insert(job.id);
  }

  void write_facts(const AssignmentReason& reason) {
    const auto& job = week_.requests[reason.request][reason.visit];
    if (!lines_.contains(job.id)) return;
    for (std::size_t i = 0; i < reason.facts.size(); ++i) {
      tx_.run(sql::add_fact, plan_, job.id, static_cast<int>(i), word_for(reason.facts[i].kind), reason.facts[i].value);
    }
  }

  void write_unfilled(const UnfilledReason& reason) {
    for (const auto& job : week_.requests[reason.request]) {
      int position = 0;
      for (const auto& blocking : reason.blockings) {
        tx_.run(sql::add_blocking, plan_, job.id, position++, word_for(told_as(blocking.rule)),
                static_cast<int>(blocking.helpers.size()));
      }
      position = 0;
      for (const auto& change : reason.changes) add_change(job, change, position++);
    }
  }

  /// Empty for being assessed as fit: the job says for which service.
  static std::string name_of_capability(const std::string& capability) {
    return capability.starts_with(fitness_prefix) ? "" : capability;
  }

  void add_change(const WeekJob& job, const Change& change, int position) {
    std::optional<ParticipantId> helper;
    if (change.helper >= 0) helper = week_.helpers[change.helper];
    // A coach is told of by whom they guide.
    for (std::size_t h = 0; h < week_.helpers.size() && change.kind == ChangeKind::more_guidance && !helper; ++h) {
      if (week_.problem.helpers[h].guide == change.guide) helper = week_.helpers[h];
    }
    std::optional<Time> starts_at, ends_at;
    if (change.kind == ChangeKind::other_time || change.kind == ChangeKind::longer_shift) {
      starts_at = time_of(change.window.earliest);
      ends_at = time_of(change.window.latest);
    }
    std::string capability;
    if (change.capability >= 0) capability = name_of_capability(week_.capabilities[change.capability]);
    tx_.run(sql::add_change, plan_, job.id, position, word_for(change.kind), helper, capability,
            static_cast<int>((change.amount + 59) / 60), starts_at, ends_at);
  }

  Transaction& tx_;
  const Week& week_;
  const Solved& solved_;
  v1::PlanProgress proposed_;
  PlanId plan_;
  std::map<JobId, ParticipantId> instead_;
  std::set<JobId> lines_;
};

}  // namespace

Outcome<Date> monday_of(Transaction& tx, const std::string& day) {
  const auto out_of_bounds = [](const char* says) {
    return Refused{REFUSAL_FIELD_OUT_OF_BOUNDS, says, "week_starts_on"};
  };
  const Date today = tx.today();
  const auto since_monday = date::weekday(date::sys_days(today)) - date::Monday;
  const Date this_monday = add_days(today, -static_cast<int>(since_monday.count()));
  const Date monday = parse_date(day).value_or(this_monday);
  if (date::weekday(date::sys_days(monday)) != date::Monday) return out_of_bounds("a week starts on a Monday");
  if (monday < this_monday) return out_of_bounds("this week is over");
  return monday;
}

Outcome<WeekQuestion> question_of(Transaction& tx, ProgrammeId id, Date monday) {
  const auto programme = TRY(organisations::programme(tx, id));
  if (!programme.runs_on(monday) && !programme.runs_on(add_days(monday, 6))) {
    return refuse(REFUSAL_PROGRAMME_NOT_RUNNING);
  }
  WeekQuestion question;
  question.programme = programme.id;
  question.provider = programme.provider;
  question.monday = monday;
  question.not_before = tx.now() + notice;
  return question;
}

Outcome<void> propose(const Channel& channel, const Actor& actor, const Asking& asking) {
  Week week;
  Outcome<void> read;
  Date monday;
  channel.read([&](Transaction& tx) { read = read_asked(tx, asking, week, monday); });
  TRY(read);
  Solved made;
  Listener listener;
  auto search = start_search([&] { made = solved(week.problem, asking.time, listener); });
  if (!search.valid()) return refuse(REFUSAL_SERVER_BUSY);
  const Ending ending{search, listener};
  while (search.wait_for(between_messages) != std::future_status::ready) {
    if (!channel.send(listener.heard())) listener.leave();
  }
  search.get();
  if (listener.has_left()) return {};
  const auto answer = TRY(channel.write([&](Transaction& tx) -> Outcome<std::string> {
    const auto plan = tx.new_id<PlanId>();
    tx.run(sql::add_plan, plan, asking.programme, monday, word_of(asking.kind), tx.now(), actor.id);
    return PlanWriter(tx, week, made, plan).write().SerializeAsString();
  }));
  v1::PlanProgress last;
  ensure(last.ParseFromString(answer), "the journal holds answers that can be read");
  channel.send(last);
  return {};
}

}  // namespace emplooi::matching
