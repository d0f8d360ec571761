#pragma once

#include "funding/funding.h"
#include "jobs/jobs.h"
#include "organisations/organisations.h"
#include "participants/participants.h"
#include "settlement/settlement.h"
#include "support/town.h"
#include "vouchers/vouchers.h"

namespace emplooi::testing {

/// A programme with everybody who pays for it: the municipality (half of the gap from re-integration, a fifth from its
/// minima policy), a care partner (the rest), and a corporation that bought 20 hours for the tenants of its complex.
class Story : public ::testing::Test {
 protected:
  TestTown town;
  const Setting& setting = town.setting();
  const Actor administrator = town.actor(ROLE_ADMINISTRATOR);
  const Actor coordinator = town.actor(ROLE_COORDINATOR);
  const Actor case_manager = town.actor(ROLE_CASE_MANAGER);
  const Actor auditor = town.actor(ROLE_AUDITOR);
  const FunderId partner =
      FunderId::of(town.must(organisations::create_funder, administrator, text("name: 'Zorg aan Huis'")).funder_id());
  const Actor municipality_finance = town.actor(ROLE_FUNDER_FINANCE, setting.funder);
  const Actor partner_finance = town.actor(ROLE_FUNDER_FINANCE, partner);
  const Actor corporation_finance = town.actor(ROLE_CORPORATION_FINANCE, setting.corporation);
  const BudgetId reintegration =
      budget(setting.funder, "W-deel", "SOURCE_RE_INTEGRATION", 2, "basis_points_of_gap: 5000");
  const BudgetId minima = budget(setting.funder, "Minima", "SOURCE_MINIMA_POLICY", 3, "basis_points_of_gap: 2000");
  const BudgetId care = budget(partner, "Zorg", "SOURCE_CARE_PARTNER", 4, "remainder: true");
  const vouchers::v1::BuyHoursResponse bulk =
      town.must(vouchers::buy_hours, administrator,
                text("programme_id: % corporation_id: % name: 'De Linde 2026' hours: 20 complex_ids: % "
                     "ends_on: '2027-12-31'",
                     setting.programme, setting.corporation, setting.complex));

  BudgetId budget(FunderId funder, const char* name, const char* source, int rank, const std::string& share) {
    const auto made = town.must(funding::open_budget, administrator,
                                text("programme_id: % funder_id: % name: % ceiling_cents: 10000000 "
                                     "starts_on: '2026-01-01' ends_on: '2028-12-31' source: " +
                                         std::string(source),
                                     setting.programme, funder, name));
    town.must(funding::add_funding_rule, administrator,
              text("budget_id: % name: % rank: % share { " + share + " }", made.budget_id(), name, rank));
    return BudgetId::of(made.budget_id());
  }

  /// Buys vouchers at the reduced tariff, in cash.
  void buys(const std::string& name, int count) {
    const auto& resident = town.resident(name);
    const auto order = town.must(vouchers::order_vouchers, coordinator,
                                 text("programme_id: % resident_id: % kind: VOUCHER_KIND_REDUCED count: %",
                                      setting.programme, resident.id, count));
    town.must(vouchers::pay_order, coordinator,
              text("order_id: % method: PAYMENT_METHOD_CASH amount_cents: %", order.order_id(), order.total_cents()));
  }

  /// Free vouchers for a tenant of the complex, out of the corporation's hours.
  void is_given(const std::string& name, int count) {
    const auto& resident = town.resident(name, {.low_income = false, .in_complex = true});
    const auto campaign = town.must(vouchers::open_campaign, administrator,
                                    text("programme_id: % name: % vouchers_per_household: % complex_ids: % "
                                         "ends_on: '2027-12-31'",
                                         setting.programme, "for " + name, count, setting.complex));
    town.must(vouchers::issue_free_vouchers, administrator,
              text("campaign_id: % household_id: % count: %", campaign.campaign_id(), resident.household, count));
  }

  /// An hour that is asked for, planned, done and registered today, not approved yet.
  std::string is_helped(const std::string& name, const Uuid& service) {
    const auto& resident = town.resident(name);
    const auto& helper = town.participant("Piet");
    const auto job = town.must(jobs::request_job, coordinator,
                               text("programme_id: % resident_id: % service_id: % minutes: 60", setting.programme,
                                    resident.id, service))
                         .job_id();
    town.must(
        jobs::plan_job, coordinator,
        text("job_id: % participant_id: % starts_at { local: % }", job, helper.id, local_text(town.clock().now())));
    town.must(jobs::respond_to_job, coordinator, text("job_id: % accept: true", job));
    town.must(jobs::start_job, coordinator, text("job_id: %", job));
    town.must(jobs::register_hours, coordinator, text("job_id: % minutes: 60", job));
    return job;
  }
  std::string is_helped(const std::string& name) { return is_helped(name, setting.walk); }

  void approve(const std::string& job) { town.must(jobs::approve_job, coordinator, text("job_id: %", job)); }

  /// A track of EUR 1,000, in four equal instalments; the first is charged.
  TrackId starts_bought_track(const std::string& name) {
    const auto purchase = town.must(funding::buy_tracks, administrator,
                                    text("budget_id: % provider_id: % kind: TRACK_KIND_ACTIVATION count: 1 "
                                         "price_cents: 100000 instalments { start_cents: 25000 halfway_cents: 25000 "
                                         "end_cents: 25000 outflow_cents: 25000 }",
                                         reintegration, setting.provider));
    return TrackId::of(town.must(participants::start_track, case_manager,
                                 text("participant_id: % kind: TRACK_KIND_ACTIVATION track_purchase_id: %",
                                      town.participant(name).id, purchase.track_purchase_id()))
                           .track_id());
  }

  /// Two hours of Ada's, one of Bea's out of the corporation's hours, and the start of Piet's track.
  /// Returns Ada's jobs.
  std::vector<std::string> january() {
    buys("Ada", 4);
    is_given("Bea", 3);
    starts_bought_track("Piet");
    const std::vector adas = {is_helped("Ada"), is_helped("Ada")};
    for (const auto& job : adas) approve(job);
    approve(is_helped("Bea"));
    return adas;
  }

  Outcome<settlement::v1::CloseMonthResponse> close(Month month) {
    return town.call(settlement::close_month, administrator,
                     text("programme_id: % month: %", setting.programme, month));
  }

  std::vector<settlement::v1::Statement> statements(const Actor& actor, Month month = 0) {
    const auto listed =
        town.must(settlement::list_statements, actor, text("programme_id: % month: %", setting.programme, month));
    return {listed.statements().begin(), listed.statements().end()};
  }

  /// The party's statement of that month.
  settlement::v1::Statement statement(const Uuid& party, Month month) {
    for (auto& one : statements(administrator, month)) {
      if (one.party_id() == to_string(party)) return one;
    }
    throw std::runtime_error("there is no such statement");
  }

  /// A statement's lines as text, one each: "W-deel vouchers 2 1000".
  static std::string lines(const google::protobuf::RepeatedPtrField<settlement::v1::StatementLine>& all) {
    std::string text;
    for (const auto& line : all) {
      auto kind = settlement::v1::LineKind_Name(line.kind()).substr(std::string("LINE_KIND_").size());
      text += line.budget_name() + (line.budget_name().empty() ? "" : " ") + kind + ' ' + std::to_string(line.count()) +
              ' ' + std::to_string(line.amount_cents()) + '\n';
    }
    return text;
  }
  std::string lines(const std::string& statement_id) {
    return lines(town.must(settlement::get_statement, administrator, text("statement_id: %", statement_id)).lines());
  }
};

}  // namespace emplooi::testing
