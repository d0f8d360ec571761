#include "ledger/ledger.h"
#include "settlement/story.h"

namespace emplooi::settlement {
namespace {

using ledger::Kind;
using testing::text;

class Payments : public testing::Story {
 protected:
  Cents balance(Kind kind, const Uuid& owner) {
    return town.read([&](auto& tx) { return ledger::balance(tx, setting.programme, {kind, owner}); });
  }
  Cents cash() { return balance(Kind::cash, setting.programme); }

  auto pay_funder(const v1::Statement& statement, std::int64_t amount) {
    return town.call(record_funder_payment, administrator,
                     text("statement_id: % amount_cents: %", statement.statement_id(), amount));
  }
  auto pay_out_to_provider(const v1::Statement& statement, std::int64_t amount) {
    return town.call(pay_provider, administrator,
                     text("statement_id: % amount_cents: %", statement.statement_id(), amount));
  }
};

TEST_F(Payments, settle_a_month_with_everybody) {
  january();
  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  const Cents before = cash();
  ASSERT_TRUE(pay_funder(statement(setting.funder, 202601), 26400));
  ASSERT_TRUE(pay_funder(statement(partner, 202601), 600));
  EXPECT_EQ(cash() - before, 27000_cents);
  for (const auto& budget : {reintegration, minima, care}) EXPECT_EQ(balance(Kind::receivable_funder, budget), 0_cents);

  ASSERT_TRUE(pay_out_to_provider(statement(setting.provider, 202601), 29500));
  EXPECT_EQ(balance(Kind::payable_provider, setting.provider), 0_cents);
  EXPECT_EQ(cash() - before, Cents{27000 - 29500});
  for (const auto& party : {Uuid(setting.funder), Uuid(partner), Uuid(setting.provider)}) {
    EXPECT_EQ(statement(party, 202601).due_cents(), 0);
    EXPECT_EQ(statement(party, 202601).paid_on(), "2026-02-02");
  }
  EXPECT_EQ(statement(setting.funder, 202601).total_cents(), 26400);
}

TEST_F(Payments, go_to_the_bank_account_that_was_known_when_the_month_was_closed) {
  const auto set = [&](const std::string& iban) {
    town.must_approved(organisations::set_bank_details, administrator,
                       text("provider_id: % iban: % account_holder: 'De Buurt Werkt'", setting.provider, iban));
  };
  const auto payee = [&](const v1::Statement& of) {
    return town.call(get_payee, administrator, text("statement_id: %", of.statement_id()));
  };
  buys("Ada", 2);
  approve(is_helped("Ada"));
  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  const auto january = statement(setting.provider, 202601);
  EXPECT_REFUSED(payee(january), REFUSAL_BANK_DETAILS_NOT_FOUND) << "none was known";
  set("NL91ABNA0417164300");
  EXPECT_REFUSED(payee(january), REFUSAL_BANK_DETAILS_NOT_FOUND) << "a closed month stays as it was";
  approve(is_helped("Ada"));
  town.advance_to("2026-03-02");
  ASSERT_TRUE(close(202602));
  set("DE89370400440532013000");
  const auto february = statement(setting.provider, 202602);
  EXPECT_EQ(payee(february)->iban(), "NL91ABNA0417164300");
  EXPECT_EQ(payee(february)->account_holder(), "De Buurt Werkt");
  EXPECT_EQ(payee(february)->due_cents(), 1'500);
  EXPECT_EQ(february.payee().masked_iban(), "NL91 **** 4300");
  const auto for_auditor = town.must(get_statement, auditor, text("statement_id: %", february.statement_id()));
  EXPECT_EQ(for_auditor.statement().payee().account_holder(), "");
  EXPECT_REFUSED(town.call(get_payee, auditor, text("statement_id: %", february.statement_id())),
                 REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(payee(statement(setting.funder, 202602)), REFUSAL_BANK_DETAILS_NOT_FOUND) << "who pays is not paid";
  EXPECT_REFUSED(town.call(get_payee, administrator, text("statement_id: %", setting.programme)),
                 REFUSAL_STATEMENT_NOT_FOUND);
}

TEST_F(Payments, are_exact_and_made_once) {
  january();
  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  const auto funder = statement(partner, 202601), provider = statement(setting.provider, 202601);
  for (const std::int64_t amount : {599, 601, 0, -600}) {
    const auto differs = pay_funder(funder, amount);
    EXPECT_REFUSED(differs, REFUSAL_PAYMENT_DIFFERS);
    EXPECT_EQ(differs.error().facts.at("due_cents"), "600");
  }
  ASSERT_TRUE(pay_funder(funder, 600));
  EXPECT_REFUSED(pay_funder(funder, 600), REFUSAL_INVOICE_NOT_OPEN);
  EXPECT_REFUSED(pay_out_to_provider(provider, 1), REFUSAL_PAYMENT_DIFFERS);
  ASSERT_TRUE(pay_out_to_provider(provider, 29500));
  EXPECT_REFUSED(pay_out_to_provider(provider, 29500), REFUSAL_INVOICE_NOT_OPEN);
}

TEST_F(Payments, are_for_the_party_that_owes_or_is_owed) {
  january();
  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  EXPECT_REFUSED(pay_funder(statement(setting.provider, 202601), 29500), REFUSAL_STATEMENT_NOT_FOUND);
  EXPECT_REFUSED(pay_funder(statement(setting.corporation, 202601), 1500), REFUSAL_STATEMENT_NOT_FOUND);
  EXPECT_REFUSED(pay_out_to_provider(statement(setting.funder, 202601), 26400), REFUSAL_STATEMENT_NOT_FOUND);
  EXPECT_REFUSED(
      town.call(record_funder_payment, municipality_finance,
                text("statement_id: % amount_cents: 26400", statement(setting.funder, 202601).statement_id())),
      REFUSAL_ACTOR_NOT_ALLOWED);
}

TEST_F(Payments, go_the_other_way_where_corrections_exceed_the_work) {
  const auto jobs = january();
  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  ASSERT_TRUE(pay_funder(statement(partner, 202601), 600));
  ASSERT_TRUE(pay_out_to_provider(statement(setting.provider, 202601), 29500));
  town.must(jobs::undo_approval, coordinator, text("job_id: % reason: 'not that day'", jobs[1]));
  town.advance_to("2026-03-02");
  ASSERT_TRUE(close(202602));
  const Cents before = cash();
  ASSERT_TRUE(pay_funder(statement(partner, 202602), -300));
  EXPECT_EQ(cash() - before, Cents{-300});
  ASSERT_TRUE(pay_out_to_provider(statement(setting.provider, 202602), -1500));
  EXPECT_EQ(cash() - before, Cents{1200});
  EXPECT_EQ(balance(Kind::receivable_funder, care), 0_cents);
  EXPECT_EQ(balance(Kind::payable_provider, setting.provider), 0_cents);
}

TEST_F(Payments, are_not_asked_for_where_work_and_corrections_cancel_out) {
  buys("Ada", 2);
  const auto job = is_helped("Ada");
  approve(job);
  town.must(jobs::undo_approval, coordinator, text("job_id: % reason: 'wrong'", job));
  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  EXPECT_EQ(lines(statement(partner, 202601).statement_id()), "Zorg VOUCHERS 1 300\nZorg CORRECTIONS 1 -300\n");
  EXPECT_REFUSED(pay_funder(statement(partner, 202601), 0), REFUSAL_INVOICE_NOT_OPEN);
}

TEST_F(Payments, give_back_to_households_what_their_lapsed_vouchers_cost) {
  buys("Ada", 4);
  const auto household = town.resident("Ada").household;
  const auto pay = [&](std::int64_t amount) {
    return town.call(pay_out, administrator,
                     text("programme_id: % household_id: % amount_cents: %", setting.programme, household, amount));
  };
  const auto owed = [&] { return town.must(list_pay_outs, auditor, text("programme_id: %", setting.programme)); };
  EXPECT_REFUSED(pay(2000), REFUSAL_REFUND_NOTHING_DUE);
  EXPECT_EQ(owed().pay_outs_size(), 0);
  town.advance_to("2027-01-06");
  town.must(vouchers::expire_vouchers, administrator, text(""));
  ASSERT_EQ(owed().pay_outs_size(), 1);
  EXPECT_EQ(owed().pay_outs(0).household_id(), to_string(household));
  EXPECT_EQ(owed().pay_outs(0).amount_cents(), 2000);

  const Cents before = cash();
  EXPECT_REFUSED(pay(1999), REFUSAL_PAYMENT_DIFFERS);
  ASSERT_TRUE(pay(2000));
  EXPECT_EQ(before - cash(), 2000_cents);
  EXPECT_EQ(owed().pay_outs_size(), 0);
  EXPECT_REFUSED(pay(2000), REFUSAL_REFUND_NOTHING_DUE);
  EXPECT_REFUSED(town.call(pay_out, administrator,
                           text("programme_id: % household_id: % amount_cents: 1", setting.programme, setting.complex)),
                 REFUSAL_HOUSEHOLD_NOT_FOUND);
  EXPECT_REFUSED(town.call(pay_out, administrator,
                           text("programme_id: % household_id: % amount_cents: 1", setting.complex, household)),
                 REFUSAL_PROGRAMME_NOT_FOUND);
  EXPECT_REFUSED(town.call(list_pay_outs, auditor, text("programme_id: % page { token: 'x' }", setting.programme)),
                 REFUSAL_PAGE_TOKEN_INVALID);
}

class Statements : public testing::Story {};

TEST_F(Statements, are_seen_by_their_party_and_by_the_auditor) {
  january();
  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  const auto own = statement(setting.funder, 202601), others = statement(partner, 202601);
  EXPECT_EQ(statements(auditor).size(), 4u);
  EXPECT_EQ(statements(town.stranger(ROLE_AUDITOR)).size(), 0u);
  ASSERT_EQ(statements(municipality_finance).size(), 1u);
  EXPECT_EQ(statements(municipality_finance)[0].statement_id(), own.statement_id());
  ASSERT_EQ(statements(corporation_finance).size(), 1u);
  EXPECT_EQ(statements(corporation_finance)[0].total_cents(), 1500);

  const auto get = [&](const Actor& actor, const v1::Statement& statement) {
    return town.call(get_statement, actor, text("statement_id: %", statement.statement_id()));
  };
  EXPECT_EQ(get(municipality_finance, own).value().lines_size(), 3);
  EXPECT_REFUSED(get(municipality_finance, others), REFUSAL_STATEMENT_NOT_FOUND);
  EXPECT_REFUSED(get(corporation_finance, own), REFUSAL_STATEMENT_NOT_FOUND);
  EXPECT_REFUSED(get(town.stranger(ROLE_AUDITOR), own), REFUSAL_STATEMENT_NOT_FOUND);
}

TEST_F(Statements, are_listed_by_month_and_page) {
  january();
  town.advance_to("2026-02-02");
  ASSERT_TRUE(close(202601));
  approve(is_helped("Bea"));
  town.advance_to("2026-03-02");
  ASSERT_TRUE(close(202602));
  EXPECT_EQ(statements(administrator).size(), 6u);
  EXPECT_EQ(statements(administrator, 202602).size(), 2u);
  EXPECT_EQ(statements(administrator, 202603).size(), 0u);
  const auto first =
      town.must(list_statements, administrator, text("programme_id: % page { size: 5 }", setting.programme));
  EXPECT_EQ(first.statements_size(), 5);
  const auto second =
      town.must(list_statements, administrator,
                text("programme_id: % page { size: 5 token: % }", setting.programme, first.next_page_token()));
  EXPECT_EQ(second.statements_size(), 1);
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_REFUSED(
      town.call(list_statements, administrator, text("programme_id: % page { token: 'x' }", setting.programme)),
      REFUSAL_PAGE_TOKEN_INVALID);
}

}  // namespace
}  // namespace emplooi::settlement
