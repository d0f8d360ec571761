#pragma once

#include <ostream>

#include "base/words.h"
#include "funding/funding.h"
#include "jobs/jobs.h"
#include "ledger/ledger.h"
#include "participants/participants.h"
#include "residents/residents.h"
#include "support/town.h"
#include "vouchers/vouchers.h"

namespace emplooi::testing {

/// Of one budget, in cents.
struct Figures {
  std::int64_t ceiling = 0;
  std::int64_t available = 0;
  std::int64_t reserved = 0;
  std::int64_t spent = 0;
  friend bool operator==(const Figures&, const Figures&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Figures& f) {
    return out << f.ceiling << " = " << f.available << " available + " << f.reserved << " reserved + " << f.spent
               << " spent";
  }
};

using VoucherIds = std::vector<VoucherId>;

/// What the stories of funding, vouchers and jobs have in common: a town, its people, and money that goes round.
class Story {
 public:
  /// `terms`: what of the programme's terms differs from the defaults, in protobuf's text form.
  explicit Story(const std::string& terms = "") : town({.terms = text(terms)}) {}

  TestTown town;
  const Setting setting = town.setting();
  const Actor administrator = town.actor(ROLE_ADMINISTRATOR);
  const Actor coordinator = town.actor(ROLE_COORDINATOR);
  const Actor system = system_actor(town.municipality());

  // Funding.

  BudgetId budget(const std::string& name, std::int64_t ceiling, const std::string& source = "RE_INTEGRATION") {
    const auto made = town.must(
        funding::open_budget, administrator,
        text("programme_id: % funder_id: % name: % ceiling_cents: % starts_on: '2026-01-01' ends_on: '2027-12-31' "
             "source: SOURCE_" +
                 source,
             setting.programme, setting.funder, name, ceiling));
    return BudgetId::of(made.budget_id());
  }
  FundingRuleId rule(BudgetId budget, int rank, const std::string& share = "remainder: true",
                     const std::string& conditions = "") {
    const auto made =
        town.must(funding::add_funding_rule, administrator,
                  text("budget_id: % name: % rank: % share { " + share + " } conditions { " + conditions + " }", budget,
                       "rule " + std::to_string(++rules_), rank));
    return FundingRuleId::of(made.rule_id());
  }
  Figures figures(BudgetId budget) {
    using ledger::Kind;
    return {balance(Kind::budget_ceiling, budget), balance(Kind::budget_available, budget),
            balance(Kind::budget_reserved, budget), balance(Kind::budget_spent, budget)};
  }
  std::int64_t balance(ledger::Kind kind, const Uuid& owner) {
    return town.read([&](auto& tx) { return ledger::balance(tx, setting.programme, {kind, owner}).value; });
  }
  std::int64_t cash() { return balance(ledger::Kind::cash, setting.programme); }
  std::int64_t voucher_float() { return balance(ledger::Kind::voucher_float, setting.programme); }
  std::int64_t owed_to_provider() { return balance(ledger::Kind::payable_provider, setting.provider); }

  // Vouchers.

  vouchers::v1::OrderVouchersResponse order(const ResidentPersona& who, int count,
                                            const std::string& kind = "REDUCED") {
    return town.must(vouchers::order_vouchers, who.actor, order_request(who.id, count, kind));
  }
  vouchers::v1::OrderVouchersRequest order_request(ResidentId who, int count, const std::string& kind = "REDUCED") {
    return text("programme_id: % resident_id: % count: % kind: VOUCHER_KIND_" + kind, setting.programme, who, count);
  }
  Outcome<vouchers::v1::PayOrderResponse> pay(const std::string& order, std::int64_t amount,
                                              const std::string& method = "CARD") {
    return town.call(vouchers::pay_order, coordinator,
                     text("order_id: % amount_cents: % method: PAYMENT_METHOD_" + method, order, amount));
  }
  VoucherIds buy(const ResidentPersona& who, int count, const std::string& kind = "REDUCED",
                 const std::string& method = "CARD") {
    const auto ordered = order(who, count, kind);
    return ids_of(pay(ordered.order_id(), ordered.total_cents(), method).value());
  }
  CampaignId campaign(int each, const std::string& who = "") {
    const auto made = town.must(vouchers::open_campaign, administrator,
                                text("programme_id: % name: % vouchers_per_household: % ends_on: '2027-12-31' " + who,
                                     setting.programme, "campaign " + std::to_string(++campaigns_), each));
    return CampaignId::of(made.campaign_id());
  }
  Outcome<vouchers::v1::IssueFreeVouchersResponse> give(CampaignId campaign, HouseholdId household, int count) {
    return town.call(vouchers::issue_free_vouchers, coordinator,
                     text("campaign_id: % household_id: % count: %", campaign, household, count));
  }
  template <class Response>
  static VoucherIds ids_of(const Response& response) {
    VoucherIds ids;
    for (const auto& id : response.voucher_ids()) ids.push_back(VoucherId::of(id));
    return ids;
  }
  vouchers::v1::GetVoucherResponse file(VoucherId voucher) {
    return town.must(vouchers::get_voucher, coordinator, text("voucher_id: %", voucher));
  }
  std::string state(VoucherId voucher) { return word_of(file(voucher).voucher().state()); }
  /// What each budget pays of it.
  std::vector<std::pair<BudgetId, std::int64_t>> allocations(VoucherId voucher) {
    std::vector<std::pair<BudgetId, std::int64_t>> all;
    const auto found = file(voucher);
    for (const auto& one : found.allocations()) all.emplace_back(BudgetId::of(one.budget_id()), one.amount_cents());
    return all;
  }
  Outcome<vouchers::v1::BlockVoucherResponse> block(VoucherId voucher) {
    return town.call(vouchers::block_voucher, coordinator, text("voucher_id: % reason: BLOCK_REASON_LOST", voucher));
  }
  Outcome<vouchers::v1::ReissueVoucherResponse> reissue(VoucherId voucher) {
    return town.call(vouchers::reissue_voucher, coordinator, text("voucher_id: %", voucher));
  }
  Outcome<vouchers::v1::RefundVoucherResponse> refund(VoucherId voucher) {
    return town.call(vouchers::refund_voucher, coordinator, text("voucher_id: %", voucher));
  }
  int expire() { return town.must(vouchers::expire_vouchers, system, text("")).expired(); }

  // Jobs.

  JobId ask(const ResidentPersona& who, int minutes = 60) { return ask(who, minutes, setting.walk); }
  JobId ask(const ResidentPersona& who, int minutes, ServiceId service) {
    const auto made = town.must(
        jobs::request_job, who.actor,
        text("programme_id: % resident_id: % service_id: % minutes: %", setting.programme, who.id, service, minutes));
    return JobId::of(made.job_id());
  }
  /// An hour from now.
  std::string soon() { return local_text(town.clock().now() + std::chrono::hours(1)); }
  Outcome<jobs::v1::PlanJobResponse> plan(JobId job, const ParticipantPersona& helper, const std::string& local = "") {
    return town.call(
        jobs::plan_job, coordinator,
        text("job_id: % participant_id: % starts_at { local: % }", job, helper.id, local.empty() ? soon() : local));
  }
  Outcome<jobs::v1::RespondToJobResponse> respond(JobId job, bool accept) {
    return town.call(jobs::respond_to_job, coordinator, text("job_id: % accept: %", job, accept));
  }
  Outcome<jobs::v1::RegisterHoursResponse> hours(JobId job, int minutes) {
    return town.call(jobs::register_hours, coordinator, text("job_id: % minutes: %", job, minutes));
  }
  JobId planned(const ResidentPersona& who, const ParticipantPersona& helper, int minutes = 60) {
    return planned(ask(who, minutes), helper);
  }
  JobId planned(JobId job, const ParticipantPersona& helper) {
    EXPECT_TRUE(plan(job, helper));
    return job;
  }
  JobId started(const ResidentPersona& who, const ParticipantPersona& helper, int minutes = 60) {
    return started(planned(who, helper, minutes));
  }
  JobId started(JobId planned) {
    EXPECT_TRUE(respond(planned, true));
    town.must(jobs::start_job, coordinator, text("job_id: %", planned));
    return planned;
  }
  JobId done(const ResidentPersona& who, const ParticipantPersona& helper, int minutes = 60) {
    return done(planned(who, helper, minutes), minutes);
  }
  JobId done(JobId planned, int minutes) {
    started(planned);
    EXPECT_TRUE(hours(planned, minutes));
    return planned;
  }
  Outcome<jobs::v1::ApproveJobResponse> approve(JobId job) {
    return town.call(jobs::approve_job, coordinator, text("job_id: %", job));
  }
  Outcome<jobs::v1::DisputeJobResponse> dispute(JobId job) {
    return town.call(jobs::dispute_job, coordinator, text("job_id: % reason: 'Het was korter.'", job));
  }
  Outcome<jobs::v1::ResolveDisputeResponse> resolve(JobId job, bool approve, int minutes = 0) {
    return town.call(jobs::resolve_dispute, coordinator,
                     text("job_id: % approve: % minutes: %", job, approve, minutes));
  }
  Outcome<jobs::v1::UndoApprovalResponse> undo(JobId job) {
    return town.call(jobs::undo_approval, coordinator, text("job_id: % reason: 'Verkeerde week.'", job));
  }
  Outcome<vouchers::v1::RedeemVoucherResponse> redeem(VoucherId voucher, JobId job) {
    return town.call(jobs::redeem_voucher, coordinator, text("voucher_id: % job_id: %", voucher, job));
  }
  std::string state(JobId job) {
    return word_of(town.must(jobs::get_job, coordinator, text("job_id: %", job)).job().state());
  }
  std::string track(const ParticipantPersona& who, const std::string& kind, const std::string& purchase = "") {
    return town
        .must(participants::start_track, town.actor(ROLE_CASE_MANAGER),
              text("participant_id: % track_purchase_id: % kind: TRACK_KIND_" + kind, who.id, purchase))
        .track_id();
  }

 private:
  int rules_ = 0;
  int campaigns_ = 0;
};

/// A story in the programme with its default terms.
class StoryTest : public ::testing::Test, public Story {};

}  // namespace emplooi::testing
