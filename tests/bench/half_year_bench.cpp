// What the order of soft rules is worth: half a year of the demo's town of today, planned week by week through the town's
// operations, with its own objectives, with the same helper before goals, and with travel alone.
#include <CLI/CLI.hpp>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <sstream>

#include "demo/demo.h"
#include "demo/life.h"
#include "demo/week.h"
#include "jobs/jobs.h"
#include "matching/matching.h"
#include "matching/solver/solve.h"
#include "matching/week.h"
#include "participants/participants.h"

namespace emplooi::testing {
namespace {

using std::chrono::hours;

constexpr int helpers = 60, residents = 250, weeks = 26;
const Date first_monday = date::year(2026) / 1 / 12;

struct Row {
  int served = 0, asked = 0, goals = 0, goals_reached = 0;
  /// Visits to a household that had help before, and those of them by somebody who had been there; in both halves.
  std::array<int, 2> returning{}, same_helper{};
  std::int64_t travel_seconds = 0;
  double spread = 0;
};

/// The chance of the story does not hang on the plans: every order of rules meets the same people and the same requests.
class HalfYear {
 public:
  HalfYear(const std::string& path, matching::Objectives objectives, int requests, std::int64_t iterations)
      : stage_(path, 7, start_of_day(add_days(first_monday, -7)) + hours(8), silence_),
        objectives_(std::move(objectives)),
        requests_(requests),
        iterations_(iterations) {
    stage_.found("Tilburg (demo)", "tilburg", demo::password);
    cast_ = demo::set_up(stage_);
    programme_ = demo::open_programme(stage_, cast_, "Half a year (demo)", stage_.today(), "");
    demo::fund(stage_, cast_, programme_,
               {100'000'000, 20'000'000, 10'000'000, 10'000'000, 4'000'000, to_string(stage_.today()), "2027-01-01"});
    demo::guide(stage_, 480);
  }

  Row live() {
    demo::Life life(stage_, cast_, programme_);
    life.settle_residents(residents);
    for (const auto& neighbour : life.residents()) demo::like(stage_, neighbour.id);
    for (int i = 0; i < helpers; ++i) {
      const auto id = life.add_helper(stage_.now(), stage_.now() + hours(24 * 365));
      participants::v1::StartTrackRequest track;
      track.set_participant_id(to_string(id));
      track.set_kind(static_cast<participants::v1::TrackKind>(1 + i % 3));
      demo::let_be_planned(stage_, cast_, id,
                           stage_.must(participants::start_track, stage_.actor("consulent"), track).track_id(),
                           track.kind());
      helpers_.push_back(id);
    }
    for (int week = 0; week < weeks; ++week) {
      const Date monday = add_days(first_monday, 7 * week);
      stage_.skip_to(start_of_day(add_days(monday, -3)) + hours(9));
      life.ask_for_a_week(requests_);
      half_ = static_cast<std::size_t>(2 * week / weeks);
      work(plan(monday));
    }
    row_.asked = weeks * requests_;
    count_goals();
    row_.spread = spread();
    return row_;
  }

 private:
  template <class Request, class Response>
  Response must(Outcome<Response> (*operation)(Transaction&, const Actor&, const Request&), Request request) {
    return stage_.must(operation, coordinator(), request);
  }
  const Actor& coordinator() const { return stage_.actor("coordinator"); }

  struct Visit {
    Time starts_at;
    std::string job;
    int minutes;
  };

  std::vector<Visit> plan(Date monday) {
    matching::WeekQuestion question;
    question.programme = programme_;
    question.provider = cast_.provider;
    question.monday = monday;
    question.not_before = stage_.now();
    std::optional<matching::Week> read;
    stage_.town().store().read(stage_.municipality(),
                               [&](Transaction& tx) { read = matching::read_week(tx, question); });
    auto& week = *read;
    week.problem.objectives = objectives_;
    matching::Effort effort;
    effort.iterations = iterations_;
    const auto solution = matching::solve_without_bound(week.problem, effort);
    row_.travel_seconds += solution.measures[static_cast<std::size_t>(matching::Objective::travel)];
    for (std::size_t h = 0; h < week.helpers.size(); ++h) {
      wanted_[week.helpers[h]] += static_cast<double>(week.problem.helpers[h].wanted_work) / matching::fair_weeks;
    }
    std::vector<Visit> planned;
    for (std::size_t r = 0; r < week.requests.size(); ++r) {
      const auto& job = week.requests[r].front();
      const auto& placed = solution.plan.placements[r];
      if (!placed.empty() && begin(job, week.helpers[placed.front().helper], matching::time_of(placed.front().start))) {
        planned.push_back({matching::time_of(placed.front().start), to_string(job.id), job.minutes});
        had_[week.helpers[placed.front().helper]] +=
            static_cast<double>(week.problem.requests[r].visits.front().duration);
        continue;
      }
      jobs::v1::MarkUnfilledRequest unfilled;
      unfilled.set_job_id(to_string(job.id));
      unfilled.set_reason(jobs::v1::UNFILLED_REASON_NOBODY_AVAILABLE);
      must(jobs::mark_unfilled, unfilled);
    }
    std::sort(planned.begin(), planned.end(),
              [](auto& a, auto& b) { return std::tie(a.starts_at, a.job) < std::tie(b.starts_at, b.job); });
    return planned;
  }

  /// False if the household has no vouchers for it.
  bool begin(const matching::WeekJob& job, ParticipantId helper, Time starts_at) {
    jobs::v1::PlanJobRequest plan;
    plan.set_job_id(to_string(job.id));
    plan.set_participant_id(to_string(helper));
    plan.mutable_starts_at()->set_local(local_text(starts_at));
    if (!stage_.call(jobs::plan_job, coordinator(), plan)) return false;
    jobs::v1::RespondToJobRequest yes;
    yes.set_job_id(to_string(job.id));
    yes.set_accept(true);
    must(jobs::respond_to_job, yes);
    ++row_.served;
    auto& known = known_[job.household];
    if (!known.empty()) {
      ++row_.returning[half_];
      row_.same_helper[half_] += known.contains(helper) ? 1 : 0;
    }
    known.insert(helper);
    return true;
  }

  void work(const std::vector<Visit>& planned) {
    for (const auto& [starts_at, job, minutes] : planned) {
      stage_.skip_to(std::max(stage_.now(), starts_at));
      jobs::v1::StartJobRequest start;
      start.set_job_id(job);
      must(jobs::start_job, start);
      jobs::v1::RegisterHoursRequest hours;
      hours.set_job_id(job);
      hours.set_minutes(minutes);
      must(jobs::register_hours, hours);
      jobs::v1::ApproveJobRequest approve;
      approve.set_job_id(job);
      must(jobs::approve_job, approve);
    }
  }

  void count_goals() {
    for (const auto& who : helpers_) {
      matching::v1::GetDevelopmentRequest request;
      request.set_participant_id(to_string(who));
      const auto found = must(matching::get_development, request);
      for (const auto& goal : found.goals()) {
        ++row_.goals;
        row_.goals_reached += goal.reached() ? 1 : 0;
      }
    }
  }

  /// Standard deviation of work had over work wanted.
  double spread() {
    double sum = 0, squares = 0;
    for (const auto& [helper, wanted] : wanted_) {
      const double share = had_[helper] / wanted;
      sum += share;
      squares += share * share;
    }
    const auto count = static_cast<double>(wanted_.size());
    return std::sqrt(squares / count - sum / count * sum / count);
  }

  std::ostringstream silence_;
  demo::Stage stage_;
  demo::Cast cast_;
  ProgrammeId programme_;
  matching::Objectives objectives_;
  int requests_;
  std::int64_t iterations_;
  std::size_t half_ = 0;
  std::vector<ParticipantId> helpers_;
  std::map<ParticipantId, double> wanted_, had_;
  std::map<HouseholdId, std::set<ParticipantId>> known_;
  Row row_;
};

void print(const char* name, const Row& row) {
  const auto known = [&](std::size_t half) { return 100.0 * row.same_helper[half] / std::max(1, row.returning[half]); };
  std::cout << fmt::format("{:<22}{:>6} of {:<6}{:>4} of {:<6}{:>5.0f} %{:>8.0f} %{:>10.2f}{:>7.0f} h\n", name,
                           row.served, row.asked, row.goals_reached, row.goals, known(0), known(1), row.spread,
                           static_cast<double>(row.travel_seconds) / 3'600)
            << std::flush;
}

matching::Objectives same_helper_first() {
  auto objectives = matching::town_objectives();
  std::swap(objectives.tiers[1], objectives.tiers[2]);
  return objectives;
}

void compare(int requests, std::int64_t iterations) {
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("emplooi-half-year-{}", getpid());
  std::cout << "                                                  known helper\n"
               "plan                      served       goals  1st half  2nd half    spread   travel\n";
  const auto live = [&](const char* name, const matching::Objectives& objectives) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directory(folder);
    print(name, HalfYear(folder / "town.db", objectives, requests, iterations).live());
  };
  live("the town's order", matching::town_objectives());
  live("same helper first", same_helper_first());
  live("travel alone", matching::travel_objectives());
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace emplooi::testing

int main(int argc, char** argv) {
  CLI::App app("Half a year, planned with the town's order of soft rules and with travel alone");
  int requests = 300;
  std::int64_t iterations = 100'000;
  app.add_option("--requests", requests, "A week")->check(CLI::Range(1, 1'000))->capture_default_str();
  app.add_option("--iterations", iterations, "Proposals a week")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  emplooi::testing::compare(requests, iterations);
}
