#include "bench/market.h"

#include <iostream>

#include "catalogue/catalogue.h"
#include "demo/cast.h"
#include "demo/demo.h"
#include "demo/life.h"
#include "jobs/jobs.h"
#include "organisations/organisations.h"
#include "vouchers/vouchers.h"

namespace emplooi::bench {

namespace {

using demo::Stage;
using std::chrono::hours;
using std::chrono::minutes;

/// Room for thousands of orders.
void widen_terms(Stage& stage, ProgrammeId programme) {
  organisations::v1::SetProgrammeTermsRequest request;
  request.set_programme_id(to_string(programme));
  auto& terms = *request.mutable_terms();
  terms.set_starts_on(to_string(add_days(stage.today(), 1)));
  terms.set_resident_ceiling(10'000);
  terms.set_household_ceiling(10'000);
  terms.set_order_max(1'000);
  stage.must(organisations::set_programme_terms, stage.actor("administrator"), request);
  stage.skip_to(stage.now() + hours(24));
}

/// Buys `count` vouchers, a thousand in an order.
void buy(Stage& stage, ProgrammeId programme, const demo::Neighbour& resident, int count) {
  for (int left = count; left > 0; left -= 1'000) {
    vouchers::v1::OrderVouchersRequest order;
    order.set_programme_id(to_string(programme));
    order.set_resident_id(to_string(resident.id));
    order.set_kind(resident.in_target_group ? funding::v1::VOUCHER_KIND_REDUCED : funding::v1::VOUCHER_KIND_MARKET);
    order.set_count(std::min(left, 1'000));
    const auto ordered = stage.must(vouchers::order_vouchers, stage.actor("coordinator"), order);
    vouchers::v1::PayOrderRequest payment;
    payment.set_order_id(ordered.order_id());
    payment.set_amount_cents(ordered.total_cents());
    payment.set_method(vouchers::v1::PAYMENT_METHOD_CARD);
    stage.must(vouchers::pay_order, stage.actor("coordinator"), payment);
  }
}

/// A short errand, so that a helper's week has room for hundreds.
ServiceId errand(Stage& stage) {
  catalogue::v1::DefineServiceRequest request;
  request.set_name_nl("Even helpen");
  request.set_name_en("A short errand");
  request.set_domain(catalogue::v1::SERVICE_DOMAIN_WELFARE);
  request.set_risk(catalogue::v1::RISK_LOW);
  request.set_default_minutes(15);
  request.set_min_minutes(15);
  request.set_max_minutes(60);
  request.add_performance_fields(1);
  return ServiceId::of(stage.must(catalogue::define_service, stage.actor("administrator"), request).service_id());
}

JobId plan(Stage& stage, ProgrammeId programme, const demo::Neighbour& resident, ServiceId service,
           ParticipantId helper, Time starts_at) {
  const auto& coordinator = stage.actor("coordinator");
  jobs::v1::RequestJobRequest request;
  request.set_programme_id(to_string(programme));
  request.set_resident_id(to_string(resident.id));
  request.set_service_id(to_string(service));
  const auto id = stage.must(jobs::request_job, coordinator, request).job_id();
  jobs::v1::PlanJobRequest planned;
  planned.set_job_id(id);
  planned.set_participant_id(to_string(helper));
  planned.mutable_starts_at()->set_local(local_text(starts_at));
  stage.must(jobs::plan_job, coordinator, planned);
  jobs::v1::RespondToJobRequest accepted;
  accepted.set_job_id(id);
  accepted.set_accept(true);
  stage.must(jobs::respond_to_job, coordinator, accepted);
  return JobId::of(id);
}

VoucherId finish(Stage& stage, JobId job) {
  const auto& coordinator = stage.actor("coordinator");
  jobs::v1::StartJobRequest started;
  started.set_job_id(to_string(job));
  stage.must(jobs::start_job, coordinator, started);
  jobs::v1::RegisterHoursRequest done;
  done.set_job_id(to_string(job));
  done.set_minutes(15);
  stage.must(jobs::register_hours, coordinator, done);
  static constexpr store::Statement voucher_of_job{
      "bench.voucher_of_job", "SELECT voucher_id FROM vouchers WHERE municipality_id = $1 AND job_id = $2"};
  VoucherId voucher;
  stage.town().store().read(stage.municipality(),
                            [&](Transaction& tx) { voucher = tx.one<VoucherId>(voucher_of_job, job).value(); });
  return voucher;
}

}  // namespace

Market build_market(const std::string& path, int jobs, int stored) {
  constexpr int a_day = 60;  // Errands of one helper: every quarter of an hour from 08:00 on.
  constexpr int days = 5;
  const Date first = add_days(local_date(SystemClock().now()), -days - 2);
  Stage stage(path, 7, start_of_day(first) + hours(7), std::cerr);
  stage.found("Tilburg (demo)", "tilburg", demo::password);
  const auto cast = demo::set_up(stage);
  const auto programme = demo::open_programme(stage, cast, "Bench (demo)", first, "");
  demo::fund(
      stage, cast, programme,
      {50'000'000'000, 50'000'000'000, 50'000'000'000, 50'000'000'000, 50'000'000'000, to_string(first), "2999-12-31"});
  demo::Life life(stage, cast, programme);
  life.settle_residents(std::max(200, (jobs + stored) / 2'000));
  widen_terms(stage, programme);
  const int residents = static_cast<int>(life.residents().size());
  for (const auto& resident : life.residents()) buy(stage, programme, resident, (jobs + stored) / residents + 1);

  const auto service = errand(stage);
  Market market{.password = demo::password, .municipality = stage.municipality()};
  std::vector<JobId> planned;
  ParticipantId helper;
  for (int i = 0; i < jobs; ++i) {
    if (i % (a_day * days) == 0) helper = life.add_helper(stage.now(), stage.now() + hours(24 * 365));
    const int slot = i % (a_day * days);
    const Time starts_at =
        start_of_day(add_days(stage.today(), 1 + slot / a_day)) + hours(8) + minutes(15) * (slot % a_day);
    planned.push_back(
        plan(stage, programme, life.residents()[static_cast<std::size_t>(i % residents)], service, helper, starts_at));
  }
  stage.skip_to(start_of_day(add_days(stage.today(), days + 1)) - minutes(1));
  for (const auto& job : planned) market.redeemables.push_back({finish(stage, job), job});
  return market;
}

}  // namespace emplooi::bench
