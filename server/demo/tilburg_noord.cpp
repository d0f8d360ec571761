#include "demo/tilburg_noord.h"

#include "demo/life.h"
#include "funding/funding.h"
#include "participants/participants.h"

namespace emplooi::demo {

namespace {

using participants::v1::OutflowKind;
using participants::v1::TrackKind;
using std::chrono::hours;

constexpr Date first_day_of_project = date::year(2002) / 5 / 1;
constexpr Date last_day_of_project = date::year(2004) / 5 / 31;

/// Participants of seed 1, §4.2; how long a track lasts and what it costs is assumed.
struct TrackPlan {
  TrackKind kind;
  int participants;
  int weeks;
  std::int64_t price_cents;
};
constexpr TrackPlan track_plans[] = {
    {participants::v1::TRACK_KIND_ORIENTATION, 42, 20, 150'000},
    {participants::v1::TRACK_KIND_ACTIVATION, 42, 40, 350'000},
    {participants::v1::TRACK_KIND_PLACEMENT, 51, 26, 450'000},
};

/// Outflow to work of seed 1, §4.2.
struct OutflowPlan {
  OutflowKind kind;
  int persons;
};
constexpr OutflowPlan outflow_plans[] = {
    {participants::v1::OUTFLOW_KIND_REGULAR, 29},
    {participants::v1::OUTFLOW_KIND_SUBSIDISED, 23},
    {participants::v1::OUTFLOW_KIND_VOLUNTARY, 18},
};

/// One participant's way through the project.
struct Way {
  const TrackPlan* plan;
  std::string purchase;
  std::optional<OutflowKind> outflow;
};

std::string buy_tracks(Stage& stage, const Cast& cast, BudgetId budget, const TrackPlan& plan) {
  funding::v1::BuyTracksRequest request;
  request.set_budget_id(to_string(budget));
  request.set_provider_id(to_string(cast.provider));
  request.set_kind(plan.kind);
  request.set_count(plan.participants);
  request.set_price_cents(plan.price_cents);
  auto& instalments = *request.mutable_instalments();
  instalments.set_start_cents(plan.price_cents * 4 / 10);
  instalments.set_halfway_cents(plan.price_cents * 2 / 10);
  instalments.set_end_cents(plan.price_cents * 3 / 10);
  instalments.set_outflow_cents(plan.price_cents * 1 / 10);
  return stage.must(funding::buy_tracks, stage.actor("administrator"), request).track_purchase_id();
}

void record_ladder(Stage& stage, ParticipantId participant, int step) {
  participants::v1::RecordLadderStepRequest request;
  request.set_participant_id(to_string(participant));
  request.set_step(step);
  request.set_assessed_on(to_string(stage.today()));
  stage.must(participants::record_ladder_step, stage.actor("consulent"), request);
}

void reach(Stage& stage, const std::string& track, participants::v1::Milestone milestone) {
  participants::v1::ReachMilestoneRequest request;
  request.set_track_id(track);
  request.set_milestone(milestone);
  stage.must(participants::reach_milestone, stage.actor("consulent"), request);
}

void flow_out(Stage& stage, ParticipantId participant, OutflowKind kind) {
  participants::v1::RecordOutflowRequest request;
  request.set_participant_id(to_string(participant));
  request.set_kind(kind);
  request.set_flowed_out_on(to_string(stage.today()));
  stage.must(participants::record_outflow, stage.actor("consulent"), request);
}

/// Today the participant begins; the rest of the track stands in the diary.
void begin(Stage& stage, Life& life, const Way& way) {
  const auto length = hours(24 * 7 * way.plan->weeks);
  const auto participant = life.add_helper(stage.now(), stage.now() + length - hours(24 * 14));
  participants::v1::StartTrackRequest request;
  request.set_participant_id(to_string(participant));
  request.set_kind(way.plan->kind);
  request.set_track_purchase_id(way.purchase);
  const auto track = stage.must(participants::start_track, stage.actor("consulent"), request).track_id();
  const int step = 2 + stage.pick(2);
  record_ladder(stage, participant, step);
  stage.after(length / 2, [&stage, track, participant, step] {
    reach(stage, track, participants::v1::MILESTONE_HALFWAY);
    record_ladder(stage, participant, step + 1);
  });
  stage.after(length, [&stage, track, participant, step, outflow = way.outflow] {
    reach(stage, track, participants::v1::MILESTONE_END);
    record_ladder(stage, participant, step + 2);
    if (outflow) flow_out(stage, participant, *outflow);
  });
}

/// All 135, in the order in which they begin.
std::vector<Way> ways(Stage& stage, const Cast& cast, BudgetId budget) {
  std::vector<Way> all;
  for (const auto& plan : track_plans) {
    const auto purchase = buy_tracks(stage, cast, budget, plan);
    for (int i = 0; i < plan.participants; ++i) all.push_back({&plan, purchase, {}});
  }
  stage.shuffle(all);
  std::size_t next = 0;
  for (const auto& [kind, persons] : outflow_plans) {
    for (int i = 0; i < persons; ++i) all[next++].outflow = kind;
  }
  stage.shuffle(all);
  return all;
}

/// They begin evenly over the project, each in time to end within it.
void enter_all(Stage& stage, Life& life, const std::vector<Way>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Way& way = all[i];
    const auto project = start_of_day(last_day_of_project) - start_of_day(first_day_of_project);
    const auto room = project - hours(24 * 7 * (way.plan->weeks + 2));
    const Time begins =
        start_of_day(first_day_of_project) + hours(9) + room * static_cast<int>(i) / static_cast<int>(all.size());
    stage.at(begins, [&stage, &life, way] { begin(stage, life, way); });
  }
}

}  // namespace

ProgrammeId play_tilburg_noord(Stage& stage, const Cast& cast) {
  const auto programme = open_programme(stage, cast, "Tilburg-Noord 2002-2004 (demo)", first_day_of_project,
                                        to_string(last_day_of_project));
  const auto budget =
      fund(stage, cast, programme, {60'000'000, 4'000'000, 2'000'000, 2'000'000, 800'000, "2002-05-01", "2004-05-31"});
  Life life(stage, cast, programme);
  life.settle_residents(300);
  life.buy_and_hand_out(0, 700, "Uren De Linde 2002", "2003-04-30");
  life.buy_and_hand_out(1, 700, "Uren Noorderlicht 2002", "2003-04-30");
  life.hand_out_to_low_incomes("Kennismaking 2002", 2, "2002-12-31");
  stage.at(start_of_day(date::year(2003) / 5 / 1) + hours(9), [&] {
    life.buy_and_hand_out(0, 600, "Uren De Linde 2003", "2004-04-30");
    life.buy_and_hand_out(1, 600, "Uren Noorderlicht 2003", "2004-04-30");
  });
  enter_all(stage, life, ways(stage, cast, budget));
  life.close_months(200205, 200405);
  life.ask_daily(8, add_days(last_day_of_project, -14));
  stage.play_until(start_of_day(date::year(2004) / 6 / 20), "Tilburg-Noord");
  return programme;
}

}  // namespace emplooi::demo
