#include "organisations/programme.h"

#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

bool Programme::runs_on(Date day) const { return starts_on <= day && (!ends_on || day <= *ends_on); }

Date Terms::last_valid_day(Date issued_on) const {
  const auto day = add_months(issued_on, validity_months);
  return valid_to_end_of_month ? last_day_of_month(day) : day;
}

Cents Terms::extra_for_nth(int nth) const {
  Cents extra;
  for (const auto& tier : tiers) {
    if (tier.from_nth <= nth) extra = tier.extra;
  }
  return extra;
}

std::vector<Terms> terms_until(Transaction& tx, ProgrammeId programme, Date day, int limit) {
  auto history = tx.all<Terms>(sql::terms_until, programme, to_string(day), limit);
  for (auto& terms : history) terms.tiers = tx.all<Tier>(sql::tiers, programme, to_string(terms.starts_on));
  return history;
}

v1::Programme to_message(const Programme& programme) {
  v1::Programme message;
  message.set_programme_id(to_string(programme.id));
  message.set_name(programme.name);
  message.set_starts_on(to_string(programme.starts_on));
  if (programme.ends_on) message.set_ends_on(to_string(*programme.ends_on));
  message.set_provider_id(to_string(programme.provider));
  return message;
}

v1::Terms to_message(const Terms& terms) {
  v1::Terms message;
  message.set_starts_on(to_string(terms.starts_on));
  message.set_market_tariff_cents(terms.market_tariff.value);
  message.set_reduced_tariff_cents(terms.reduced_tariff.value);
  message.set_voucher_minutes(terms.voucher_minutes);
  message.set_validity_months(terms.validity_months);
  message.set_validity(terms.valid_to_end_of_month ? v1::VALIDITY_END_OF_MONTH : v1::VALIDITY_MONTHS);
  message.set_first_warning_weeks(terms.first_warning_weeks);
  message.set_second_warning_weeks(terms.second_warning_weeks);
  message.set_resident_ceiling(terms.resident_ceiling);
  message.set_household_ceiling(terms.household_ceiling);
  message.set_order_min(terms.order_min);
  message.set_order_max(terms.order_max);
  message.set_free_ceiling(terms.free_ceiling);
  message.set_refund_fee_cents(terms.refund_fee.value);
  message.set_expired_paid_part(terms.expired_paid_part_to_programme ? v1::PAID_PART_GOES_TO_PROGRAMME
                                                                     : v1::PAID_PART_GOES_TO_PAYER);
  message.set_approval_working_days(terms.approval_working_days);
  for (const auto& tier : terms.tiers) {
    auto& added = *message.add_tiers();
    added.set_from_nth(tier.from_nth);
    added.set_extra_cents(tier.extra.value);
  }
  return message;
}

}  // namespace emplooi::organisations
