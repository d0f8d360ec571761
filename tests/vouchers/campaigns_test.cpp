#include <gtest/gtest.h>

#include "funding/story.h"
#include "organisations/organisations.h"

namespace emplooi::vouchers {
namespace {

using testing::Figures;
using testing::text;

class Campaigns : public testing::StoryTest {
 protected:
  const Actor buyer = town.actor(ROLE_CORPORATION_BUYER, setting.corporation);
  const Actor finance = town.actor(ROLE_CORPORATION_FINANCE, setting.corporation);

  void tenants(int count) {
    for (int i = 0; i < count; ++i) {
      town.resident("tenant " + std::to_string(++tenants_), {.low_income = i % 2 == 0, .in_complex = true});
    }
  }
  v1::BuyHoursRequest hours_request(int hours, const std::string& name = "Uren Linde") {
    return text("programme_id: % corporation_id: % name: % hours: % complex_ids: % ends_on: '2026-12-31'",
                setting.programme, setting.corporation, name, hours, setting.complex);
  }
  v1::OpenCampaignRequest campaign_request(const std::string& name, int each, bool of_the_complex = true) {
    v1::OpenCampaignRequest request =
        text("programme_id: % name: % vouchers_per_household: % ends_on: '2026-12-31'", setting.programme, name, each);
    if (of_the_complex) request.add_complex_ids(to_string(setting.complex));
    return request;
  }
  CampaignId opened(const Actor& actor, int each, const std::string& name = "Winter") {
    return CampaignId::of(town.must(open_campaign, actor, campaign_request(name, each)).campaign_id());
  }
  v1::PreviewCampaignResponse preview(const Actor& actor, CampaignId campaign) {
    return town.must(preview_campaign, actor, text("campaign_id: %", campaign));
  }
  Outcome<v1::HandOutCampaignResponse> hand_out(const Actor& actor, CampaignId campaign, int limit = 0) {
    return town.call(hand_out_campaign, actor, text("campaign_id: % limit: %", campaign, limit));
  }

 private:
  int tenants_ = 0;
};

TEST_F(Campaigns, hours_are_bought_on_an_invoice_that_is_paid_once) {
  const auto bought = town.must(buy_hours, buyer, hours_request(20));
  EXPECT_EQ(bought.amount_cents(), 30'000);
  const auto hours = BudgetId::of(bought.budget_id());
  EXPECT_EQ(figures(hours), (Figures{30'000, 30'000, 0, 0}));
  EXPECT_EQ(balance(ledger::Kind::prepaid_hours, hours), 30'000);
  const auto pay = [&](const Actor& actor, std::int64_t amount) {
    return town.call(pay_invoice, actor, text("invoice_id: % amount_cents: %", bought.invoice_id(), amount));
  };
  EXPECT_REFUSED(pay(town.actor(ROLE_CORPORATION_FINANCE, setting.funder), 30'000), REFUSAL_INVOICE_NOT_FOUND);
  EXPECT_REFUSED(pay(town.stranger(ROLE_ADMINISTRATOR), 30'000), REFUSAL_INVOICE_NOT_FOUND);
  const auto differs = pay(finance, 29'999);
  EXPECT_REFUSED(differs, REFUSAL_PAYMENT_DIFFERS);
  EXPECT_EQ(differs.error().facts.at("due_cents"), "30000");
  EXPECT_TRUE(pay(finance, 30'000));
  EXPECT_REFUSED(pay(finance, 30'000), REFUSAL_INVOICE_NOT_OPEN);
  EXPECT_EQ(cash(), 30'000);
}

TEST_F(Campaigns, hours_are_bought_for_ones_own_complexes) {
  const auto other =
      town.must(organisations::create_corporation, administrator, text("name: 'Anders'")).corporation_id();
  struct {
    const char* change;
    Actor actor;
    Refusal refusal;
  } const table[] = {
      {"", town.actor(ROLE_CORPORATION_BUYER, setting.funder), REFUSAL_ACTOR_NOT_ALLOWED},
      {"programme_id: '019b8b3d-7c00-7abc-8def-0123456789ab'", buyer, REFUSAL_PROGRAMME_NOT_FOUND},
      {"corporation_id: '019b8b3d-7c00-7abc-8def-0123456789ab'", administrator, REFUSAL_CORPORATION_NOT_FOUND},
      {"complex_ids: '019b8b3d-7c00-7abc-8def-0123456789ab'", buyer, REFUSAL_COMPLEX_NOT_FOUND},
      {"complex_ids: ''", buyer, REFUSAL_FIELD_MISSING},
      {"ends_on: '2026-01-04'", buyer, REFUSAL_PERIOD_IS_EMPTY},
      {"hours: 1000001", buyer, REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"name: 'W-deel'", buyer, REFUSAL_NAME_TAKEN},
  };
  budget("W-deel", 100);
  for (const auto& row : table) {
    auto request = hours_request(1);
    ASSERT_TRUE(google::protobuf::TextFormat::MergeFromString(row.change, &request));
    EXPECT_REFUSED(town.call(buy_hours, row.actor, request), row.refusal) << row.change;
  }
  auto for_another = hours_request(1);
  for_another.set_corporation_id(other);
  EXPECT_REFUSED(town.call(buy_hours, administrator, for_another), REFUSAL_COMPLEX_NOT_FOUND);
}

TEST_F(Campaigns, are_opened_for_ones_own_tenants_within_the_ceiling) {
  const auto elsewhere = [&](const char* change) {
    auto request = campaign_request("Winter", 4);
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(change, &request));
    return request;
  };
  struct {
    v1::OpenCampaignRequest request;
    Actor actor;
    Refusal refusal;
  } const table[] = {
      {campaign_request("Winter", 4, false), buyer, REFUSAL_ACTOR_NOT_ALLOWED},
      {campaign_request("Winter", 4), town.actor(ROLE_CORPORATION_BUYER, setting.funder), REFUSAL_ACTOR_NOT_ALLOWED},
      {campaign_request("Winter", 11), buyer, REFUSAL_FREE_CEILING_REACHED},
      {elsewhere("programme_id: '019b8b3d-7c00-7abc-8def-0123456789ab'"), buyer, REFUSAL_PROGRAMME_NOT_FOUND},
      {elsewhere("complex_ids: '019b8b3d-7c00-7abc-8def-0123456789ab'"), administrator, REFUSAL_COMPLEX_NOT_FOUND},
      {elsewhere("neighbourhood_ids: '019b8b3d-7c00-7abc-8def-0123456789ab'"), administrator,
       REFUSAL_NEIGHBOURHOOD_NOT_FOUND},
      {elsewhere("ends_on: '2026-01-04'"), buyer, REFUSAL_PERIOD_IS_EMPTY},
      {campaign_request("Winter", 10), buyer, REFUSAL_UNSPECIFIED},
      {campaign_request("Winter", 10), administrator, REFUSAL_NAME_TAKEN},
  };
  for (const auto& row : table) {
    const auto outcome = town.call(open_campaign, row.actor, row.request);
    if (row.refusal == REFUSAL_UNSPECIFIED) {
      EXPECT_TRUE(outcome);
    } else {
      EXPECT_REFUSED(outcome, row.refusal) << row.request.ShortDebugString();
    }
  }
}

TEST_F(Campaigns, hand_out_to_each_household_once_in_as_many_calls_as_it_takes) {
  tenants(25);
  town.resident("not a tenant");
  const auto hours = BudgetId::of(town.must(buy_hours, buyer, hours_request(60)).budget_id());
  const auto winter = opened(buyer, 2);
  int households = 0, vouchers = 0, calls = 0;
  for (bool done = false; !done && calls < 10; ++calls) {
    const auto handed = hand_out(administrator, winter, 10).value();
    households += handed.households();
    vouchers += handed.vouchers();
    done = handed.done();
  }
  EXPECT_EQ(calls, 3);
  EXPECT_EQ(households, 25);
  EXPECT_EQ(vouchers, 50);
  EXPECT_EQ(hand_out(administrator, winter)->households(), 0) << "everybody has had theirs";
  tenants(1);
  EXPECT_EQ(hand_out(administrator, winter)->households(), 1) << "who came to live there later";
  EXPECT_EQ(figures(hours), (Figures{90'000, 12'000, 78'000, 0}));
}

TEST_F(Campaigns, preview_what_handing_out_then_does) {
  tenants(20);
  const auto hours = BudgetId::of(town.must(buy_hours, buyer, hours_request(20)).budget_id());
  const auto w_deel = budget("W-deel", 100'000);
  rule(w_deel, 2);
  const auto winter = opened(buyer, 2);
  for (const auto& actor : {buyer, administrator}) {
    const auto said = preview(actor, winter);
    EXPECT_EQ(said.households(), 20);
    EXPECT_EQ(said.vouchers(), 40);
    EXPECT_EQ(said.uncovered_cents(), 0);
    ASSERT_EQ(said.costs_size(), 2);
  }
  std::map<std::string, std::int64_t> said;
  const auto costs = preview(buyer, winter);
  for (const auto& cost : costs.costs()) said[cost.budget_id()] = cost.amount_cents();
  EXPECT_EQ(figures(hours).reserved, 0) << "a preview changes nothing";
  hand_out(buyer, winter);
  EXPECT_EQ(figures(hours).reserved, said.at(to_string(hours)));
  EXPECT_EQ(figures(w_deel).reserved, said.at(to_string(w_deel)));
  EXPECT_EQ(preview(administrator, winter).households(), 0) << "nobody is left";
}

TEST_F(Campaigns, are_listed_with_what_they_gave) {
  tenants(25);
  town.must(buy_hours, buyer, hours_request(60));
  const auto winter = opened(buyer, 2);
  opened(administrator, 3, "Zomer");
  hand_out(administrator, winter);
  const auto list = [&](const Actor& actor) {
    return town.must(list_campaigns, actor, text("programme_id: %", setting.programme));
  };
  const auto all = list(administrator);
  ASSERT_EQ(all.campaigns_size(), 2);
  EXPECT_EQ(all.campaigns(0).campaign_id(), to_string(winter));
  EXPECT_EQ(all.campaigns(0).name(), "Winter");
  EXPECT_EQ(all.campaigns(0).corporation_id(), to_string(setting.corporation));
  EXPECT_EQ(all.campaigns(0).complex_ids(0), to_string(setting.complex));
  EXPECT_EQ(all.campaigns(0).ends_on(), "2026-12-31");
  EXPECT_EQ(all.campaigns(0).households(), 25);
  EXPECT_EQ(all.campaigns(0).vouchers(), 50);
  EXPECT_EQ(all.campaigns(1).corporation_id(), "");
  EXPECT_EQ(all.campaigns(1).households(), 0);

  const auto own = list(finance);
  ASSERT_EQ(own.campaigns_size(), 1);
  EXPECT_EQ(own.campaigns(0).households(), 20) << "in whole tens, so that two answers tell of nobody";
  EXPECT_EQ(own.campaigns(0).vouchers(), 40);
  tenants(4);
  hand_out(administrator, winter);
  EXPECT_EQ(list(buyer).SerializeAsString(), own.SerializeAsString()) << "four more are too few to be seen";
  EXPECT_EQ(list(town.actor(ROLE_CORPORATION_BUYER, setting.funder)).campaigns_size(), 0);
}

TEST_F(Campaigns, hours_are_listed_with_what_is_left_of_them) {
  tenants(10);
  const auto bought = town.must(buy_hours, buyer, hours_request(60));
  town.must(pay_invoice, finance, text("invoice_id: % amount_cents: 90000", bought.invoice_id()));
  hand_out(administrator, opened(buyer, 2));
  town.must(buy_hours, buyer, hours_request(2, "Later"));
  const auto list = [&](const Actor& actor, const std::string& page = "") {
    return town.must(list_bulk_purchases, actor, text("programme_id: % " + page, setting.programme));
  };
  const auto all = list(finance);
  ASSERT_EQ(all.bulk_purchases_size(), 2);
  const auto& first = all.bulk_purchases(0);
  EXPECT_EQ(first.bulk_purchase_id(), bought.bulk_purchase_id());
  EXPECT_EQ(first.name(), "Uren Linde");
  EXPECT_EQ(first.hours(), 60);
  EXPECT_EQ(first.amount_cents(), 90'000);
  EXPECT_EQ(first.bought_on(), "2026-01-05");
  EXPECT_EQ(first.ends_on(), "2026-12-31");
  EXPECT_EQ(first.due_cents(), 0);
  EXPECT_EQ(first.available_cents(), 60'000);
  EXPECT_EQ(first.reserved_cents(), 30'000);
  EXPECT_EQ(first.spent_cents(), 0);
  EXPECT_EQ(all.bulk_purchases(1).due_cents(), 3'000);
  const auto page = list(administrator, "page { size: 1 }");
  EXPECT_EQ(page.bulk_purchases_size(), 1);
  EXPECT_EQ(list(administrator, "page { token: '" + page.next_page_token() + "' }").bulk_purchases(0).name(), "Later");
  EXPECT_EQ(list(town.actor(ROLE_CORPORATION_FINANCE, setting.funder)).bulk_purchases_size(), 0);
}

TEST_F(Campaigns, that_cannot_be_funded_hand_out_nothing_and_say_so_before) {
  tenants(20);
  const auto hours = BudgetId::of(town.must(buy_hours, buyer, hours_request(39)).budget_id());
  const auto winter = opened(buyer, 2);
  EXPECT_EQ(preview(buyer, winter).uncovered_cents(), 1'500);
  EXPECT_REFUSED(hand_out(buyer, winter), REFUSAL_FUNDING_EXHAUSTED);
  EXPECT_EQ(figures(hours), (Figures{58'500, 58'500, 0, 0}));
  EXPECT_EQ(preview(buyer, winter).households(), 20);
}

TEST_F(Campaigns, tell_a_corporation_no_counts_under_ten) {
  tenants(9);
  town.must(buy_hours, buyer, hours_request(60));
  const auto winter = opened(buyer, 2);
  auto said = preview(buyer, winter);
  EXPECT_TRUE(said.fewer_than_ten());
  said.clear_fewer_than_ten();
  EXPECT_EQ(said.ByteSizeLong(), 0u) << "nothing else is said";
  EXPECT_EQ(preview(administrator, winter).households(), 9);
  tenants(5);
  EXPECT_TRUE(preview(buyer, winter).fewer_than_ten()) << "eight with a low income, six without";
  const auto ten = hand_out(buyer, winter, 1).value();
  EXPECT_EQ(ten.households(), 10) << "one by one they could be counted";
  EXPECT_FALSE(ten.done());
  const auto rest = hand_out(buyer, winter).value();
  EXPECT_TRUE(rest.done());
  EXPECT_EQ(rest.households() + rest.vouchers(), 0) << "four more had theirs";
  EXPECT_EQ(preview(administrator, winter).households(), 0);
}

TEST_F(Campaigns, subtracted_from_each_other_tell_a_corporation_nothing) {
  tenants(19);  // Ten with a low income, nine without.
  town.must(buy_hours, buyer, hours_request(400));
  const auto everybody = opened(buyer, 2, "Everybody");
  auto request = campaign_request("Low incomes", 2);
  request.set_low_income_only(true);
  const auto low = CampaignId::of(town.must(open_campaign, buyer, request).campaign_id());
  EXPECT_EQ(preview(administrator, everybody).households() - preview(administrator, low).households(), 9);
  EXPECT_EQ(preview(buyer, everybody).households(), 10);
  EXPECT_EQ(preview(buyer, everybody).DebugString(), preview(buyer, low).DebugString());
  const auto before = preview(buyer, everybody).DebugString();
  tenants(1);
  EXPECT_EQ(preview(buyer, everybody).DebugString(), before) << "nobody sees one household come to live there";
  const auto handed = hand_out(buyer, everybody).value();
  EXPECT_EQ(handed.households(), 20);
  EXPECT_EQ(handed.vouchers(), 40);
  tenants(13);
  EXPECT_EQ(hand_out(buyer, everybody, 11)->done(), true) << "eleven were asked for; twenty are looked for";
}

TEST_F(Campaigns, are_their_corporations_own_and_end) {
  tenants(1);
  town.must(buy_hours, buyer, hours_request(60));
  const auto winter = opened(buyer, 2);
  const auto other = town.actor(ROLE_CORPORATION_BUYER, setting.funder);
  EXPECT_REFUSED(hand_out(other, winter), REFUSAL_CAMPAIGN_NOT_FOUND);
  EXPECT_REFUSED(town.call(preview_campaign, other, text("campaign_id: %", winter)), REFUSAL_CAMPAIGN_NOT_FOUND);
  EXPECT_REFUSED(hand_out(buyer, CampaignId(setting.funder)), REFUSAL_CAMPAIGN_NOT_FOUND);
  EXPECT_REFUSED(hand_out(buyer, opened(administrator, 1, "Van de gemeente")), REFUSAL_CAMPAIGN_NOT_FOUND);
  town.advance_to("2027-01-01");
  EXPECT_REFUSED(hand_out(buyer, winter), REFUSAL_CAMPAIGN_CLOSED);
  EXPECT_REFUSED(give(winter, town.resident("tenant 1").household, 1), REFUSAL_CAMPAIGN_CLOSED);
}

TEST_F(Campaigns, reach_low_incomes_neighbourhoods_or_the_whole_target_group) {
  rule(budget("Minima", 1'000'000, "MINIMA_POLICY"), 1);
  tenants(4);
  town.resident("low income elsewhere");
  town.resident("neither", {.low_income = false});
  const std::string complex = "complex_ids: '" + to_string(setting.complex) + "' ";
  const std::string noord = "neighbourhood_ids: '" + to_string(setting.neighbourhood) + "' ";
  struct {
    std::string who;
    int households;
  } const table[] = {
      {"", 5},    {"low_income_only: true", 3}, {complex, 4}, {complex + "low_income_only: true", 2},
      {noord, 5}, {noord + complex, 5},
  };
  for (const auto& row : table) {
    const auto gift = campaign(1, row.who);
    EXPECT_EQ(preview(administrator, gift).households(), row.households) << row.who;
    EXPECT_EQ(hand_out(administrator, gift)->households(), row.households) << row.who;
  }
}

TEST_F(Campaigns, give_a_household_no_more_than_the_ceiling) {
  rule(budget("Minima", 1'000'000, "MINIMA_POLICY"), 1);
  const auto home = town.resident("Ada").household;
  const auto gift = campaign(2);
  EXPECT_EQ(give(gift, home, 4)->voucher_ids_size(), 4);
  EXPECT_EQ(give(gift, home, 4)->expires_on(), "2027-01-05");
  EXPECT_REFUSED(give(gift, home, 3), REFUSAL_FREE_CEILING_REACHED);
  EXPECT_TRUE(give(gift, home, 2));
  EXPECT_REFUSED(give(gift, home, 1), REFUSAL_FREE_CEILING_REACHED);
  EXPECT_TRUE(give(campaign(2), home, 10)) << "each campaign has its own ceiling";
  EXPECT_EQ(hand_out(administrator, gift)->households(), 0) << "who had some by hand gets no more";
  EXPECT_REFUSED(give(gift, HouseholdId(setting.funder), 1), REFUSAL_HOUSEHOLD_NOT_FOUND);
  EXPECT_REFUSED(give(CampaignId(setting.funder), home, 1), REFUSAL_CAMPAIGN_NOT_FOUND);
}

TEST_F(Campaigns, a_raised_ceiling_holds_for_households_that_had_some) {
  rule(budget("Minima", 1'000'000, "MINIMA_POLICY"), 1);
  const auto home = town.resident("Ada").household;
  const auto gift = campaign(2);
  EXPECT_TRUE(give(gift, home, 10));
  town.must(organisations::set_programme_terms, administrator,
            text("programme_id: % terms { starts_on: '2026-02-01' free_ceiling: 20 }", setting.programme));
  town.advance_to("2026-02-01");
  EXPECT_TRUE(give(gift, home, 10));
  EXPECT_REFUSED(give(gift, home, 1), REFUSAL_FREE_CEILING_REACHED);
}

TEST_F(Campaigns, invoices_are_listed_to_who_owes_them) {
  rule(budget("W-deel", 100'000), 1);
  const auto first = town.must(buy_hours, buyer, hours_request(2)).invoice_id();
  town.must(buy_hours, buyer, hours_request(1, "Meer uren"));
  buy(town.resident("Ada"), 2, "REDUCED", "INVOICE");
  town.must(pay_invoice, finance, text("invoice_id: % amount_cents: 3000", first));
  const auto listed = [&](const Actor& actor, const std::string& page = "") {
    return town.must(list_invoices, actor, text("programme_id: % " + page, setting.programme));
  };
  EXPECT_EQ(listed(coordinator).invoices_size(), 3);
  EXPECT_EQ(listed(town.actor(ROLE_CORPORATION_BUYER, setting.funder)).invoices_size(), 0);
  const auto own = listed(finance, "page { size: 1 }");
  ASSERT_EQ(own.invoices_size(), 1);
  EXPECT_EQ(own.invoices(0).invoice_id(), first);
  EXPECT_EQ(own.invoices(0).amount_cents(), 3'000);
  EXPECT_EQ(own.invoices(0).due_cents(), 0);
  EXPECT_EQ(own.invoices(0).issued_on(), "2026-01-05");
  const auto rest = listed(buyer, "page { token: '" + own.next_page_token() + "' }");
  ASSERT_EQ(rest.invoices_size(), 1);
  EXPECT_EQ(rest.invoices(0).due_cents(), 1'500);
}

}  // namespace
}  // namespace emplooi::vouchers
