#include "base/field_rules.h"

#include <gtest/gtest.h>

#include "emplooi/catalogue/v1/catalogue.pb.h"
#include "emplooi/funding/v1/funding.pb.h"
#include "emplooi/identity/v1/identity.pb.h"
#include "emplooi/jobs/v1/jobs.pb.h"
#include "emplooi/organisations/v1/organisations.pb.h"
#include "support/text.h"

namespace emplooi {
namespace {

using testing::text;
constexpr auto some_id = "019b8b3d-7c00-7abc-8def-0123456789ab";

funding::v1::AddFundingRuleRequest rule() {
  return text("budget_id: % name: 'W-deel' rank: 1 share { remainder: true }", some_id);
}

struct Broken {
  const char* part;
  Refusal refusal;
  const char* field;
};

template <class Request>
void expect_refused(Request request, const Broken& broken) {
  // Fields of a text form may come twice: the last one counts, and lists grow.
  ASSERT_TRUE(google::protobuf::TextFormat::MergeFromString(broken.part, &request)) << broken.part;
  const auto outcome = check_field_rules(request);
  if (broken.refusal == REFUSAL_UNSPECIFIED) {
    EXPECT_TRUE(outcome) << broken.part << ": " << outcome.error().field << " " << outcome.error().says;
    return;
  }
  ASSERT_FALSE(outcome) << broken.part;
  EXPECT_EQ(outcome.error().refusal, broken.refusal) << broken.part;
  EXPECT_EQ(outcome.error().field, broken.field) << broken.part;
}

TEST(FieldRules, hold_for_text_numbers_ids_and_lists) {
  const std::string long_name = "name: '" + std::string(101, 'n') + "'",
                    longest_name = "name: '" + std::string(100, 'n') + "'";
  const Broken table[] = {
      {"", REFUSAL_UNSPECIFIED, ""},
      {"budget_id: ''", REFUSAL_FIELD_MISSING, "budget_id"},
      {"budget_id: 'first'", REFUSAL_ID_MALFORMED, "budget_id"},
      {"name: ''", REFUSAL_FIELD_MISSING, "name"},
      {longest_name.c_str(), REFUSAL_UNSPECIFIED, ""},
      {long_name.c_str(), REFUSAL_FIELD_OUT_OF_BOUNDS, "name"},
      {"rank: 0", REFUSAL_FIELD_MISSING, "rank"},
      {"rank: -1", REFUSAL_FIELD_OUT_OF_BOUNDS, "rank"},
      {"rank: 1000", REFUSAL_UNSPECIFIED, ""},
      {"rank: 1001", REFUSAL_FIELD_OUT_OF_BOUNDS, "rank"},
      {"share { basis_points_of_gap: 10000 }", REFUSAL_UNSPECIFIED, ""},
      {"share { basis_points_of_gap: 10001 }", REFUSAL_FIELD_OUT_OF_BOUNDS, "share.basis_points_of_gap"},
      {"share { cents_an_hour: 0 }", REFUSAL_FIELD_OUT_OF_BOUNDS, "share.cents_an_hour"},
      {"share { cents_an_hour: 9007199254740993 }", REFUSAL_FIELD_OUT_OF_BOUNDS, "share.cents_an_hour"},
      {"conditions { complex_ids: 'Linde' }", REFUSAL_ID_MALFORMED, "conditions.complex_ids[0]"},
      {"conditions { complex_ids: '019b8b3d-7c00-7abc-8def-0123456789ab' complex_ids: '' }", REFUSAL_FIELD_MISSING,
       "conditions.complex_ids[1]"},
      {"conditions { voucher_kinds: VOUCHER_KIND_FREE voucher_kinds: VOUCHER_KIND_UNSPECIFIED }", REFUSAL_FIELD_MISSING,
       "conditions.voucher_kinds[1]"},
  };
  for (const auto& row : table) expect_refused(rule(), row);
}

TEST(FieldRules, bound_every_list) {
  auto request = rule();
  for (int i = 0; i < 200; ++i) request.mutable_conditions()->add_complex_ids(some_id);
  EXPECT_TRUE(check_field_rules(request));
  request.mutable_conditions()->add_complex_ids(some_id);
  EXPECT_EQ(check_field_rules(request).error().field, "conditions.complex_ids");
  catalogue::v1::DefineServiceRequest service = text(
      "name_nl: 'Wandelen' name_en: 'Walk' domain: SERVICE_DOMAIN_WELFARE risk: RISK_LOW performance_fields: 9 "
      "performance_fields: 10");
  EXPECT_EQ(check_field_rules(service).error().field, "performance_fields[1]");
  service.clear_performance_fields();
  EXPECT_EQ(check_field_rules(service).error().refusal, REFUSAL_FIELD_MISSING);
}

TEST(FieldRules, reach_into_messages_of_messages) {
  const organisations::v1::SetProgrammeTermsRequest terms =
      text("programme_id: % terms { starts_on: '2026-01-01' }", some_id);
  const Broken table[] = {
      {"", REFUSAL_UNSPECIFIED, ""},
      {"terms { starts_on: '2026-02-30' }", REFUSAL_DATE_MALFORMED, "terms.starts_on"},
      {"terms { reduced_tariff_cents: 0 }", REFUSAL_UNSPECIFIED, ""},
      {"terms { market_tariff_cents: -1 }", REFUSAL_FIELD_OUT_OF_BOUNDS, "terms.market_tariff_cents"},
      {"terms { market_tariff_cents: 9223372036854775807 }", REFUSAL_FIELD_OUT_OF_BOUNDS, "terms.market_tariff_cents"},
      {"terms { tiers { from_nth: 2 extra_cents: 1 } tiers { from_nth: 1 extra_cents: 1 } }",
       REFUSAL_FIELD_OUT_OF_BOUNDS, "terms.tiers[1].from_nth"},
      {"terms { tiers { from_nth: 2 } }", REFUSAL_FIELD_MISSING, "terms.tiers[0].extra_cents"},
  };
  for (const auto& row : table) expect_refused(terms, row);
}

TEST(FieldRules, bound_amounts_by_their_name) {
  funding::v1::ChangeBudgetCeilingRequest request = text("budget_id: % ceiling_cents: 100000000000", some_id);
  EXPECT_TRUE(check_field_rules(request));
  request.set_ceiling_cents(100'000'000'001);
  EXPECT_EQ(check_field_rules(request).error().field, "ceiling_cents");
  request.set_ceiling_cents(std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(check_field_rules(request).error().refusal, REFUSAL_FIELD_OUT_OF_BOUNDS);
}

TEST(FieldRules, know_the_values_of_an_enumeration) {
  funding::v1::ExplainFundingRequest request = text("programme_id: % voucher_kind: VOUCHER_KIND_FREE", some_id);
  EXPECT_TRUE(check_field_rules(request));
  request.set_voucher_kind(static_cast<funding::v1::VoucherKind>(4));
  EXPECT_EQ(check_field_rules(request).error().refusal, REFUSAL_ENUM_UNKNOWN);
  request.set_voucher_kind(static_cast<funding::v1::VoucherKind>(-1));
  EXPECT_EQ(check_field_rules(request).error().refusal, REFUSAL_ENUM_UNKNOWN);
  request.clear_voucher_kind();
  EXPECT_EQ(check_field_rules(request).error().refusal, REFUSAL_FIELD_MISSING);
  auto listed = rule();
  listed.mutable_conditions()->add_track_kinds(static_cast<participants::v1::TrackKind>(99));
  EXPECT_EQ(check_field_rules(listed).error().field, "conditions.track_kinds[0]");
}

TEST(FieldRules, take_printable_utf8_only) {
  struct {
    const char* what;
    std::string text;
    bool is_text;
  } const table[] = {
      {"Dutch", "Zo\xc3\xab, caf\xc3\xa9 \xe2\x82\xac 5", true},
      {"two lines", "eerst\ndan", true},
      {"the last code point", "\xf4\x8f\xbf\xbf", true},
      {"before the surrogates", "\xed\x9f\xbf", true},
      {"after the surrogates", "\xee\x80\x80", true},
      {"no-break space", "\xc2\xa0", true},
      {"NUL", std::string("a\0b", 3), false},
      {"tab", "a\tb", false},
      {"carriage return", "a\rb", false},
      {"escape", "\x1b[31m", false},
      {"delete", "\x7f", false},
      {"a C1 control", "\xc2\x85", false},
      {"a lone follower", "\x80", false},
      {"a lead without follower", "a\xc3", false},
      {"a lead before a letter", "\xc3q", false},
      {"three bytes cut short", "\xe2\x82", false},
      {"four bytes cut short", "\xf0\x9f\x98", false},
      {"overlong slash in two", "\xc0\xaf", false},
      {"overlong slash in three", "\xe0\x80\xaf", false},
      {"overlong slash in four", "\xf0\x80\x80\xaf", false},
      {"overlong NUL", "\xc0\x80", false},
      {"a high surrogate", "\xed\xa0\x80", false},
      {"a low surrogate", "\xed\xbf\xbf", false},
      {"beyond Unicode", "\xf4\x90\x80\x80", false},
      {"five bytes", "\xf8\x88\x80\x80\x80", false},
      {"FF", "\xff", false},
  };
  for (const auto& row : table) {
    jobs::v1::DisputeJobRequest request = text("job_id: %", some_id);
    request.set_reason(row.text);
    const auto outcome = check_field_rules(request);
    EXPECT_EQ(outcome.has_value(), row.is_text) << row.what;
    if (!row.is_text) {
      EXPECT_EQ(outcome.error().refusal, REFUSAL_TEXT_MALFORMED) << row.what;
    }
  }
}

TEST(FieldRules, count_characters_and_not_bytes) {
  auto request = rule();
  std::string hundred;
  for (int i = 0; i < 100; ++i) hundred += "\xf0\x9f\x98\x80";
  request.set_name(hundred);
  EXPECT_TRUE(check_field_rules(request));
  request.set_name(hundred + "!");
  EXPECT_FALSE(check_field_rules(request));
}

TEST(FieldRules, never_repeat_the_value) {
  auto request = rule();
  const auto said = [&] {
    const auto refused = check_field_rules(request).error();
    std::string all = refused.says + refused.field;
    for (const auto& [name, value] : refused.facts) all += name + value;
    return all;
  };
  request.set_budget_id("mevrouw De Vries");
  EXPECT_EQ(said().find("Vries"), std::string::npos);
  request = rule();
  request.set_rank(424242);
  EXPECT_EQ(said().find("424242"), std::string::npos);
}

TEST(FieldRules, secrets_are_found_and_left_out_of_what_is_hashed) {
  identity::v1::CreateAccountRequest one = text("sign_in_name: 'ada' password: 'correct horse battery'");
  identity::v1::CreateAccountRequest other = one;
  other.set_password("staple");
  EXPECT_EQ(canonical_bytes(one), canonical_bytes(other));
  EXPECT_EQ(canonical_bytes(one).find("horse"), std::string::npos);
  other.set_sign_in_name("bep");
  EXPECT_NE(canonical_bytes(one), canonical_bytes(other));
  std::vector<std::string> found;
  for_each_secret(one, [&](std::string& secret) { found.push_back(std::exchange(secret, "hashed")); });
  EXPECT_EQ(found, std::vector<std::string>{"correct horse battery"});
  EXPECT_EQ(one.password(), "hashed");
}

}  // namespace
}  // namespace emplooi
