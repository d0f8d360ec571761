#include <gtest/gtest.h>

#include "funding/story.h"

namespace emplooi::vouchers {
namespace {

using ledger::Kind;
using testing::Figures;
using testing::text;

class LostAndReturned : public testing::StoryTest {
 protected:
  const BudgetId w_deel = budget("W-deel", 10'000);
  const FundingRuleId all = rule(w_deel, 1);
  const testing::ResidentPersona ada = town.resident("Ada");

  /// One voucher in every state: bought by Ada, and called after its state.
  std::map<std::string, VoucherId> in_every_state() {
    std::map<std::string, VoucherId> made;
    const auto bram = town.participant("Bram");
    const auto bought = buy(ada, 6);
    made["redeemed"] = bought[0];
    EXPECT_TRUE(approve(done(ada, bram)));
    made["reserved"] = bought[1];
    planned(ada, bram);
    made["blocked"] = bought[2];
    EXPECT_TRUE(block(bought[2]));
    made["refunded"] = bought[3];
    EXPECT_TRUE(refund(bought[3]));
    made["issued"] = bought[4];
    return made;
  }
};

TEST_F(LostAndReturned, only_a_voucher_at_hand_is_blocked_or_refunded) {
  auto vouchers = in_every_state();
  vouchers["nobody's"] = VoucherId(setting.funder);
  struct {
    const char* voucher;
    Refusal refusal;
  } const table[] = {
      {"redeemed", REFUSAL_VOUCHER_ALREADY_REDEEMED}, {"reserved", REFUSAL_VOUCHER_RESERVED},
      {"blocked", REFUSAL_VOUCHER_BLOCKED},           {"refunded", REFUSAL_VOUCHER_REFUNDED},
      {"nobody's", REFUSAL_VOUCHER_NOT_FOUND},
  };
  for (const auto& row : table) {
    EXPECT_REFUSED(block(vouchers.at(row.voucher)), row.refusal) << row.voucher;
    EXPECT_REFUSED(refund(vouchers.at(row.voucher)), row.refusal) << row.voucher;
  }
  EXPECT_REFUSED(reissue(vouchers.at("issued")), REFUSAL_VOUCHER_NOT_BLOCKED);
  EXPECT_REFUSED(reissue(vouchers.at("refunded")), REFUSAL_VOUCHER_NOT_BLOCKED);
  EXPECT_REFUSED(reissue(vouchers.at("nobody's")), REFUSAL_VOUCHER_NOT_FOUND);
  town.advance_to("2027-01-06");
  EXPECT_REFUSED(block(vouchers.at("issued")), REFUSAL_VOUCHER_EXPIRED);
  EXPECT_REFUSED(refund(vouchers.at("issued")), REFUSAL_VOUCHER_EXPIRED);
  EXPECT_REFUSED(reissue(vouchers.at("blocked")), REFUSAL_VOUCHER_EXPIRED);
  expire();
  EXPECT_REFUSED(block(vouchers.at("issued")), REFUSAL_VOUCHER_EXPIRED);
  EXPECT_REFUSED(refund(vouchers.at("issued")), REFUSAL_VOUCHER_EXPIRED);
  EXPECT_REFUSED(reissue(vouchers.at("issued")), REFUSAL_VOUCHER_EXPIRED);
}

TEST_F(LostAndReturned, a_blocked_voucher_gives_its_funding_back_and_a_new_one_takes_it_again) {
  const auto lost = buy(ada, 1).front();
  EXPECT_TRUE(block(lost));
  EXPECT_EQ(figures(w_deel), (Figures{10'000, 10'000, 0, 0}));
  EXPECT_EQ(voucher_float(), 500) << "what was paid is still hers";
  EXPECT_TRUE(allocations(lost).empty());
  town.advance_to("2026-03-01");
  const auto made = reissue(lost).value();
  const auto fresh = VoucherId::of(made.voucher_id());
  EXPECT_EQ(made.expires_on(), "2027-01-05") << "no longer than the lost one";
  EXPECT_EQ(file(lost).voucher().replaced_by(), made.voucher_id());
  EXPECT_NE(file(lost).voucher().code(), file(fresh).voucher().code());
  EXPECT_EQ(file(fresh).voucher().paid_cents(), 500);
  EXPECT_EQ(figures(w_deel), (Figures{10'000, 9'000, 1'000, 0}));
  EXPECT_EQ(voucher_float(), 500) << "paid once";
  EXPECT_REFUSED(reissue(lost), REFUSAL_VOUCHER_ALREADY_REISSUED);
  EXPECT_TRUE(refund(fresh));
  EXPECT_EQ(cash(), 0);
  EXPECT_EQ(voucher_float(), 0);
}

TEST_F(LostAndReturned, a_voucher_is_reissued_only_as_far_as_budgets_reach) {
  const auto lost = buy(ada, 10).front();
  EXPECT_TRUE(block(lost));
  buy(town.resident("Bep"), 1);
  EXPECT_REFUSED(reissue(lost), REFUSAL_FUNDING_EXHAUSTED);
  EXPECT_EQ(state(lost), "blocked");
}

TEST_F(LostAndReturned, a_refund_gives_back_what_was_paid_once) {
  const auto voucher = buy(ada, 1).front();
  const auto given = refund(voucher).value();
  EXPECT_EQ(given.refunded_cents(), 500);
  EXPECT_EQ(given.fee_cents(), 0);
  EXPECT_EQ(cash(), 0);
  EXPECT_EQ(voucher_float(), 0);
  EXPECT_EQ(figures(w_deel), (Figures{10'000, 10'000, 0, 0}));
  EXPECT_REFUSED(refund(voucher), REFUSAL_VOUCHER_REFUNDED);
  const auto gift = ids_of(give(campaign(1), ada.household, 1).value()).front();
  EXPECT_REFUSED(refund(gift), REFUSAL_REFUND_NOTHING_DUE);
  EXPECT_EQ(state(gift), "issued");
}

TEST_F(LostAndReturned, a_refund_lowers_an_open_invoice_before_money_goes_out) {
  const auto ordered = order(ada, 3);
  const auto paid = pay(ordered.order_id(), 1'500, "INVOICE").value();
  const auto invoice = InvoiceId::of(paid.invoice_id());
  const auto vouchers = ids_of(paid);
  EXPECT_TRUE(refund(vouchers[0]));
  EXPECT_EQ(balance(Kind::receivable_buyer, invoice), 1'000);
  EXPECT_EQ(cash(), 0);
  const auto pay_all = [&](std::int64_t amount) {
    return town.call(pay_invoice, coordinator, text("invoice_id: % amount_cents: %", invoice, amount));
  };
  EXPECT_REFUSED(pay_all(1'500), REFUSAL_PAYMENT_DIFFERS);
  EXPECT_TRUE(pay_all(1'000));
  EXPECT_TRUE(refund(vouchers[1]));
  EXPECT_EQ(cash(), 500) << "from now on it is money";
  EXPECT_EQ(balance(Kind::receivable_buyer, invoice), 0);
  EXPECT_REFUSED(pay_all(0), REFUSAL_INVOICE_NOT_OPEN);
}

TEST(LostAndReturnedOnOtherTerms, a_refund_costs_its_fee_and_never_more_than_was_paid) {
  struct {
    const char* terms;
    std::int64_t refunded, fee;
  } const table[] = {{"refund_fee_cents: 150", 350, 150}, {"refund_fee_cents: 900", 0, 500}};
  for (const auto& row : table) {
    testing::Story story(row.terms);
    story.rule(story.budget("W-deel", 10'000), 1);
    const auto ada = story.town.resident("Ada");
    const auto given = story.refund(story.buy(ada, 1).front()).value();
    EXPECT_EQ(given.refunded_cents(), row.refunded);
    EXPECT_EQ(given.fee_cents(), row.fee);
    EXPECT_EQ(story.cash(), row.fee);
    EXPECT_EQ(story.balance(Kind::income, story.setting.programme), row.fee);
    EXPECT_EQ(story.voucher_float(), 0);
    const auto ordered = story.order(ada, 1);
    const auto invoiced = story.pay(ordered.order_id(), 500, "INVOICE").value();
    EXPECT_TRUE(story.refund(testing::Story::ids_of(invoiced).front()));
    EXPECT_EQ(story.balance(Kind::receivable_buyer, InvoiceId::of(invoiced.invoice_id())), row.fee)
        << "the fee is still due";
  }
}

TEST_F(LostAndReturned, a_redemption_that_is_undone_gives_the_voucher_back_and_takes_the_money_back) {
  const auto voucher = buy(ada, 1).front();
  const auto job = done(ada, town.participant("Bram"));
  EXPECT_TRUE(approve(job));
  EXPECT_REFUSED(refund(voucher), REFUSAL_VOUCHER_ALREADY_REDEEMED);
  EXPECT_TRUE(undo(job));
  EXPECT_EQ(state(voucher), "reserved");
  EXPECT_FALSE(file(voucher).voucher().has_redeemed_at());
  EXPECT_EQ(owed_to_provider(), 0);
  EXPECT_TRUE(resolve(job, false));
  EXPECT_TRUE(refund(voucher)) << "nothing came of the hour";
  EXPECT_EQ(cash(), 0);
}

TEST_F(LostAndReturned, residents_see_and_touch_their_own_households_vouchers_only) {
  const auto ben = town.resident("Ben", {.household = ada.household}), bep = town.resident("Bep");
  const auto voucher = buy(ada, 1).front();
  const auto request = text("voucher_id: %", voucher);
  const auto blocking = text("voucher_id: % reason: BLOCK_REASON_STOLEN", voucher);
  for (const auto& stranger : {bep.actor, town.stranger(ROLE_COORDINATOR), town.stranger(ROLE_RESIDENT)}) {
    EXPECT_REFUSED(town.call(get_voucher, stranger, request), REFUSAL_VOUCHER_NOT_FOUND);
    EXPECT_REFUSED(town.call(block_voucher, stranger, blocking), REFUSAL_VOUCHER_NOT_FOUND);
    EXPECT_REFUSED(town.call(refund_voucher, stranger, request), REFUSAL_VOUCHER_NOT_FOUND);
  }
  const auto own = town.must(get_voucher, ben.actor, request);
  EXPECT_EQ(own.voucher().paid_cents(), 500);
  EXPECT_EQ(own.allocations_size(), 0) << "who funds it is the staff's to see";
  EXPECT_EQ(file(voucher).allocations_size(), 1);
  EXPECT_TRUE(town.call(block_voucher, ben.actor, blocking));
}

TEST_F(LostAndReturned, a_paper_voucher_is_found_by_its_code) {
  const auto voucher = buy(ada, 1).front();
  const auto code = file(voucher).voucher().code();
  const auto find = [&](const Actor& actor, const std::string& typed) {
    return town.call(find_voucher, actor, text("code: %", typed));
  };
  EXPECT_EQ(find(coordinator, code)->voucher().voucher_id(), to_string(voucher));
  EXPECT_EQ(find(ada.actor, code.substr(0, 4) + "-" + code.substr(4, 4) + " " + code.substr(8))->voucher().voucher_id(),
            to_string(voucher));
  EXPECT_REFUSED(find(town.resident("Bep").actor, code), REFUSAL_VOUCHER_NOT_FOUND);
  EXPECT_REFUSED(find(town.stranger(ROLE_COORDINATOR), code), REFUSAL_VOUCHER_NOT_FOUND);
  auto mistyped = code;
  std::swap(mistyped[10], mistyped[11]);
  if (mistyped != code) {
    EXPECT_REFUSED(find(coordinator, mistyped), REFUSAL_VOUCHER_NOT_FOUND);
  }
  EXPECT_REFUSED(find(coordinator, "'; DROP TABLE vouchers --"), REFUSAL_VOUCHER_NOT_FOUND);
}

TEST_F(LostAndReturned, vouchers_are_listed_a_page_at_a_time) {
  const auto bought = buy(ada, 3);
  EXPECT_TRUE(block(bought[1]));
  const auto list = [&](const Actor& actor, const std::string& rest) {
    return town.call(list_vouchers, actor, text("resident_id: % " + rest, ada.id));
  };
  EXPECT_EQ(list(ada.actor, "")->vouchers_size(), 3);
  EXPECT_EQ(list(coordinator, "spendable_only: true")->vouchers_size(), 2);
  const auto first = list(ada.actor, "page { size: 2 }").value();
  ASSERT_EQ(first.vouchers_size(), 2);
  EXPECT_EQ(first.vouchers(1).state(), v1::VOUCHER_STATE_BLOCKED);
  const auto second = list(ada.actor, "page { size: 2 token: '" + first.next_page_token() + "' }").value();
  ASSERT_EQ(second.vouchers_size(), 1);
  EXPECT_EQ(second.vouchers(0).voucher_id(), to_string(bought[2]));
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_REFUSED(list(ada.actor, "page { token: 'x' }"), REFUSAL_PAGE_TOKEN_INVALID);
  EXPECT_REFUSED(list(town.resident("Bep").actor, ""), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(list(town.stranger(ROLE_COORDINATOR), ""), REFUSAL_RESIDENT_NOT_FOUND);
  town.advance_to("2027-01-06");
  EXPECT_EQ(list(ada.actor, "spendable_only: true")->vouchers_size(), 0);
}

}  // namespace
}  // namespace emplooi::vouchers
