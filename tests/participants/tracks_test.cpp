#include <gtest/gtest.h>

#include "funding/funding.h"
#include "participants/participants.h"
#include "support/town.h"

namespace emplooi::participants {
namespace {

using testing::TestTown;
using testing::text;

class Tracks : public ::testing::Test {
 protected:
  TestTown town;
  const Actor case_manager = town.actor(ROLE_CASE_MANAGER);
  const Actor coach = town.actor(ROLE_COACH);
  const ParticipantId bram = town.participant("Bram").id;

  Outcome<v1::StartTrackResponse> start(v1::TrackKind kind, const Uuid& purchase = {}) {
    v1::StartTrackRequest request = text("participant_id: % kind: %", bram, static_cast<int>(kind));
    if (!purchase.is_nil()) request.set_track_purchase_id(to_string(purchase));
    return town.call(start_track, case_manager, request);
  }
  TrackId started(v1::TrackKind kind, const Uuid& purchase = {}) {
    return TrackId::of(start(kind, purchase).value().track_id());
  }
  Outcome<v1::ReachMilestoneResponse> reach(TrackId track, v1::Milestone milestone) {
    return town.call(reach_milestone, coach, text("track_id: % milestone: %", track, static_cast<int>(milestone)));
  }
  Outcome<v1::RecordOutflowResponse> flow_out(v1::OutflowKind kind, const char* day) {
    return town.call(record_outflow, case_manager,
                     text("participant_id: % kind: % flowed_out_on: %", bram, static_cast<int>(kind), day));
  }
  std::string running() {
    const auto track = town.read([&](auto& tx) { return running_track(tx, bram); });
    return track ? track->kind : "";
  }
  v1::GetParticipantResponse file() { return town.must(get_participant, coach, text("participant_id: %", bram)); }
};

TEST_F(Tracks, come_in_any_order_one_at_a_time) {
  EXPECT_EQ(running(), "");
  for (const auto kind :
       {v1::TRACK_KIND_PLACEMENT, v1::TRACK_KIND_ORIENTATION, v1::TRACK_KIND_ACTIVATION, v1::TRACK_KIND_ORIENTATION}) {
    const auto track = started(kind);
    EXPECT_EQ(file().participant().running_track(), kind);
    EXPECT_REFUSED(start(v1::TRACK_KIND_ACTIVATION), REFUSAL_TRACK_ALREADY_RUNNING);
    EXPECT_TRUE(reach(track, v1::MILESTONE_HALFWAY));
    EXPECT_TRUE(reach(track, v1::MILESTONE_END));
    EXPECT_EQ(running(), "");
  }
  EXPECT_EQ(file().tracks_size(), 4);
  EXPECT_REFUSED(start(v1::TRACK_KIND_UNSPECIFIED), REFUSAL_FIELD_MISSING);
  EXPECT_REFUSED(town.call(start_track, coach, text("participant_id: % kind: TRACK_KIND_ORIENTATION", bram)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST_F(Tracks, reach_their_milestones_in_order) {
  const auto track = started(v1::TRACK_KIND_ACTIVATION);
  EXPECT_EQ(running(), "activation");
  struct {
    v1::Milestone milestone;
    Refusal refusal;
  } const table[] = {
      {v1::MILESTONE_UNSPECIFIED, REFUSAL_FIELD_MISSING},
      {v1::MILESTONE_START, REFUSAL_FIELD_OUT_OF_BOUNDS},
      {v1::MILESTONE_OUTFLOW, REFUSAL_FIELD_OUT_OF_BOUNDS},
      {v1::MILESTONE_END, REFUSAL_MILESTONE_OUT_OF_ORDER},
      {v1::MILESTONE_HALFWAY, REFUSAL_UNSPECIFIED},
      {v1::MILESTONE_HALFWAY, REFUSAL_MILESTONE_ALREADY_REACHED},
      {v1::MILESTONE_END, REFUSAL_UNSPECIFIED},
      {v1::MILESTONE_END, REFUSAL_MILESTONE_ALREADY_REACHED},
      {v1::MILESTONE_HALFWAY, REFUSAL_MILESTONE_ALREADY_REACHED},
  };
  for (const auto& row : table) {
    const auto outcome = reach(track, row.milestone);
    if (row.refusal == REFUSAL_UNSPECIFIED) {
      EXPECT_TRUE(outcome) << row.milestone;
    } else {
      EXPECT_REFUSED(outcome, row.refusal) << row.milestone;
    }
  }
  EXPECT_REFUSED(town.call(reach_milestone, town.actor(ROLE_COACH, town.setting().funder),
                           text("track_id: % milestone: MILESTONE_END", track)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST_F(Tracks, end_with_an_outflow_of_any_kind) {
  const v1::OutflowKind kinds[] = {v1::OUTFLOW_KIND_REGULAR, v1::OUTFLOW_KIND_SUBSIDISED, v1::OUTFLOW_KIND_VOLUNTARY};
  for (const auto kind : kinds) {
    const auto id = town.participant("P" + std::to_string(kind)).id;
    const auto track = town.must(start_track, case_manager, text("participant_id: % kind: TRACK_KIND_PLACEMENT", id));
    const auto outflow =
        town.must(record_outflow, case_manager,
                  text("participant_id: % kind: % flowed_out_on: '2026-01-05'", id, static_cast<int>(kind)));
    EXPECT_EQ(outflow.track_id(), track.track_id());
    const auto file = town.must(get_participant, case_manager, text("participant_id: %", id));
    EXPECT_FALSE(file.participant().active());
    EXPECT_EQ(file.outflow().kind(), kind);
    EXPECT_EQ(file.outflow().track_id(), track.track_id());
    EXPECT_EQ(file.tracks(0).milestone(), v1::MILESTONE_OUTFLOW);
    EXPECT_EQ(file.tracks(0).ended_on(), "2026-01-05");
  }
}

TEST_F(Tracks, an_outflow_is_recorded_once_and_not_ahead) {
  const auto track = started(v1::TRACK_KIND_PLACEMENT);
  EXPECT_REFUSED(flow_out(v1::OUTFLOW_KIND_REGULAR, "2026-01-06"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(flow_out(v1::OUTFLOW_KIND_REGULAR, "2026-01-04"), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(flow_out(v1::OUTFLOW_KIND_UNSPECIFIED, "2026-01-05"), REFUSAL_FIELD_MISSING);
  EXPECT_TRUE(flow_out(v1::OUTFLOW_KIND_VOLUNTARY, "2026-01-05"));
  EXPECT_REFUSED(flow_out(v1::OUTFLOW_KIND_REGULAR, "2026-01-05"), REFUSAL_OUTFLOW_ALREADY_RECORDED);
  EXPECT_REFUSED(reach(track, v1::MILESTONE_HALFWAY), REFUSAL_TRACK_NOT_RUNNING);
  EXPECT_EQ(running(), "");
}

TEST_F(Tracks, an_outflow_needs_no_track) {
  const auto outflow = flow_out(v1::OUTFLOW_KIND_REGULAR, "2025-11-30");
  ASSERT_TRUE(outflow);
  EXPECT_EQ(outflow->track_id(), "");
  EXPECT_EQ(file().outflow().flowed_out_on(), "2025-11-30");
}

/// A purchase of two placement tracks of EUR 4,000 each out of a re-integration budget of EUR 10,000.
class BoughtTracks : public Tracks {
 protected:
  const TrackPurchaseId purchase = buy();

  TrackPurchaseId buy() {
    const auto administrator = town.actor(ROLE_ADMINISTRATOR);
    const auto budget = town.must(funding::open_budget, administrator,
                                  text("programme_id: % funder_id: % name: 'W-deel 2026' source: SOURCE_RE_INTEGRATION "
                                       "ceiling_cents: 1000000 starts_on: '2026-01-01' ends_on: '2026-12-31'",
                                       town.setting().programme, town.setting().funder));
    const auto made = town.must(funding::buy_tracks, administrator,
                                text("budget_id: % provider_id: % kind: TRACK_KIND_PLACEMENT count: 2 "
                                     "price_cents: 400000 instalments { start_cents: 100000 halfway_cents: 80000 "
                                     "end_cents: 120000 outflow_cents: 100000 }",
                                     budget.budget_id(), town.setting().provider));
    return TrackPurchaseId::of(made.track_purchase_id());
  }
  /// What of the budget is reserved and spent, in euros.
  std::string budget() {
    const auto list = town.must(funding::list_budgets, town.actor(ROLE_ADMINISTRATOR),
                                text("programme_id: %", town.setting().programme));
    const auto& budget = list.budgets(0);
    return std::to_string(budget.reserved_cents() / 100) + " + " + std::to_string(budget.spent_cents() / 100);
  }
};

TEST_F(BoughtTracks, are_charged_when_they_get_there) {
  const auto track = started(v1::TRACK_KIND_PLACEMENT, purchase);
  EXPECT_EQ(budget(), "3000 + 1000");
  ASSERT_TRUE(reach(track, v1::MILESTONE_HALFWAY));
  EXPECT_EQ(budget(), "2200 + 1800");
  ASSERT_TRUE(reach(track, v1::MILESTONE_END));
  EXPECT_EQ(budget(), "1000 + 3000");
  town.advance(date::days(30));
  ASSERT_TRUE(flow_out(v1::OUTFLOW_KIND_SUBSIDISED, "2026-02-01"));
  EXPECT_EQ(budget(), "0 + 4000");
  EXPECT_EQ(file().tracks(0).ended_on(), "2026-01-05") << "it ended before the outflow";
}

TEST_F(BoughtTracks, are_not_charged_for_what_an_early_outflow_skips) {
  started(v1::TRACK_KIND_PLACEMENT, purchase);
  ASSERT_TRUE(flow_out(v1::OUTFLOW_KIND_REGULAR, "2026-01-05"));
  EXPECT_EQ(budget(), "0 + 2000");
}

TEST_F(BoughtTracks, give_back_what_was_kept_for_an_outflow_when_another_track_begins) {
  const auto track = started(v1::TRACK_KIND_PLACEMENT, purchase);
  ASSERT_TRUE(reach(track, v1::MILESTONE_HALFWAY));
  ASSERT_TRUE(reach(track, v1::MILESTONE_END));
  EXPECT_EQ(budget(), "1000 + 3000");
  started(v1::TRACK_KIND_ORIENTATION);
  EXPECT_EQ(budget(), "0 + 3000");
  ASSERT_TRUE(flow_out(v1::OUTFLOW_KIND_REGULAR, "2026-01-05"));
  EXPECT_EQ(budget(), "0 + 3000") << "the outflow is the orientation track's, which nobody bought";
}

TEST_F(BoughtTracks, are_of_the_kind_and_number_that_was_bought) {
  EXPECT_REFUSED(start(v1::TRACK_KIND_ORIENTATION, purchase), REFUSAL_TRACK_PURCHASE_NOT_FOUND);
  EXPECT_REFUSED(start(v1::TRACK_KIND_PLACEMENT, town.setting().funder), REFUSAL_TRACK_PURCHASE_NOT_FOUND);
  EXPECT_EQ(running(), "");
  for (const char* name : {"Dirk", "Els"}) {
    town.must(
        start_track, case_manager,
        text("participant_id: % kind: TRACK_KIND_PLACEMENT track_purchase_id: %", town.participant(name).id, purchase));
  }
  EXPECT_REFUSED(start(v1::TRACK_KIND_PLACEMENT, purchase), REFUSAL_PURCHASE_EXHAUSTED);
  EXPECT_EQ(budget(), "6000 + 2000");
}

}  // namespace
}  // namespace emplooi::participants
