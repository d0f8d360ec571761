#include "demo/life.h"

#include "jobs/jobs.h"
#include "participants/participants.h"
#include "residents/residents.h"
#include "settlement/settlement.h"
#include "vouchers/vouchers.h"

namespace emplooi::demo {

using std::chrono::hours;
using std::chrono::minutes;

HouseholdId Life::add_household() {
  residents::v1::RegisterHouseholdRequest request;
  std::size_t place = static_cast<std::size_t>(stage_.pick(static_cast<int>(cast_.neighbourhoods.size())));
  if (stage_.chance(40)) {
    const auto complex = static_cast<std::size_t>(stage_.pick(static_cast<int>(cast_.complexes.size())));
    request.set_complex_id(to_string(cast_.complexes[complex]));
    place = complex % cast_.neighbourhoods.size();
  }
  request.set_neighbourhood_id(to_string(cast_.neighbourhoods[place]));
  request.set_postcode(cast_.postcodes[place] + " " + static_cast<char>('A' + stage_.pick(20)) +
                       static_cast<char>('A' + stage_.pick(20)));
  request.set_house_number(std::to_string(1 + stage_.pick(250)));
  return HouseholdId::of(
      stage_.must(residents::register_household, stage_.actor("coordinator"), request).household_id());
}

void Life::settle_residents(int count) {
  HouseholdId household;
  bool is_second = false;
  for (int i = 0; i < count; ++i) {
    is_second = !is_second && i > 0 && stage_.chance(25);
    if (!is_second) household = add_household();
    residents::v1::RegisterResidentRequest request;
    request.set_household_id(to_string(household));
    request.set_name(invented_name(stage_, next_name_++));
    request.set_born_on(to_string(add_days(stage_.today(), -365 * (62 + stage_.pick(33)) - stage_.pick(365))));
    request.set_phone("013-5550" + std::to_string(100 + stage_.pick(900)));
    request.set_low_income(stage_.chance(60));
    const auto id =
        ResidentId::of(stage_.must(residents::register_resident, stage_.actor("coordinator"), request).resident_id());
    Neighbour neighbour{id, household};
    stage_.town().store().read(stage_.municipality(), [&](Transaction& tx) {
      neighbour.in_target_group = residents::in_target_group(tx, programme_, residents::resident(tx, id).value());
    });
    residents_.push_back(neighbour);
  }
}

ParticipantId Life::add_helper(Time from, Time until) {
  participants::v1::RegisterParticipantRequest request;
  request.set_name(invented_name(stage_, next_name_++));
  request.set_born_on(to_string(add_days(stage_.today(), -365 * (22 + stage_.pick(36)))));
  request.set_provider_id(to_string(cast_.provider));
  request.set_coach_id(to_string(stage_.actor("coach").id));
  request.set_case_manager_id(to_string(stage_.actor("consulent").id));
  request.set_weekly_hours(12 + 4 * stage_.pick(4));
  const auto id = ParticipantId::of(
      stage_.must(participants::register_participant, stage_.actor("consulent"), request).participant_id());
  for (const auto& service : cast_.elevated_services) {
    if (stage_.chance(40)) continue;
    participants::v1::AssessFitnessRequest fitness;
    fitness.set_participant_id(to_string(id));
    fitness.set_service_id(to_string(service));
    fitness.set_fit(true);
    fitness.set_assessed_on(to_string(stage_.today()));
    stage_.must(participants::assess_fitness, stage_.actor("coach"), fitness);
  }
  helpers_.push_back({id, from, until});
  return id;
}

void Life::hand_out(const std::string& campaign, const Actor& actor) {
  vouchers::v1::HandOutCampaignRequest request;
  request.set_campaign_id(campaign);
  while (!stage_.must(vouchers::hand_out_campaign, actor, request).done()) {
  }
}

void Life::buy_and_hand_out(std::size_t index, int hours_bought, const std::string& name, const std::string& ends_on) {
  const auto& administrator = stage_.actor("administrator");
  vouchers::v1::BuyHoursRequest purchase;
  purchase.set_programme_id(to_string(programme_));
  purchase.set_corporation_id(to_string(cast_.corporations[index]));
  purchase.set_name(name);
  purchase.set_hours(hours_bought);
  purchase.set_ends_on(ends_on);
  vouchers::v1::OpenCampaignRequest campaign;
  campaign.set_programme_id(to_string(programme_));
  campaign.set_name(name);
  campaign.set_vouchers_per_household(4);
  campaign.set_ends_on(ends_on);
  for (const std::size_t complex : {2 * index, 2 * index + 1}) {
    purchase.add_complex_ids(to_string(cast_.complexes[complex]));
    campaign.add_complex_ids(to_string(cast_.complexes[complex]));
  }
  const auto bought = stage_.must(vouchers::buy_hours, administrator, purchase);
  vouchers::v1::PayInvoiceRequest payment;
  payment.set_invoice_id(bought.invoice_id());
  payment.set_amount_cents(bought.amount_cents());
  stage_.after(hours(24 * 14),
               [this, payment] { stage_.must(vouchers::pay_invoice, stage_.actor("administrator"), payment); });
  hand_out(stage_.must(vouchers::open_campaign, administrator, campaign).campaign_id(), administrator);
}

void Life::hand_out_to_low_incomes(const std::string& name, int count, const std::string& ends_on) {
  vouchers::v1::OpenCampaignRequest campaign;
  campaign.set_programme_id(to_string(programme_));
  campaign.set_name(name);
  campaign.set_vouchers_per_household(count);
  campaign.set_low_income_only(true);
  campaign.set_ends_on(ends_on);
  const auto& coordinator = stage_.actor("coordinator");
  hand_out(stage_.must(vouchers::open_campaign, coordinator, campaign).campaign_id(), coordinator);
}

void Life::buy(const Neighbour& resident, int count) {
  const auto& coordinator = stage_.actor("coordinator");
  vouchers::v1::OrderVouchersRequest order;
  order.set_programme_id(to_string(programme_));
  order.set_resident_id(to_string(resident.id));
  order.set_kind(resident.in_target_group ? funding::v1::VOUCHER_KIND_REDUCED : funding::v1::VOUCHER_KIND_MARKET);
  order.set_count(count);
  const auto ordered = stage_.call(vouchers::order_vouchers, coordinator, order);
  if (!ordered) return;  // The yearly ceiling: then it is enough for this year.
  vouchers::v1::PayOrderRequest payment;
  payment.set_order_id(ordered->order_id());
  payment.set_amount_cents(ordered->total_cents());
  payment.set_method(stage_.chance(50)   ? vouchers::v1::PAYMENT_METHOD_CARD
                     : stage_.chance(60) ? vouchers::v1::PAYMENT_METHOD_CASH
                                         : vouchers::v1::PAYMENT_METHOD_INVOICE);
  const auto paid = stage_.must(vouchers::pay_order, coordinator, payment);
  if (paid.voucher_ids_size() > 6 && stage_.chance(10)) {
    vouchers::v1::RefundVoucherRequest refund;
    refund.set_voucher_id(paid.voucher_ids(0));
    stage_.after(hours(24 * 30),
                 [this, refund] { stage_.call(vouchers::refund_voucher, stage_.actor("coordinator"), refund); });
  }
}

const Helper* Life::available_helper() {
  std::vector<const Helper*> present;
  for (const auto& helper : helpers_) {
    if (helper.from <= stage_.now() && stage_.now() < helper.until) present.push_back(&helper);
  }
  if (present.empty()) return nullptr;
  return present[static_cast<std::size_t>(stage_.pick(static_cast<int>(present.size())))];
}

void Life::somebody_asks() {
  ++jobs_asked_;
  auto story = std::make_shared<Story>();
  story->resident = residents_[static_cast<std::size_t>(stage_.pick(static_cast<int>(residents_.size())))];
  jobs::v1::RequestJobRequest request;
  request.set_programme_id(to_string(programme_));
  request.set_resident_id(to_string(story->resident.id));
  request.set_service_id(to_string(cast_.services[static_cast<std::size_t>(stage_.pick(int(cast_.services.size())))]));
  story->job = stage_.must(jobs::request_job, stage_.actor("coordinator"), request).job_id();
  jobs::v1::GetJobRequest read;
  read.set_job_id(story->job);
  story->minutes = stage_.must(jobs::get_job, stage_.actor("coordinator"), read).job().minutes();
  if (stage_.chance(3)) return stage_.after(minutes(90), [this, story] { give_up(story); });
  stage_.after(minutes(20 + stage_.pick(300)), [this, story] { plan(story); });
}

void Life::ask_for_a_week(int times) {
  const auto& coordinator = stage_.actor("coordinator");
  for (int i = 0; i < times; ++i) {
    const auto& resident = residents_[static_cast<std::size_t>(stage_.pick(static_cast<int>(residents_.size())))];
    jobs::v1::RequestJobRequest request;
    request.set_programme_id(to_string(programme_));
    request.set_resident_id(to_string(resident.id));
    request.set_service_id(
        to_string(cast_.services[static_cast<std::size_t>(stage_.pick(int(cast_.services.size())))]));
    if (stage_.chance(10)) request.set_priority(jobs::v1::PRIORITY_URGENT);
    if (stage_.chance(30)) request.set_wished_on(to_string(add_days(stage_.today(), 1 + stage_.pick(7))));
    stage_.must(jobs::request_job, coordinator, request);
    ++jobs_asked_;
    if (stage_.chance(90)) buy(resident, 3);
  }
}

void Life::ask_daily(int times, Date last_day) {
  for (Date day = stage_.today(); day <= last_day; day = add_days(day, 1)) {
    if (!is_working_day(day)) continue;
    for (int i = 0; i < times; ++i) {
      stage_.at(start_of_day(day) + minutes(9 * 60 + stage_.pick(7 * 60)), [this] { somebody_asks(); });
    }
  }
}

void Life::keep_hours(ParticipantId helper, const WeekHours& hours) {
  for (auto& each : helpers_) {
    if (each.id == helper) each.hours = hours;
  }
}

std::pair<Date, int> Life::some_time(const Helper& helper, int minutes) {
  // Long enough for the way there and the way home.
  constexpr int way = 60;
  Date day = add_days(stage_.today(), 1 + stage_.pick(5));
  while (!is_working_day(day)) day = add_days(day, 1);
  const int minute = 60 * (9 + stage_.pick(7)) + (stage_.chance(50) ? 0 : 30);
  for (int i = 0; helper.hours && i < 7; ++i) {
    const Date next = add_days(day, i);
    const auto& hours = (*helper.hours)[date::weekday(next).iso_encoding() - 1];
    if (!hours || !is_working_day(next) || hours->second - hours->first < minutes + 2 * way) continue;
    return {next, std::clamp(minute, hours->first + way, hours->second - way - minutes)};
  }
  return {day, minute};
}

void Life::plan(StoryPtr story) {
  const Helper* helper = available_helper();
  if (!helper || ++story->attempts > 12) {
    jobs::v1::MarkUnfilledRequest unfilled;
    unfilled.set_job_id(story->job);
    unfilled.set_reason(jobs::v1::UNFILLED_REASON_NOBODY_AVAILABLE);
    stage_.call(jobs::mark_unfilled, stage_.actor("coordinator"), unfilled);
    return;
  }
  const auto [day, minute] = some_time(*helper, story->minutes);
  jobs::v1::PlanJobRequest request;
  request.set_job_id(story->job);
  request.set_participant_id(to_string(helper->id));
  request.mutable_starts_at()->set_local(fmt::format("{}T{:02}:{:02}", to_string(day), minute / 60, minute % 60));
  const auto planned = stage_.call(jobs::plan_job, stage_.actor("coordinator"), request);
  if (planned) return stage_.after(minutes(30 + stage_.pick(180)), [this, story] { respond(story); });
  if (planned.error().refusal == REFUSAL_VOUCHERS_NOT_ENOUGH) buy(story->resident, 4 + stage_.pick(7));
  stage_.after(minutes(5), [this, story] { plan(story); });
}

void Life::respond(StoryPtr story) {
  const auto& coordinator = stage_.actor("coordinator");
  jobs::v1::RespondToJobRequest request;
  request.set_job_id(story->job);
  request.set_accept(!stage_.chance(4));
  stage_.must(jobs::respond_to_job, coordinator, request);
  if (!request.accept()) return stage_.after(minutes(30), [this, story] { plan(story); });
  jobs::v1::GetJobRequest read;
  read.set_job_id(story->job);
  const auto job = stage_.must(jobs::get_job, coordinator, read).job();
  const Time starts_at = time_from_us(job.starts_at().seconds() * 1'000'000);
  if (stage_.chance(5)) return stage_.after(minutes(60), [this, story] { give_up(story); });
  stage_.at(starts_at + minutes(2), [this, story, starts_at] { come(story, starts_at); });
}

void Life::give_up(StoryPtr story) {
  jobs::v1::CancelJobRequest request;
  request.set_job_id(story->job);
  request.set_by(stage_.chance(70) ? jobs::v1::PARTY_RESIDENT : jobs::v1::PARTY_PARTICIPANT);
  request.set_reason("ziek");
  stage_.must(jobs::cancel_job, stage_.actor("coordinator"), request);
}

void Life::come(StoryPtr story, Time) {
  const auto& coordinator = stage_.actor("coordinator");
  if (stage_.chance(2)) {
    jobs::v1::RecordNoShowRequest request;
    request.set_job_id(story->job);
    request.set_who(stage_.chance(50) ? jobs::v1::PARTY_RESIDENT : jobs::v1::PARTY_PARTICIPANT);
    stage_.must(jobs::record_no_show, coordinator, request);
    return;
  }
  jobs::v1::StartJobRequest request;
  request.set_job_id(story->job);
  stage_.must(jobs::start_job, coordinator, request);
  stage_.after(minutes(story->minutes), [this, story] { work(story); });
}

void Life::work(StoryPtr story) {
  jobs::v1::RegisterHoursRequest request;
  request.set_job_id(story->job);
  request.set_minutes(story->minutes);
  stage_.must(jobs::register_hours, stage_.actor("coordinator"), request);
  if (stage_.chance(18)) return;  // Nobody answers: the hours approve themselves.
  stage_.after(hours(20 + stage_.pick(60)), [this, story] { judge(story); });
}

void Life::judge(StoryPtr story) {
  if (stage_.chance(3)) return dispute(story);
  const auto& coordinator = stage_.actor("coordinator");
  jobs::v1::ApproveJobRequest request;
  request.set_job_id(story->job);
  stage_.must(jobs::approve_job, coordinator, request);
  if (!stage_.chance(1)) return;
  // A wrong approval, found weeks later: it lands in the month that is open then.
  stage_.after(hours(24 * 35), [this, story] {
    jobs::v1::UndoApprovalRequest undo;
    undo.set_job_id(story->job);
    undo.set_reason("verkeerde bewoner");
    stage_.must(jobs::undo_approval, stage_.actor("coordinator"), undo);
    jobs::v1::ResolveDisputeRequest rejection;
    rejection.set_job_id(story->job);
    stage_.must(jobs::resolve_dispute, stage_.actor("coordinator"), rejection);
  });
}

void Life::dispute(StoryPtr story) {
  jobs::v1::DisputeJobRequest request;
  request.set_job_id(story->job);
  request.set_reason("korter dan afgesproken");
  stage_.must(jobs::dispute_job, stage_.actor("coordinator"), request);
  stage_.after(hours(48), [this, story] {
    jobs::v1::ResolveDisputeRequest decision;
    decision.set_job_id(story->job);
    decision.set_approve(stage_.chance(70));
    if (decision.approve()) decision.set_minutes(std::max(30, story->minutes / 2));
    stage_.must(jobs::resolve_dispute, stage_.actor("coordinator"), decision);
  });
}

void Life::close_months(Month first, Month last) {
  for (Month month = first; month <= last; month = next_month(month)) {
    stage_.at(start_of_day(add_days(first_day(next_month(month)), 1)) + hours(10),
              [this, month] { close_month(month); });
  }
}

void Life::close_month(Month month) {
  const auto& administrator = stage_.actor("administrator");
  settlement::v1::CloseMonthRequest request;
  request.set_programme_id(to_string(programme_));
  request.set_month(month);
  const auto closed = stage_.must(settlement::close_month, administrator, request);
  for (const auto& id : closed.statement_ids()) {
    settlement::v1::GetStatementRequest read;
    read.set_statement_id(id);
    const auto statement = stage_.must(settlement::get_statement, administrator, read).statement();
    if (statement.due_cents() == 0) continue;
    if (statement.party_kind() == settlement::v1::PARTY_KIND_FUNDER) {
      settlement::v1::RecordFunderPaymentRequest payment;
      payment.set_statement_id(id);
      payment.set_amount_cents(statement.due_cents());
      stage_.after(hours(24 * 10), [this, payment] {
        stage_.must(settlement::record_funder_payment, stage_.actor("administrator"), payment);
      });
    } else if (statement.party_kind() == settlement::v1::PARTY_KIND_PROVIDER) {
      settlement::v1::PayProviderRequest payment;
      payment.set_statement_id(id);
      payment.set_amount_cents(statement.due_cents());
      stage_.after(hours(24 * 12),
                   [this, payment] { stage_.must(settlement::pay_provider, stage_.actor("administrator"), payment); });
    }
  }
}

}  // namespace emplooi::demo
