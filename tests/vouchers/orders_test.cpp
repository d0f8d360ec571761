#include <gtest/gtest.h>

#include "funding/story.h"
#include "organisations/organisations.h"

namespace emplooi::vouchers {
namespace {

using testing::Figures;
using testing::text;

class Orders : public testing::StoryTest {
 protected:
  const BudgetId w_deel = budget("W-deel", 1'000'000);
  const FundingRuleId all = rule(w_deel, 1);
  const testing::ResidentPersona ada = town.resident("Ada");

  Outcome<v1::OrderVouchersResponse> order_as(const Actor& actor, const v1::OrderVouchersRequest& request) {
    return town.call(order_vouchers, actor, request);
  }
};

TEST_F(Orders, become_vouchers_when_they_are_paid) {
  struct {
    const char* method;
    std::int64_t cash_in;
    bool invoiced;
  } const table[] = {{"CASH", 1'500, false}, {"CARD", 1'500, false}, {"INVOICE", 0, true}};
  std::int64_t in_till = 0;
  for (const auto& row : table) {
    const auto ordered = order(ada, 3);
    EXPECT_EQ(ordered.total_cents(), 1'500);
    const auto paid = pay(ordered.order_id(), 1'500, row.method).value();
    ASSERT_EQ(paid.voucher_ids_size(), 3) << row.method;
    EXPECT_EQ(paid.expires_on(), "2027-01-05");
    EXPECT_EQ(!paid.invoice_id().empty(), row.invoiced);
    EXPECT_EQ(cash(), in_till += row.cash_in);
    const auto voucher = file(ids_of(paid).front()).voucher();
    EXPECT_EQ(voucher.kind(), funding::v1::VOUCHER_KIND_REDUCED);
    EXPECT_EQ(voucher.state(), v1::VOUCHER_STATE_ISSUED);
    EXPECT_EQ(voucher.face_cents(), 1'500);
    EXPECT_EQ(voucher.paid_cents(), 500);
    EXPECT_EQ(voucher.minutes(), 60);
    EXPECT_EQ(voucher.issued_on(), "2026-01-05");
    EXPECT_EQ(voucher.household_id(), to_string(ada.household));
  }
  EXPECT_EQ(voucher_float(), 4'500);
  EXPECT_EQ(figures(w_deel), (Figures{1'000'000, 991'000, 9'000, 0}));
}

TEST_F(Orders, refuse_who_may_not_buy_or_what_is_not_for_sale) {
  const auto rich = town.resident("Rijk", {.low_income = false}), dead = town.resident("Wijlen");
  const auto tenant = town.resident("Huurder", {.low_income = false, .in_complex = true});
  town.must(residents::record_death, coordinator, text("resident_id: % deceased_on: '2026-01-05'", dead.id));
  struct {
    ResidentId who;
    Uuid programme;
    int count;
    const char* kind;
    Refusal refusal;
  } const table[] = {
      {ada.id, setting.programme, 1, "FREE", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {ada.id, setting.programme, 1, "UNSPECIFIED", REFUSAL_FIELD_MISSING},
      {ada.id, setting.funder, 1, "REDUCED", REFUSAL_PROGRAMME_NOT_FOUND},
      {ada.id, setting.programme, 0, "REDUCED", REFUSAL_FIELD_MISSING},
      {ada.id, setting.programme, -1, "REDUCED", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {ada.id, setting.programme, 53, "REDUCED", REFUSAL_ORDER_TOO_LARGE},
      {ResidentId(setting.funder), setting.programme, 1, "REDUCED", REFUSAL_RESIDENT_NOT_FOUND},
      {dead.id, setting.programme, 1, "REDUCED", REFUSAL_RESIDENT_DECEASED},
      {rich.id, setting.programme, 1, "REDUCED", REFUSAL_RESIDENT_NOT_IN_TARGET_GROUP},
      {rich.id, setting.programme, 1, "MARKET", REFUSAL_UNSPECIFIED},
      {tenant.id, setting.programme, 1, "REDUCED", REFUSAL_UNSPECIFIED},
      {ada.id, setting.programme, 52, "REDUCED", REFUSAL_UNSPECIFIED},
  };
  for (const auto& row : table) {
    const auto outcome = order_as(coordinator, text(std::string("programme_id: % resident_id: % count: % kind: "
                                                                "VOUCHER_KIND_") +
                                                        row.kind,
                                                    row.programme, row.who, row.count));
    if (row.refusal == REFUSAL_UNSPECIFIED) {
      EXPECT_TRUE(outcome) << row.kind;
    } else {
      EXPECT_REFUSED(outcome, row.refusal) << row.kind << row.count;
    }
  }
  EXPECT_REFUSED(order_as(rich.actor, order_request(ada.id, 1)), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(order_as(town.stranger(ROLE_COORDINATOR), order_request(ada.id, 1)), REFUSAL_RESIDENT_NOT_FOUND);
}

TEST_F(Orders, are_paid_once_to_the_cent_and_at_once_only_to_a_coordinator) {
  const auto ordered = order(ada, 2).order_id();
  for (const std::int64_t wrong : {0, 999, 1'001}) {
    const auto refused = pay(ordered, wrong);
    EXPECT_REFUSED(refused, REFUSAL_PAYMENT_DIFFERS) << wrong;
    EXPECT_EQ(refused.error().facts.at("due_cents"), "1000");
  }
  const auto in_cash = text("order_id: % amount_cents: 1000 method: PAYMENT_METHOD_CASH", ordered);
  const auto by_card = text("order_id: % amount_cents: 1000 method: PAYMENT_METHOD_CARD", ordered);
  EXPECT_REFUSED(town.call(pay_order, ada.actor, in_cash), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(town.call(pay_order, ada.actor, by_card), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(town.call(pay_order, town.resident("Bep").actor, in_cash), REFUSAL_ORDER_NOT_FOUND);
  EXPECT_REFUSED(town.call(pay_order, town.stranger(ROLE_COORDINATOR), in_cash), REFUSAL_ORDER_NOT_FOUND);
  EXPECT_TRUE(town.call(pay_order, coordinator, in_cash));
  EXPECT_REFUSED(pay(ordered, 1'000), REFUSAL_ORDER_NOT_OPEN);
  EXPECT_EQ(cash(), 1'000);
  const auto another = order(ada, 1).order_id();
  EXPECT_TRUE(
      town.call(pay_order, ada.actor, text("order_id: % amount_cents: 500 method: PAYMENT_METHOD_INVOICE", another)));
  EXPECT_EQ(cash(), 1'000);
}

TEST_F(Orders, are_cancelled_while_they_are_open) {
  const auto ordered = order(ada, 1).order_id();
  const auto request = text("order_id: %", ordered);
  EXPECT_REFUSED(town.call(cancel_order, town.resident("Bep").actor, request), REFUSAL_ORDER_NOT_FOUND);
  EXPECT_TRUE(town.call(cancel_order, ada.actor, request));
  EXPECT_REFUSED(town.call(cancel_order, ada.actor, request), REFUSAL_ORDER_NOT_OPEN);
  EXPECT_REFUSED(pay(ordered, 500), REFUSAL_ORDER_NOT_OPEN);
}

TEST_F(Orders, a_repeated_payment_is_answered_again_and_another_is_refused) {
  const auto ordered = order(ada, 1).order_id();
  const v1::PayOrderRequest request = text("order_id: % amount_cents: 500 method: PAYMENT_METHOD_CARD", ordered);
  const auto command = town.fresh_command_id();
  const auto first = town.call(pay_order, coordinator, request, command);
  const auto again = town.call(pay_order, coordinator, request, command);
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  v1::PayOrderRequest other = request;
  other.set_amount_cents(501);
  EXPECT_REFUSED(town.call(pay_order, coordinator, other, command), REFUSAL_COMMAND_ID_REUSED);
  EXPECT_EQ(cash(), 500);
}

TEST_F(Orders, hold_to_the_ceilings_of_resident_and_household_in_a_calendar_year) {
  const auto ben = town.resident("Ben", {.household = ada.household}),
             cor = town.resident("Cor", {.household = ada.household});
  buy(ada, 50);
  const auto two = order(ada, 2).order_id(), one_more = order(ada, 1).order_id();
  EXPECT_REFUSED(order_as(ada.actor, order_request(ada.id, 3)), REFUSAL_RESIDENT_CEILING_REACHED);
  EXPECT_TRUE(pay(two, 1'000));
  EXPECT_REFUSED(pay(one_more, 500), REFUSAL_RESIDENT_CEILING_REACHED) << "ordered before, but full now";
  buy(ben, 51);
  EXPECT_REFUSED(order_as(cor.actor, order_request(cor.id, 2)), REFUSAL_HOUSEHOLD_CEILING_REACHED);
  buy(cor, 1);
  EXPECT_REFUSED(order_as(cor.actor, order_request(cor.id, 1)), REFUSAL_HOUSEHOLD_CEILING_REACHED);
  EXPECT_TRUE(order_as(town.resident("Dirk").actor, order_request(town.resident("Dirk").id, 52)))
      << "another household";
  town.advance_to("2026-12-31");
  EXPECT_REFUSED(order_as(ben.actor, order_request(ben.id, 1)), REFUSAL_HOUSEHOLD_CEILING_REACHED);
  town.advance_to("2027-01-01");
  EXPECT_TRUE(order_as(ben.actor, order_request(ben.id, 52)));
}

TEST_F(Orders, what_is_refunded_does_not_count_and_what_is_reissued_counts_once) {
  const auto vouchers = buy(ada, 52);
  EXPECT_TRUE(refund(vouchers[0]));
  EXPECT_TRUE(block(vouchers[1]));
  EXPECT_TRUE(reissue(vouchers[1]));
  EXPECT_REFUSED(order_as(ada.actor, order_request(ada.id, 2)), REFUSAL_RESIDENT_CEILING_REACHED);
  EXPECT_TRUE(order_as(ada.actor, order_request(ada.id, 1)));
}

TEST_F(Orders, a_voucher_reissued_in_the_next_year_is_still_of_the_year_it_was_bought_in) {
  town.advance_to("2026-12-30");
  const auto lost = buy(ada, 1).front();
  town.advance_to("2027-01-02");
  EXPECT_TRUE(block(lost));
  EXPECT_TRUE(reissue(lost));
  EXPECT_TRUE(order_as(ada.actor, order_request(ada.id, 52))) << "nothing was bought this year";
}

TEST(OrdersOnOtherTerms, may_straddle_tiers) {
  testing::Story story("tiers { from_nth: 3 extra_cents: 250 } tiers { from_nth: 5 extra_cents: 5000 }");
  story.rule(story.budget("W-deel", 100'000), 1);
  const auto ada = story.town.resident("Ada");
  struct {
    int count;
    const char* kind;
    std::vector<std::pair<int, std::int64_t>> lines;
  } const table[] = {
      {2, "REDUCED", {{2, 500}}},
      {6, "REDUCED", {{2, 500}, {2, 750}, {2, 1'500}}},
      {6, "MARKET", {{6, 1'500}}},
  };
  for (const auto& row : table) {
    const auto ordered = story.order(ada, row.count, row.kind);
    std::vector<std::pair<int, std::int64_t>> lines;
    std::int64_t sum = 0;
    for (const auto& line : ordered.lines()) {
      lines.emplace_back(line.count(), line.price_cents());
      sum += line.count() * line.price_cents();
    }
    EXPECT_EQ(lines, row.lines) << row.kind << row.count;
    EXPECT_EQ(ordered.total_cents(), sum);
  }
  story.buy(ada, 1, "MARKET");
  const auto rest = story.buy(ada, 4);
  std::vector<std::int64_t> paid;
  for (const auto& voucher : rest) paid.push_back(story.file(voucher).voucher().paid_cents());
  EXPECT_EQ(paid, (std::vector<std::int64_t>{500, 750, 750, 1'500})) << "the second to the fifth of the year";
  EXPECT_EQ(story.voucher_float(), 1'500 + 3'500);
}

TEST(OrdersOnOtherTerms, have_a_smallest_and_a_largest_size) {
  testing::Story story("order_min: 2 order_max: 4");
  const auto ada = story.town.resident("Ada");
  const auto order = [&](int count) {
    return story.town.call(order_vouchers, ada.actor, story.order_request(ada.id, count));
  };
  EXPECT_REFUSED(order(1), REFUSAL_ORDER_TOO_SMALL);
  EXPECT_TRUE(order(2));
  EXPECT_TRUE(order(4));
  EXPECT_REFUSED(order(5), REFUSAL_ORDER_TOO_LARGE);
}

TEST(OrdersOnOtherTerms, that_cost_nothing_need_no_invoice) {
  testing::Story story(
      "reduced_tariff_cents: 0 voucher_minutes: 30 validity: VALIDITY_END_OF_MONTH validity_months: 1");
  story.rule(story.budget("W-deel", 100'000), 1);
  const auto ordered = story.order(story.town.resident("Ada"), 2);
  EXPECT_EQ(ordered.total_cents(), 0);
  const auto paid = story.pay(ordered.order_id(), 0, "INVOICE");
  ASSERT_TRUE(paid);
  EXPECT_EQ(paid->invoice_id(), "");
  EXPECT_EQ(paid->expires_on(), "2026-02-28");
  EXPECT_EQ(story.file(testing::Story::ids_of(*paid)[0]).voucher().face_cents(), 750) << "half an hour";
}

TEST_F(Orders, left_open_while_the_tariff_fell_below_their_price_are_ordered_again) {
  const auto stale = order(ada, 1).order_id();
  town.must(organisations::set_programme_terms, administrator,
            text("programme_id: % terms { starts_on: '2026-02-01' market_tariff_cents: 400 reduced_tariff_cents: 100 }",
                 setting.programme));
  town.advance_to("2026-02-01");
  EXPECT_REFUSED(pay(stale, 500), REFUSAL_ORDER_NOT_OPEN);
  EXPECT_EQ(order(ada, 1).total_cents(), 100);
}

TEST_F(Orders, are_not_paid_after_the_programme_is_over) {
  const auto brief =
      town.must(organisations::create_programme, administrator,
                text("name: 'Proef' starts_on: '2026-01-01' ends_on: '2026-01-31' provider_id: %", setting.provider))
          .programme_id();
  town.must(organisations::set_programme_terms, administrator,
            text("programme_id: % terms { starts_on: '2026-01-01' }", brief));
  const auto request = text("programme_id: % resident_id: % count: 1 kind: VOUCHER_KIND_MARKET", brief, ada.id);
  const auto ordered = town.must(order_vouchers, ada.actor, request).order_id();
  town.advance_to("2026-02-01");
  EXPECT_REFUSED(pay(ordered, 1'500), REFUSAL_PROGRAMME_NOT_RUNNING);
  EXPECT_REFUSED(order_as(ada.actor, request), REFUSAL_PROGRAMME_NOT_RUNNING);
}

}  // namespace
}  // namespace emplooi::vouchers
