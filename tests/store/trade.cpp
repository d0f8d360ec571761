#include "store/trade.h"

#include "catalogue/catalogue.h"
#include "funding/funding.h"
#include "identity/identity.h"
#include "jobs/jobs.h"
#include "vouchers/vouchers.h"

namespace emplooi::testing {

namespace {

ServiceId long_service(TestTown& town) {
  return ServiceId::of(town.must(catalogue::define_service, town.actor(ROLE_ADMINISTRATOR),
                                 text("name_nl: 'Een dag mee' name_en: 'A day out' risk: RISK_LOW default_minutes: 480 "
                                      "max_minutes: 480 domain: SERVICE_DOMAIN_WELFARE performance_fields: 1"))
                           .service_id());
}

void open_budget(TestTown& town) {
  const auto administrator = town.actor(ROLE_ADMINISTRATOR);
  const auto today = to_string(local_date(town.clock().now()));
  const auto ends_on = to_string(add_months(local_date(town.clock().now()), 24));
  const auto budget = town.must(funding::open_budget, administrator,
                                text("programme_id: % funder_id: % name: 'Minima' source: SOURCE_MINIMA_POLICY "
                                     "ceiling_cents: 1000000000 starts_on: % ends_on: %",
                                     town.setting().programme, town.setting().funder, today, ends_on));
  town.must(funding::add_funding_rule, administrator,
            text("budget_id: % name: 'Alles' rank: 1 share { remainder: true }", budget.budget_id()));
}

std::vector<VoucherId> buy(TestTown& town, const ResidentPersona& resident, int count) {
  const auto coordinator = town.actor(ROLE_COORDINATOR);
  const auto order = town.must(vouchers::order_vouchers, coordinator,
                               text("programme_id: % resident_id: % kind: VOUCHER_KIND_REDUCED count: %",
                                    town.setting().programme, resident.id, count));
  const auto paid =
      town.must(vouchers::pay_order, coordinator,
                text("order_id: % method: PAYMENT_METHOD_CASH amount_cents: %", order.order_id(), order.total_cents()));
  std::vector<VoucherId> bought;
  for (const auto& id : paid.voucher_ids()) bought.push_back(VoucherId::of(id));
  return bought;
}

JobId done_job(TestTown& town, const ResidentPersona& resident, const ParticipantPersona& participant,
               ServiceId service) {
  const auto coordinator = town.actor(ROLE_COORDINATOR);
  const auto id = JobId::of(
      town.must(jobs::request_job, coordinator,
                text("programme_id: % resident_id: % service_id: %", town.setting().programme, resident.id, service))
          .job_id());
  town.must(
      jobs::plan_job, coordinator,
      text("job_id: % participant_id: % starts_at { local: % }", id, participant.id, local_text(town.clock().now())));
  town.must(jobs::respond_to_job, coordinator, text("job_id: % accept: true", id));
  town.must(jobs::start_job, coordinator, text("job_id: %", id));
  town.must(jobs::register_hours, coordinator, text("job_id: % minutes: 480", id));
  return id;
}

}  // namespace

TestTownOptions Trade::options() {
  TestTownOptions options;
  options.terms.set_voucher_minutes(5);
  options.terms.set_resident_ceiling(10'000);
  options.terms.set_household_ceiling(10'000);
  options.terms.set_order_max(1'000);
  return options;
}

Trade::Trade(TestTown& town, int jobs)
    : coordinator(town.actor(ROLE_COORDINATOR)), programme(town.setting().programme) {
  town.must(identity::create_account, town.actor(ROLE_ADMINISTRATOR),
            text("sign_in_name: 'desk' password: % role: ROLE_COORDINATOR", password));
  open_budget(town);
  const auto service = long_service(town);
  for (int i = 0; i < jobs; ++i) {
    const auto& resident = town.resident("Resident " + std::to_string(i));
    residents.push_back(resident.id);
    const auto bought = buy(town, resident, vouchers_a_job);
    const auto job = done_job(town, resident, town.participant("Participant " + std::to_string(i)), service);
    for (const auto& voucher : bought) redeemables.push_back({voucher, job});
  }
}

}  // namespace emplooi::testing
