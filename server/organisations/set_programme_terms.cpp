#include "organisations/organisations.h"
#include "organisations/organisations.sql.h"

namespace emplooi::organisations {

namespace {

int or_default(int figure, int otherwise) { return figure == 0 ? otherwise : figure; }

/// The defaults are those of the Tilburg-Noord project (seed 1, §4.2) and of what its partners took for granted.
Terms terms_from(const v1::Terms& message) {
  Terms terms;
  terms.starts_on = *parse_date(message.starts_on());
  terms.market_tariff = message.market_tariff_cents() == 0 ? 1500_cents : Cents{message.market_tariff_cents()};
  terms.reduced_tariff = message.has_reduced_tariff_cents() ? Cents{message.reduced_tariff_cents()} : 500_cents;
  terms.voucher_minutes = or_default(message.voucher_minutes(), 60);
  terms.validity_months = or_default(message.validity_months(), 12);
  terms.valid_to_end_of_month = message.validity() == v1::VALIDITY_END_OF_MONTH;
  terms.first_warning_weeks = or_default(message.first_warning_weeks(), 6);
  terms.second_warning_weeks = or_default(message.second_warning_weeks(), 3);
  terms.resident_ceiling = or_default(message.resident_ceiling(), 52);
  terms.household_ceiling = or_default(message.household_ceiling(), 104);
  terms.order_min = or_default(message.order_min(), 1);
  terms.order_max = or_default(message.order_max(), 52);
  terms.free_ceiling = message.has_free_ceiling() ? message.free_ceiling() : 10;
  terms.refund_fee = {message.refund_fee_cents()};
  terms.expired_paid_part_to_programme = message.expired_paid_part() == v1::PAID_PART_GOES_TO_PROGRAMME;
  terms.approval_working_days = or_default(message.approval_working_days(), 5);
  for (const auto& tier : message.tiers()) terms.tiers.push_back({tier.from_nth(), {tier.extra_cents()}});
  return terms;
}

Refused contradiction(std::string says, std::string field) {
  return {REFUSAL_FIELD_OUT_OF_BOUNDS, std::move(says), "terms." + field};
}

Outcome<void> check_figures(const Terms& terms) {
  if (terms.reduced_tariff > terms.market_tariff) {
    return contradiction("the reduced tariff is above the market tariff", "reduced_tariff_cents");
  }
  if (terms.second_warning_weeks >= terms.first_warning_weeks) {
    return contradiction("the second warning comes before the first", "second_warning_weeks");
  }
  if (terms.order_min > terms.order_max) {
    return contradiction("the smallest order is above the largest", "order_max");
  }
  for (std::size_t i = 1; i < terms.tiers.size(); ++i) {
    const auto& before = terms.tiers[i - 1];
    const auto& tier = terms.tiers[i];
    if (tier.from_nth <= before.from_nth || tier.extra <= before.extra) {
      return contradiction("each tier begins later and costs more than the one before",
                           "tiers[" + std::to_string(i) + "]");
    }
  }
  return {};
}

/// What was issued stays as it was: only a programme's first terms may begin in the past.
Outcome<void> check_start(Transaction& tx, const Programme& programme, Date starts_on) {
  if (programme.ends_on && starts_on > *programme.ends_on) return refuse(REFUSAL_PROGRAMME_NOT_RUNNING);
  const bool has_terms = tx.one<Date>(sql::first_terms_start, programme.id).has_value();
  if (has_terms && starts_on < tx.today()) return refuse(REFUSAL_TERMS_IN_THE_PAST);
  return {};
}

bool add_terms(Transaction& tx, ProgrammeId programme, const Terms& terms) {
  return tx.run(sql::add_terms, programme, to_string(terms.starts_on), terms.market_tariff, terms.reduced_tariff,
                terms.voucher_minutes, terms.validity_months, terms.valid_to_end_of_month ? "end_of_month" : "months",
                terms.first_warning_weeks, terms.second_warning_weeks, terms.resident_ceiling, terms.household_ceiling,
                terms.order_min, terms.order_max, terms.free_ceiling, terms.refund_fee,
                terms.expired_paid_part_to_programme ? "programme" : "payer", terms.approval_working_days) == 1;
}

}  // namespace

Outcome<v1::SetProgrammeTermsResponse> set_programme_terms(Transaction& tx, const Actor&,
                                                           const v1::SetProgrammeTermsRequest& request) {
  const auto terms = terms_from(request.terms());
  TRY(check_figures(terms));
  const auto programme = TRY(organisations::programme(tx, ProgrammeId::of(request.programme_id())));
  TRY(check_start(tx, programme, terms.starts_on));
  if (!add_terms(tx, programme.id, terms)) return refuse(REFUSAL_TERMS_ALREADY_SET);
  for (const auto& tier : terms.tiers) {
    tx.run(sql::add_tier, programme.id, to_string(terms.starts_on), tier.from_nth, tier.extra);
  }
  v1::SetProgrammeTermsResponse response;
  *response.mutable_terms() = to_message(terms);
  return response;
}

}  // namespace emplooi::organisations
