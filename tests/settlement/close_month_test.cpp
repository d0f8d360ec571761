#include <set>

#include "ledger/ledger.h"
#include "settlement/story.h"

namespace emplooi::settlement {
namespace {

using testing::text;

class CloseMonth : public testing::Story {};

TEST_F(CloseMonth, writes_what_the_ledger_booked_for_each_party) {
  january();
  town.advance_to("2026-02-02");
  const auto closed = close(202601);
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->statement_ids_size(), 4);
  // Three vouchers of 15 euros and a quarter of a track; 10 euros were paid by Ada, 15 by the corporation beforehand.
  EXPECT_EQ(closed->providers_cents(), 3 * 1500 + 25000);
  EXPECT_EQ(closed->funders_cents(), 3 * 1500 + 25000 - 2 * 500 - 1500);

  EXPECT_EQ(lines(statement(setting.funder, 202601).statement_id()),
            "W-deel VOUCHERS 2 1000\nW-deel TRACKS 1 25000\nMinima VOUCHERS 2 400\n");
  EXPECT_EQ(lines(statement(partner, 202601).statement_id()), "Zorg VOUCHERS 2 600\n");
  EXPECT_EQ(lines(statement(setting.corporation, 202601).statement_id()), "De Linde 2026 VOUCHERS 1 1500\n");
  EXPECT_EQ(lines(statement(setting.provider, 202601).statement_id()), "VOUCHERS 3 4500\nTRACKS 1 25000\n");

  const auto municipality = statement(setting.funder, 202601);
  EXPECT_EQ(municipality.party_kind(), v1::PARTY_KIND_FUNDER);
  EXPECT_EQ(municipality.party_name(), "Gemeente Tilburg");
  EXPECT_EQ(municipality.total_cents(), 26400);
  EXPECT_EQ(municipality.due_cents(), 26400);
  EXPECT_EQ(municipality.paid_on(), "");
  const auto corporation = statement(setting.corporation, 202601);
  EXPECT_EQ(corporation.party_kind(), v1::PARTY_KIND_CORPORATION);
  EXPECT_EQ(corporation.total_cents(), 1500);
  EXPECT_EQ(corporation.due_cents(), 0) << "its hours were paid beforehand";
}

TEST_F(CloseMonth, says_the_same_as_the_preview_did) {
  january();
  town.advance_to("2026-02-02");
  const auto preview =
      town.must(preview_month, administrator, text("programme_id: % month: 202601", setting.programme));
  ASSERT_TRUE(close(202601));
  ASSERT_EQ(preview.parties_size(), 4);
  for (const auto& party : preview.parties()) {
    const auto written = statement(*parse_uuid(party.party_id()), 202601);
    EXPECT_EQ(written.party_name(), party.party_name());
    EXPECT_EQ(written.total_cents(), party.total_cents());
    EXPECT_EQ(lines(written.statement_id()), lines(party.lines()));
  }
}

TEST_F(CloseMonth, is_never_changed_and_what_is_corrected_later_stands_on_a_later_statement) {
  const auto jobs = january();
  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  const auto before = statements(administrator, 202601);
  town.must(jobs::undo_approval, coordinator, text("job_id: % reason: 'not that day'", jobs[0]));
  town.advance_to("2026-03-02");
  ASSERT_TRUE(close(202602));

  EXPECT_EQ(lines(statement(setting.funder, 202602).statement_id()),
            "W-deel CORRECTIONS 1 -500\nMinima CORRECTIONS 1 -200\n");
  EXPECT_EQ(lines(statement(partner, 202602).statement_id()), "Zorg CORRECTIONS 1 -300\n");
  EXPECT_EQ(lines(statement(setting.provider, 202602).statement_id()), "CORRECTIONS 1 -1500\n");
  EXPECT_EQ(statement(setting.funder, 202602).due_cents(), -700);

  const auto after = statements(administrator, 202601);
  ASSERT_EQ(after.size(), before.size());
  for (std::size_t i = 0; i < after.size(); ++i) {
    EXPECT_EQ(after[i].SerializeAsString(), before[i].SerializeAsString());
  }
}

TEST_F(CloseMonth, counts_a_voucher_that_is_redeemed_again_twice_and_its_undoing_once) {
  const auto jobs = january();
  town.must(jobs::undo_approval, coordinator, text("job_id: % reason: 'wrong'", jobs[0]));
  town.must(jobs::resolve_dispute, coordinator, text("job_id: % approve: true", jobs[0]));
  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  EXPECT_EQ(lines(statement(partner, 202601).statement_id()), "Zorg VOUCHERS 3 900\nZorg CORRECTIONS 1 -300\n");
  EXPECT_EQ(lines(statement(setting.provider, 202601).statement_id()),
            "VOUCHERS 4 6000\nTRACKS 1 25000\nCORRECTIONS 1 -1500\n");
}

TEST_F(CloseMonth, lets_nothing_be_booked_in_it_any_more) {
  january();
  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  EXPECT_EQ(town.read([&](auto& tx) { return ledger::open_month(tx, setting.programme); }), 202602);
  approve(is_helped("Bea"));
  EXPECT_EQ(statement(setting.corporation, 202601).total_cents(), 1500);
  const auto preview =
      town.must(preview_month, corporation_finance, text("programme_id: % month: 202602", setting.programme));
  ASSERT_EQ(preview.parties_size(), 1);
  EXPECT_EQ(preview.parties(0).total_cents(), 1500);
}

TEST_F(CloseMonth, writes_nothing_for_a_month_without_work) {
  town.advance_to("2026-02-02");
  const auto closed = close(202601);
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->statement_ids_size(), 0);
  EXPECT_EQ(statements(administrator).size(), 0u);
}

TEST_F(CloseMonth, comes_in_order_when_the_month_is_over) {
  EXPECT_REFUSED(close(202601), REFUSAL_MONTH_NOT_OVER);
  town.advance_to("2026-03-31");
  struct {
    Month month;
    Refusal refusal;
  } const table[] = {
      {202512, REFUSAL_MONTH_OUT_OF_ORDER},  // Before the programme began.
      {202602, REFUSAL_MONTH_OUT_OF_ORDER},
      {202603, REFUSAL_MONTH_NOT_OVER},
      {202604, REFUSAL_MONTH_NOT_OVER},
      {202600, REFUSAL_FIELD_OUT_OF_BOUNDS},
      {202613, REFUSAL_FIELD_OUT_OF_BOUNDS},
      {20260, REFUSAL_FIELD_OUT_OF_BOUNDS},
      {0, REFUSAL_FIELD_MISSING},
  };
  for (const auto& row : table) EXPECT_REFUSED(close(row.month), row.refusal) << row.month;
  EXPECT_EQ(close(202602).error().facts.at("next_month"), "202601");
  ASSERT_TRUE(close(202601));
  EXPECT_REFUSED(close(202601), REFUSAL_MONTH_ALREADY_CLOSED);
  EXPECT_REFUSED(close(202512), REFUSAL_MONTH_ALREADY_CLOSED);
  ASSERT_TRUE(close(202602));
  EXPECT_REFUSED(close(202603), REFUSAL_MONTH_NOT_OVER);
}

TEST_F(CloseMonth, goes_on_into_the_next_year) {
  town.advance_to("2027-02-01");
  for (Month month = 202601; month <= 202701; month = next_month(month)) EXPECT_TRUE(close(month)) << month;
  EXPECT_REFUSED(close(202702), REFUSAL_MONTH_NOT_OVER);
}

TEST_F(CloseMonth, settles_with_the_first_month_what_was_booked_before_the_programme_began) {
  const auto later = town.must(organisations::create_programme, administrator,
                               text("name: 'Meedoen' starts_on: '2026-02-15' provider_id: %", setting.provider));
  const auto budget = town.must(funding::open_budget, administrator,
                                text("programme_id: % funder_id: % name: 'W-deel' source: SOURCE_RE_INTEGRATION "
                                     "ceiling_cents: 500000 starts_on: '2026-01-01' ends_on: '2026-12-31'",
                                     later.programme_id(), setting.funder));
  const auto purchase = town.must(funding::buy_tracks, administrator,
                                  text("budget_id: % provider_id: % kind: TRACK_KIND_ORIENTATION count: 5 "
                                       "price_cents: 90000 instalments { start_cents: 30000 end_cents: 60000 }",
                                       budget.budget_id(), setting.provider));
  town.must(participants::start_track, case_manager,
            text("participant_id: % kind: TRACK_KIND_ORIENTATION track_purchase_id: %", town.participant("Sari").id,
                 purchase.track_purchase_id()));
  town.advance_to("2026-03-02");
  const auto request = [&](Month month) { return text("programme_id: % month: %", later.programme_id(), month); };
  EXPECT_EQ(town.must(preview_month, administrator, request(202601)).parties(0).total_cents(), 30000);
  EXPECT_REFUSED(town.call(close_month, administrator, request(202601)), REFUSAL_MONTH_OUT_OF_ORDER);
  EXPECT_EQ(town.must(preview_month, administrator, request(202602)).parties(0).total_cents(), 30000);
  EXPECT_EQ(town.must(close_month, administrator, request(202602)).providers_cents(), 30000);
}

TEST_F(CloseMonth, is_for_the_administrator_of_the_municipality) {
  town.advance_to("2026-02-02");
  const auto request = text("programme_id: % month: 202601", setting.programme);
  for (const Role role :
       {ROLE_RESIDENT, ROLE_PARTICIPANT, ROLE_COORDINATOR, ROLE_CASE_MANAGER, ROLE_COACH, ROLE_CORPORATION_BUYER,
        ROLE_CORPORATION_FINANCE, ROLE_FUNDER_FINANCE, ROLE_AUDITOR, ROLE_CLIENT_COUNCIL}) {
    EXPECT_REFUSED(town.call(close_month, town.actor(role, setting.funder), request), REFUSAL_ACTOR_NOT_ALLOWED);
  }
  EXPECT_REFUSED(town.call(close_month, town.stranger(ROLE_ADMINISTRATOR), request), REFUSAL_PROGRAMME_NOT_FOUND);
}

class PreviewMonth : public testing::Story {};

TEST_F(PreviewMonth, shows_what_is_still_unsettled) {
  buys("Ada", 4);
  approve(is_helped("Ada"));
  is_helped("Ada");
  const auto disputed = is_helped("Ada");
  town.must(jobs::dispute_job, coordinator, text("job_id: % reason: 'nobody came'", disputed));
  const auto request = text("programme_id: % month: 202601", setting.programme);
  const auto january = town.must(preview_month, auditor, request);
  EXPECT_EQ(january.unsettled().jobs_to_approve(), 1);
  EXPECT_EQ(january.unsettled().minutes_to_approve(), 60);
  EXPECT_EQ(january.unsettled().jobs_disputed(), 1);
  EXPECT_EQ(january.unsettled().minutes_disputed(), 60);
  EXPECT_FALSE(town.must(preview_month, partner_finance, request).has_unsettled());

  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601)) << "unsettled work does not hold it up";
  EXPECT_EQ(statement(partner, 202601).total_cents(), 300);
}

TEST_F(PreviewMonth, shows_funders_and_corporations_their_own) {
  january();
  struct {
    Actor actor;
    std::vector<std::int64_t> totals;
  } const table[] = {
      {municipality_finance, {26400}},      {partner_finance, {600}},
      {corporation_finance, {1500}},        {town.actor(ROLE_FUNDER_FINANCE, setting.complex), {}},
      {auditor, {26400, 600, 1500, 29500}},
  };
  for (const auto& row : table) {
    std::multiset<std::int64_t> totals;
    const auto preview = town.must(preview_month, row.actor, text("programme_id: % month: 202601", setting.programme));
    for (const auto& party : preview.parties()) totals.insert(party.total_cents());
    EXPECT_EQ(totals, std::multiset<std::int64_t>(row.totals.begin(), row.totals.end()));
  }
}

TEST_F(PreviewMonth, refuses_what_is_closed_or_no_month) {
  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  const auto preview = [&](const Actor& actor, Month month) {
    return town.call(preview_month, actor, text("programme_id: % month: %", setting.programme, month));
  };
  EXPECT_REFUSED(preview(auditor, 202601), REFUSAL_MONTH_ALREADY_CLOSED);
  EXPECT_REFUSED(preview(auditor, 202699), REFUSAL_FIELD_OUT_OF_BOUNDS);
  EXPECT_REFUSED(preview(town.stranger(ROLE_AUDITOR), 202602), REFUSAL_PROGRAMME_NOT_FOUND);
  EXPECT_REFUSED(preview(coordinator, 202602), REFUSAL_ACTOR_NOT_ALLOWED);
}

}  // namespace
}  // namespace emplooi::settlement
