#include <gtest/gtest.h>

#include "organisations/organisations.h"
#include "support/town.h"

namespace emplooi::organisations {
namespace {

using testing::TestTown;
using testing::text;

class SetProgrammeTerms : public ::testing::Test {
 protected:
  TestTown town;
  const Actor administrator = town.actor(ROLE_ADMINISTRATOR);
  /// Has terms from 2026-01-01 on; today is 2026-01-05.
  const ProgrammeId programme = town.setting().programme;

  Outcome<v1::SetProgrammeTermsResponse> set(std::string_view terms, ProgrammeId of) {
    v1::SetProgrammeTermsRequest request = text("programme_id: %", of);
    *request.mutable_terms() = text(terms);
    return town.call(set_programme_terms, administrator, request);
  }
  Outcome<v1::SetProgrammeTermsResponse> set(std::string_view terms) { return set(terms, programme); }

  Outcome<Terms> on(std::string_view day) {
    return town.read([&](auto& tx) { return terms_on(tx, programme, parse_date(day).value()); });
  }
  ProgrammeId new_programme(std::string_view dates) {
    const auto made = town.must(create_programme, administrator,
                                text("name: 'Meedoen' provider_id: % " + std::string(dates), town.setting().provider));
    return ProgrammeId::of(made.programme_id());
  }
};

TEST_F(SetProgrammeTerms, fills_in_the_tariffs_and_rules_of_tilburg_noord) {
  const auto terms = set("starts_on: '2026-02-01'").value().terms();
  EXPECT_EQ(terms.market_tariff_cents(), 1500);
  EXPECT_EQ(terms.reduced_tariff_cents(), 500);
  EXPECT_EQ(terms.voucher_minutes(), 60);
  EXPECT_EQ(terms.validity(), v1::VALIDITY_MONTHS);
  EXPECT_EQ(terms.validity_months(), 12);
  EXPECT_EQ(terms.first_warning_weeks(), 6);
  EXPECT_EQ(terms.second_warning_weeks(), 3);
  EXPECT_EQ(terms.resident_ceiling(), 52);
  EXPECT_EQ(terms.household_ceiling(), 104);
  EXPECT_EQ(terms.order_min(), 1);
  EXPECT_EQ(terms.order_max(), 52);
  EXPECT_EQ(terms.free_ceiling(), 10);
  EXPECT_EQ(terms.refund_fee_cents(), 0);
  EXPECT_EQ(terms.expired_paid_part(), v1::PAID_PART_GOES_TO_PAYER);
  EXPECT_EQ(terms.approval_working_days(), 5);
  EXPECT_EQ(terms.tiers_size(), 0);
}

TEST_F(SetProgrammeTerms, keeps_every_figure_that_is_given) {
  const v1::Terms asked = text(
      "starts_on: '2026-02-01' market_tariff_cents: 1650 reduced_tariff_cents: 0 voucher_minutes: 30 "
      "validity: VALIDITY_END_OF_MONTH validity_months: 6 first_warning_weeks: 4 second_warning_weeks: 1 "
      "resident_ceiling: 40 household_ceiling: 60 order_min: 2 order_max: 20 free_ceiling: 0 refund_fee_cents: 25 "
      "expired_paid_part: PAID_PART_GOES_TO_PROGRAMME approval_working_days: 7 "
      "tiers { from_nth: 11 extra_cents: 250 } tiers { from_nth: 31 extra_cents: 500 }");
  v1::SetProgrammeTermsRequest request = text("programme_id: %", programme);
  *request.mutable_terms() = asked;
  EXPECT_EQ(town.must(set_programme_terms, administrator, request).terms().DebugString(), asked.DebugString());

  town.advance_to("2026-02-01");
  const auto known = town.must(get_programme, administrator, text("programme_id: %", programme));
  EXPECT_EQ(known.terms_today().DebugString(), asked.DebugString());
  const auto terms = on("2026-02-01").value();
  EXPECT_TRUE(terms.valid_to_end_of_month);
  EXPECT_TRUE(terms.expired_paid_part_to_programme);
  EXPECT_EQ(terms.extra_for_nth(31), 500_cents);
}

TEST_F(SetProgrammeTerms, hold_from_their_day_until_the_next) {
  ASSERT_TRUE(set("starts_on: '2026-07-01' market_tariff_cents: 1600"));
  ASSERT_TRUE(set("starts_on: '2026-03-01' market_tariff_cents: 1550"));
  EXPECT_REFUSED(on("2025-12-31"), REFUSAL_TERMS_NOT_SET);
  struct {
    const char* day;
    Cents market_tariff;
  } const table[] = {{"2026-01-01", 1500_cents}, {"2026-02-28", 1500_cents}, {"2026-03-01", 1550_cents},
                     {"2026-06-30", 1550_cents}, {"2026-07-01", 1600_cents}, {"2031-01-01", 1600_cents}};
  for (const auto& row : table) EXPECT_EQ(on(row.day).value().market_tariff, row.market_tariff) << row.day;

  const auto known = town.must(get_programme, administrator, text("programme_id: %", programme));
  EXPECT_EQ(known.terms_today().market_tariff_cents(), 1500);
  ASSERT_EQ(known.history_size(), 3);
  EXPECT_EQ(known.history(0).starts_on(), "2026-07-01");
}

TEST_F(SetProgrammeTerms, leaves_the_past_as_it_was) {
  EXPECT_REFUSED(set("starts_on: '2026-01-04'"), REFUSAL_TERMS_IN_THE_PAST);
  EXPECT_TRUE(set("starts_on: '2026-01-05'"));
  EXPECT_REFUSED(set("starts_on: '2026-01-05'"), REFUSAL_TERMS_ALREADY_SET);
  const auto late = new_programme("starts_on: '2025-09-01'");
  EXPECT_TRUE(set("starts_on: '2025-09-01'", late)) << "a programme's first terms may begin in the past";
  EXPECT_REFUSED(set("starts_on: '2025-10-01'", late), REFUSAL_TERMS_IN_THE_PAST);
}

TEST_F(SetProgrammeTerms, refuses_a_programme_that_is_not_there_or_over_by_then) {
  EXPECT_REFUSED(set("starts_on: '2026-02-01'", ProgrammeId(town.setting().funder)), REFUSAL_PROGRAMME_NOT_FOUND);
  const auto short_lived = new_programme("starts_on: '2026-01-01' ends_on: '2026-06-30'");
  EXPECT_REFUSED(set("starts_on: '2026-07-01'", short_lived), REFUSAL_PROGRAMME_NOT_RUNNING);
  EXPECT_TRUE(set("starts_on: '2026-06-30'", short_lived));
}

TEST_F(SetProgrammeTerms, refuses_figures_out_of_bounds_or_at_odds) {
  struct {
    const char* terms;
    const char* field;
    Refusal refusal;
  } const table[] = {
      {"", "terms.starts_on", REFUSAL_FIELD_MISSING},
      {"starts_on: 'soon'", "terms.starts_on", REFUSAL_DATE_MALFORMED},
      {"market_tariff_cents: -1", "terms.market_tariff_cents", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"market_tariff_cents: 100001", "terms.market_tariff_cents", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"market_tariff_cents: 9223372036854775807", "terms.market_tariff_cents", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"reduced_tariff_cents: 1501", "terms.reduced_tariff_cents", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"voucher_minutes: 4", "terms.voucher_minutes", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"voucher_minutes: 481", "terms.voucher_minutes", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"validity: 9", "terms.validity", REFUSAL_ENUM_UNKNOWN},
      {"validity_months: 61", "terms.validity_months", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"second_warning_weeks: 6", "terms.second_warning_weeks", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"resident_ceiling: -5", "terms.resident_ceiling", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"household_ceiling: 10001", "terms.household_ceiling", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"order_min: 20 order_max: 19", "terms.order_max", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"free_ceiling: 1001", "terms.free_ceiling", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"refund_fee_cents: -1", "terms.refund_fee_cents", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"approval_working_days: 61", "terms.approval_working_days", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"tiers { from_nth: 1 extra_cents: 5 }", "terms.tiers[0].from_nth", REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"tiers { from_nth: 9 }", "terms.tiers[0].extra_cents", REFUSAL_FIELD_MISSING},
      {"tiers { from_nth: 9 extra_cents: 5 } tiers { from_nth: 9 extra_cents: 6 }", "terms.tiers[1]",
       REFUSAL_FIELD_OUT_OF_BOUNDS},
      {"tiers { from_nth: 9 extra_cents: 5 } tiers { from_nth: 10 extra_cents: 5 }", "terms.tiers[1]",
       REFUSAL_FIELD_OUT_OF_BOUNDS},
  };
  for (const auto& row : table) {
    const std::string form = row.terms;
    const bool has_start = form.empty() || form.find("starts_on") != std::string::npos;
    const auto outcome = set(has_start ? form : "starts_on: '2026-02-01' " + form);
    EXPECT_REFUSED(outcome, row.refusal) << row.terms;
    EXPECT_EQ(outcome ? "" : outcome.error().field, row.field) << row.terms;
  }
  EXPECT_EQ(town.must(get_programme, administrator, text("programme_id: %", programme)).history_size(), 1);
}

}  // namespace
}  // namespace emplooi::organisations
