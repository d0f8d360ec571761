#include <gtest/gtest.h>

#include <random>

#include "funding/story.h"
#include "settlement/settlement.h"

namespace emplooi::jobs {
namespace {

using testing::text;

constexpr int steps = 700;

/// What must add up besides the invariants, and a digest of all that a command can change.
constexpr store::Statement face_redeemed{
    "test.face_redeemed",
    "SELECT CAST(COALESCE(SUM(face_cents), 0) AS BIGINT) FROM vouchers WHERE municipality_id = $1 AND state = 'redeemed'"};
constexpr store::Statement money_in{
    "test.money_in",
    "SELECT CAST(COALESCE(SUM(debits_cents - credits_cents), 0) AS BIGINT) FROM accounts WHERE municipality_id = $1 AND "
    "kind IN ('cash', 'receivable_buyer')"};
constexpr store::Statement spent_on_vouchers{
    "test.spent_on_vouchers",
    "SELECT CAST(COALESCE(SUM(a.amount_cents), 0) AS BIGINT) FROM voucher_allocations a JOIN vouchers v ON "
    "v.municipality_id = a.municipality_id AND v.voucher_id = a.voucher_id WHERE a.municipality_id = $1 AND "
    "v.state = 'redeemed'"};
constexpr store::Statement spent{
    "test.spent",
    "SELECT CAST(COALESCE(SUM(credits_cents - debits_cents), 0) AS BIGINT) FROM accounts WHERE municipality_id = $1 AND "
    "kind = 'budget_spent'"};
constexpr store::Statement counted{
    "test.counted",
    "SELECT CAST((SELECT COUNT(*) FROM transfers WHERE municipality_id = $1) AS TEXT) || '/' || "
    "(SELECT COUNT(*) FROM outbox WHERE municipality_id = $1) || '/' || "
    "(SELECT COUNT(*) FROM refused_pairs WHERE municipality_id = $1) || '/' || "
    "(SELECT COUNT(*) FROM orders WHERE municipality_id = $1 AND state = 'ordered')"};
constexpr store::Statement voucher_states{"test.voucher_states",
                                          "SELECT state FROM vouchers WHERE municipality_id = $1 ORDER BY voucher_id"};
constexpr store::Statement job_states{"test.job_states",
                                      "SELECT state FROM jobs WHERE municipality_id = $1 ORDER BY job_id"};

std::string digest(Transaction& tx) {
  auto all = *tx.one<std::string>(counted);
  for (const auto* states : {&voucher_states, &job_states}) {
    for (const auto& state : tx.all<std::string>(*states)) all += '/' + state;
  }
  return all;
}

/// A town where everybody does whatever comes up, on what exists and on what does not.
class Workload : public testing::StoryTest {
 protected:
  void SetUp() override {
    for (const auto* source : {"RE_INTEGRATION", "MINIMA_POLICY", "INNOVATION"})
      budgets.push_back(budget(source, 60'000, source));
    rules.push_back(rule(budgets[0], 1, "cents_an_hour: 350"));
    rules.push_back(rule(budgets[1], 1, "basis_points_of_gap: 3333", "service_domains: SERVICE_DOMAIN_WELFARE"));
    rules.push_back(rule(budgets[1], 2));
    rules.push_back(rule(budgets[2], 2));
    rules.push_back(rule(budgets[2], 3, "remainder: true", "low_income: true"));
    residents = {town.resident("Ada"), town.resident("Rijk", {.low_income = false}),
                 town.resident("Cor", {.in_complex = true})};
    residents.push_back(town.resident("Ben", {.household = residents[0].household}));
    helpers = {town.participant("Bram"), town.participant("Carla"), town.participant("Dirk")};
    track(helpers[0], "ACTIVATION");
    town.must(participants::record_kinship, town.actor(ROLE_CASE_MANAGER),
              text("participant_id: % resident_id: % degree: 1", helpers[2].id, residents[2].id));
    campaigns = {campaign(2)};
  }

  int upto(int most) { return std::uniform_int_distribution(0, most)(engine); }
  /// One of them; now and then what is none of them.
  template <class Some>
  Some any(const std::vector<Some>& all) {
    if (all.empty() || upto(40) == 0) return Some();
    // Mostly of late: the old ones are over.
    const int size = static_cast<int>(all.size());
    return all[static_cast<std::size_t>(upto(2) ? std::max(0, size - 1 - upto(12)) : upto(size - 1))];
  }
  Actor anybody(const testing::ResidentPersona& resident) { return upto(3) ? coordinator : resident.actor; }

  template <class Request, class Response>
  std::optional<Response> attempt(Outcome<Response> (*operation)(Transaction&, const Actor&, const Request&),
                                  const Actor& actor, const std::type_identity_t<Request>& request) {
    const auto before = town.read(digest);
    const auto outcome = town.call(operation, actor, request);
    ++answers[outcome ? "done" : std::string(name_of(outcome.error().refusal))];
    if (outcome) return *outcome;
    EXPECT_EQ(town.read(digest), before) << "refused with " << name_of(outcome.error().refusal)
                                         << ", and yet changed something: " << request.ShortDebugString();
    return std::nullopt;
  }

  void buy_something() {
    const auto who = any(residents);
    const auto ordered = attempt(vouchers::order_vouchers, anybody(who),
                                 order_request(who.id, upto(6),
                                               upto(3)   ? "REDUCED"
                                               : upto(2) ? "MARKET"
                                                         : "FREE"));
    if (!ordered) return;
    const auto amount = ordered->total_cents() + (upto(9) ? 0 : upto(2) - 1);
    const char* const methods[] = {"CASH", "CARD", "INVOICE"};
    for (int times = upto(12) ? 1 : 2; times > 0; --times) {
      const auto paid =
          attempt(vouchers::pay_order, anybody(who),
                  text(std::string("order_id: % amount_cents: % method: PAYMENT_METHOD_") + methods[upto(2)],
                       ordered->order_id(), amount));
      if (!paid) continue;
      sold += amount;
      for (const auto& id : ids_of(*paid)) vouchers.push_back(id);
      if (!paid->invoice_id().empty()) invoices.push_back(paid->invoice_id());
    }
  }
  void give_something() {
    const auto given =
        attempt(vouchers::issue_free_vouchers, coordinator,
                text("campaign_id: % household_id: % count: %", any(campaigns), any(residents).household, 1 + upto(2)));
    if (!given) return;
    for (const auto& id : ids_of(*given)) vouchers.push_back(id);
  }
  void open_something() {
    if (upto(1)) campaigns.push_back(campaign(1 + upto(3)));
    const auto bought = attempt(
        vouchers::buy_hours, administrator,
        text("programme_id: % corporation_id: % name: % hours: % complex_ids: % ends_on: '2027-06-30'",
             setting.programme, setting.corporation, "Uren " + std::to_string(upto(6)), 1 + upto(20), setting.complex));
    if (!bought) return;
    sold += bought->amount_cents();
    invoices.push_back(bought->invoice_id());
    budgets.push_back(BudgetId::of(bought->budget_id()));
  }
  void change_a_budget() {
    const auto budget = any(budgets);
    switch (upto(5)) {
      case 0:
        if (upto(4) == 0) attempt(funding::close_budget, administrator, text("budget_id: %", budget));
        break;
      case 1:
        if (upto(6) == 0)
          attempt(funding::end_funding_rule, administrator,
                  text("rule_id: % ends_on: %", any(rules), to_string(local_date(town.clock().now()))));
        break;
      case 2:
        attempt(funding::add_funding_rule, administrator,
                text("budget_id: % name: 'Nieuw' rank: % share { basis_points_of_gap: % }", budget, 1 + upto(3),
                     1 + upto(9998)));
        break;
      default:
        attempt(funding::change_budget_ceiling, administrator,
                text("budget_id: % ceiling_cents: %", budget, upto(120'000)));
    }
  }
  void change_a_voucher() {
    const auto voucher = any(vouchers);
    switch (upto(3)) {
      case 0:
        attempt(vouchers::block_voucher, anybody(any(residents)),
                text("voucher_id: % reason: BLOCK_REASON_LOST", voucher));
        break;
      case 1:
        if (const auto made = attempt(vouchers::reissue_voucher, coordinator, text("voucher_id: %", voucher))) {
          vouchers.push_back(VoucherId::of(made->voucher_id()));
        }
        break;
      default:
        if (const auto given =
                attempt(vouchers::refund_voucher, anybody(any(residents)), text("voucher_id: %", voucher))) {
          sold -= given->refunded_cents();
        }
    }
  }
  void ask_for_help() {
    const auto who = any(residents);
    const auto asked = attempt(request_job, anybody(who),
                               text("programme_id: % resident_id: % service_id: % minutes: %", setting.programme,
                                    who.id, setting.walk, 20 + upto(170)));
    if (!asked) return;
    jobs.push_back(JobId::of(asked->job_id()));
    attempt(plan_job, coordinator,
            text("job_id: % participant_id: % starts_at { local: % }", jobs.back(), any(helpers).id, soon()));
  }
  void live_on(JobId job) {
    const auto id = "job_id: '" + to_string(job) + "' ";
    attempt(respond_to_job, coordinator, text(id + "accept: %", upto(9) > 0));
    if (upto(9) == 0) attempt(cancel_job, coordinator, text(id + "by: PARTY_PROVIDER"));
    if (upto(9) == 0) {
      town.advance(std::chrono::hours(1));
      attempt(record_no_show, coordinator, text(id + "who: PARTY_RESIDENT"));
    }
    attempt(start_job, coordinator, text(id));
    attempt(register_hours, coordinator, text(id + "minutes: %", 1 + upto(200)));
  }
  void decide(JobId job) {
    const auto id = "job_id: '" + to_string(job) + "' ";
    const auto actor = anybody(any(residents));
    switch (upto(7)) {
      case 0:
        attempt(dispute_job, actor, text(id + "reason: 'Nee'"));
        break;
      case 1:
        attempt(undo_approval, coordinator, text(id + "reason: 'Fout'"));
        break;
      case 2:
        attempt(resolve_dispute, coordinator, text(id + "approve: % minutes: %", upto(2) > 0, upto(1) * upto(180)));
        break;
      case 3:
        attempt(reserve_voucher, actor, text(id + "voucher_id: %", any(vouchers)));
        break;
      case 4:
        attempt(approve_job, actor, text(id));
        break;
      default:
        attempt(redeem_voucher, actor, text(id + "voucher_id: %", any(vouchers)));
    }
  }
  void let_time_pass() {
    town.advance(std::chrono::hours(upto(30)));
    if (upto(6) == 0) town.advance(std::chrono::hours(24 * upto(40)));
    attempt(vouchers::expire_vouchers, system, text("limit: %", 1 + upto(30)));
    attempt(approve_due_jobs, system, text("limit: %", 1 + upto(10)));
    attempt(remind_of_approval, system, text(""));
    attempt(vouchers::warn_of_expiry, system, text(""));
    const auto before = month_of(local_date(town.clock().now()));
    if (upto(3) == 0)
      attempt(settlement::close_month, administrator,
              text("programme_id: % month: %", setting.programme, before - upto(2)));
  }
  void pay_an_invoice() {
    if (invoices.empty()) return;
    const auto id = any(invoices);
    const auto due = id.empty() ? 0 : balance(ledger::Kind::receivable_buyer, InvoiceId::of(id));
    attempt(vouchers::pay_invoice, coordinator, text("invoice_id: % amount_cents: %", id, due + (upto(5) ? 0 : 1)));
  }

  void step() {
    switch (upto(12)) {
      case 0:
      case 1:
        return buy_something();
      case 2:
        return give_something();
      case 3:
        return upto(5) ? pay_an_invoice() : open_something();
      case 4:
        return upto(2) ? change_a_voucher() : change_a_budget();
      case 5:
        return let_time_pass();
      case 6:
      case 7:
        return ask_for_help();
      case 8:
      case 9:
        return live_on(any(jobs));
      default:
        return decide(any(jobs));
    }
  }
  void expect_money_conserved() {
    town.read([&](auto& tx) {
      const auto sum = [&](const store::Statement& statement) { return *tx.template one<std::int64_t>(statement); };
      EXPECT_EQ(ledger::balance(tx, setting.programme, {ledger::Kind::payable_provider, setting.provider}).value,
                sum(face_redeemed))
          << "the provider is owed the face of what was redeemed";
      EXPECT_EQ(sum(money_in), sold) << "what came in is what was sold, less what was refunded";
      EXPECT_EQ(sum(spent), sum(spent_on_vouchers)) << "budgets spent what redeemed vouchers were allocated";
      return true;
    });
  }

  std::mt19937 engine{20260105};
  std::vector<testing::ResidentPersona> residents;
  std::vector<testing::ParticipantPersona> helpers;
  std::vector<BudgetId> budgets;
  std::vector<FundingRuleId> rules;
  std::vector<CampaignId> campaigns;
  std::vector<VoucherId> vouchers;
  std::vector<JobId> jobs;
  std::vector<std::string> invoices;
  std::int64_t sold = 0;
  std::map<std::string, int> answers;
};

TEST_F(Workload, of_any_kind_conserves_every_cent) {
  for (int i = 0; i < steps && !HasFailure(); ++i) {
    SCOPED_TRACE("step " + std::to_string(i));
    step();
    expect_money_conserved();
  }
  EXPECT_FALSE(answers.contains("internal_error"));
  EXPECT_FALSE(answers.contains("store_unavailable"));
  EXPECT_FALSE(answers.contains("account_exceeds_balance"));
  EXPECT_GT(answers["done"], steps / 2);
  EXPECT_GT(answers.size(), 25u) << "few refusals were met";
  int redeemed = 0;
  for (const auto& voucher : vouchers) redeemed += state(voucher) == "redeemed";
  EXPECT_GT(redeemed, 10);
  for (const auto& [answer, count] : answers) RecordProperty(answer, count);
}

}  // namespace
}  // namespace emplooi::jobs
