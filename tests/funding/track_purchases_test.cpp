#include <gtest/gtest.h>

#include "funding/story.h"

namespace emplooi::funding {
namespace {

using testing::Figures;
using testing::text;

class TrackPurchases : public testing::StoryTest {
 protected:
  const BudgetId w_deel = budget("W-deel", 500'000);
  const testing::ParticipantPersona bram = town.participant("Bram");
  const Actor case_manager = town.actor(ROLE_CASE_MANAGER);

  v1::BuyTracksRequest request(BudgetId budget, int count = 1) {
    return text(
        "budget_id: % provider_id: % kind: TRACK_KIND_ACTIVATION count: % price_cents: 200000 instalments { "
        "start_cents: 80000 halfway_cents: 50000 end_cents: 40000 outflow_cents: 30000 }",
        budget, setting.provider, count);
  }
  std::string bought(int count = 1) {
    return town.must(buy_tracks, administrator, request(w_deel, count)).track_purchase_id();
  }
  Outcome<participants::v1::StartTrackResponse> start(const testing::ParticipantPersona& who,
                                                      const std::string& purchase,
                                                      const std::string& kind = "ACTIVATION") {
    return town.call(participants::start_track, case_manager,
                     text("participant_id: % track_purchase_id: % kind: TRACK_KIND_" + kind, who.id, purchase));
  }
  void reach(const std::string& track, const std::string& milestone) {
    town.must(participants::reach_milestone, town.actor(ROLE_COACH),
              text("track_id: % milestone: MILESTONE_" + milestone, track));
  }
  void flow_out(const testing::ParticipantPersona& who) {
    town.must(participants::record_outflow, case_manager,
              text("participant_id: % kind: OUTFLOW_KIND_REGULAR flowed_out_on: '2026-01-05'", who.id));
  }
  v1::TrackPurchase only(const Actor& actor) {
    const auto all = town.must(list_track_purchases, actor, text("programme_id: %", setting.programme));
    EXPECT_EQ(all.purchases_size(), 1);
    return all.purchases_size() ? all.purchases(0) : v1::TrackPurchase();
  }
};

TEST_F(TrackPurchases, refuse_what_does_not_fit) {
  const auto minima = budget("Minima", 100, "MINIMA_POLICY"), closed = budget("Oud", 100);
  town.must(close_budget, administrator, text("budget_id: %", closed));
  struct {
    BudgetId budget;
    const char* rest;
    Refusal refusal;
  } const table[] = {
      {BudgetId(setting.funder), "", REFUSAL_BUDGET_NOT_FOUND},
      {closed, "", REFUSAL_BUDGET_CLOSED},
      {minima, "", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {w_deel, "provider_id: '019b8b3d-7c00-7abc-8def-0123456789ab'", REFUSAL_PROVIDER_NOT_FOUND},
      {w_deel, "price_cents: 200001", REFUSAL_SHARES_DO_NOT_ADD_UP},
      {w_deel, "instalments { outflow_cents: 29999 }", REFUSAL_SHARES_DO_NOT_ADD_UP},
      {w_deel, "instalments { outflow_cents: -1 }", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {w_deel, "count: 0", REFUSAL_FIELD_MISSING},
      {w_deel, "count: 10001", REFUSAL_FIELD_OUT_OF_BOUNDS},
  };
  for (const auto& row : table) {
    auto asked = request(row.budget);
    ASSERT_TRUE(google::protobuf::TextFormat::MergeFromString(row.rest, &asked));
    EXPECT_REFUSED(town.call(buy_tracks, administrator, asked), row.refusal) << row.rest;
  }
  EXPECT_REFUSED(town.call(buy_tracks, town.actor(ROLE_FUNDER_FINANCE, setting.corporation), request(w_deel)),
                 REFUSAL_BUDGET_NOT_FOUND);
  EXPECT_TRUE(town.call(buy_tracks, town.actor(ROLE_FUNDER_FINANCE, setting.funder), request(w_deel)));
}

TEST_F(TrackPurchases, are_charged_when_the_track_gets_there) {
  const auto track = start(bram, bought())->track_id();
  EXPECT_EQ(figures(w_deel), (Figures{500'000, 300'000, 120'000, 80'000}));
  reach(track, "HALFWAY");
  EXPECT_EQ(figures(w_deel), (Figures{500'000, 300'000, 70'000, 130'000}));
  reach(track, "END");
  EXPECT_EQ(figures(w_deel), (Figures{500'000, 300'000, 30'000, 170'000})) << "an outflow may still come of it";
  flow_out(bram);
  EXPECT_EQ(figures(w_deel), (Figures{500'000, 300'000, 0, 200'000}));
  EXPECT_EQ(owed_to_provider(), 200'000);
  EXPECT_EQ(balance(ledger::Kind::receivable_funder, w_deel), 200'000);
}

TEST_F(TrackPurchases, give_back_what_an_early_outflow_did_not_need) {
  start(bram, bought());
  flow_out(bram);
  EXPECT_EQ(figures(w_deel), (Figures{500'000, 390'000, 0, 110'000})) << "start and outflow";
  EXPECT_EQ(owed_to_provider(), 110'000);
}

TEST_F(TrackPurchases, give_back_the_outflow_when_the_next_track_begins) {
  const auto track = start(bram, bought())->track_id();
  reach(track, "HALFWAY");
  reach(track, "END");
  EXPECT_TRUE(start(bram, ""));
  EXPECT_EQ(figures(w_deel), (Figures{500'000, 330'000, 0, 170'000}));
  flow_out(bram);
  EXPECT_EQ(figures(w_deel), (Figures{500'000, 330'000, 0, 170'000})) << "the outflow is of a track nobody bought";
}

TEST_F(TrackPurchases, are_for_so_many_tracks_of_one_kind) {
  const auto purchase = bought(1);
  EXPECT_REFUSED(start(bram, purchase, "PLACEMENT"), REFUSAL_TRACK_PURCHASE_NOT_FOUND);
  EXPECT_REFUSED(start(bram, to_string(setting.funder)), REFUSAL_TRACK_PURCHASE_NOT_FOUND);
  EXPECT_TRUE(start(bram, purchase));
  EXPECT_REFUSED(start(town.participant("Carla"), purchase), REFUSAL_PURCHASE_EXHAUSTED);
  EXPECT_EQ(only(administrator).used(), 1);
}

TEST_F(TrackPurchases, need_room_in_a_budget_that_is_open) {
  const auto purchase = bought(3);
  EXPECT_TRUE(start(bram, purchase));
  EXPECT_TRUE(start(town.participant("Carla"), purchase));
  EXPECT_REFUSED(start(town.participant("Dirk"), purchase), REFUSAL_BUDGET_EXHAUSTED);
  EXPECT_EQ(only(administrator).used(), 2) << "nothing was taken";
  town.must(change_budget_ceiling, administrator, text("budget_id: % ceiling_cents: 600000", w_deel));
  town.must(close_budget, administrator, text("budget_id: %", w_deel));
  EXPECT_REFUSED(start(town.participant("Dirk"), purchase), REFUSAL_BUDGET_CLOSED);
  flow_out(bram);
  EXPECT_EQ(figures(w_deel).spent, 190'000) << "what runs is still paid";
}

TEST_F(TrackPurchases, are_listed_with_what_they_cost_so_far) {
  start(bram, bought(2));
  const auto purchase = only(town.actor(ROLE_FUNDER_FINANCE, setting.funder));
  EXPECT_EQ(purchase.kind(), participants::v1::TRACK_KIND_ACTIVATION);
  EXPECT_EQ(purchase.count(), 2);
  EXPECT_EQ(purchase.used(), 1);
  EXPECT_EQ(purchase.price_cents(), 200'000);
  EXPECT_EQ(purchase.instalments().halfway_cents(), 50'000);
  EXPECT_EQ(purchase.charged_cents(), 80'000);
  EXPECT_EQ(town.must(list_track_purchases, town.actor(ROLE_FUNDER_FINANCE, setting.corporation),
                      text("programme_id: %", setting.programme))
                .purchases_size(),
            0);
}

TEST_F(TrackPurchases, share_their_budget_with_vouchers) {
  rule(w_deel, 1);
  start(bram, bought(2));
  EXPECT_TRUE(start(town.participant("Carla"), only(administrator).track_purchase_id()));
  const auto ada = town.resident("Ada");
  buy(ada, 50);
  town.must(change_budget_ceiling, administrator, text("budget_id: % ceiling_cents: 450000", w_deel));
  EXPECT_EQ(figures(w_deel), (Figures{450'000, 0, 290'000, 160'000}));
}

}  // namespace
}  // namespace emplooi::funding
