#include <gtest/gtest.h>

#include "organisations/iban.h"
#include "organisations/organisations.h"
#include "settlement/settlement.h"
#include "support/town.h"

namespace emplooi::organisations {
namespace {

using testing::TestTown;
using testing::text;

TEST(Iban, is_read_as_people_type_it) {
  // The examples of the IBAN registry (SWIFT).
  for (const auto* good : {"NL91ABNA0417164300", "DE89370400440532013000", "BE68539007547034",
                           "FR1420041010050500013M02606", "GB29NWBK60161331926819", "MT84MALT011000012345MTLCAST001S",
                           "NO9386011117947", "IT60X0542811101000000123456"}) {
    EXPECT_EQ(read_iban(good), good);
  }
  EXPECT_EQ(read_iban(" nl91 abna 0417 1643 00 "), "NL91ABNA0417164300");
}

TEST(Iban, is_refused_where_a_character_is_wrong) {
  const std::string good = "NL91ABNA0417164300";
  for (std::size_t place = 2; place < good.size(); ++place) {
    auto wrong = good;
    wrong[place] = wrong[place] == '9' ? '8' : wrong[place] == 'Z' ? 'Y' : static_cast<char>(wrong[place] + 1);
    EXPECT_EQ(read_iban(wrong), std::nullopt) << wrong;
  }
  for (std::size_t place = 4; place + 1 < good.size(); ++place) {
    auto swapped = good;
    std::swap(swapped[place], swapped[place + 1]);
    if (swapped == good) continue;
    EXPECT_EQ(read_iban(swapped), std::nullopt) << swapped;
  }
  for (const auto* bad :
       {"", "NL", "NL91ABNA041716430", "NL91ABNA04171643000", "XX91ABNA0417164300", "91NLABNA0417164300",
        "NL91-ABNA-0417164300", "NL91ABNA041716430\n", "US64SVBKUS6S3300958879", "NL91ABNA04171643é0"}) {
    EXPECT_EQ(read_iban(bad), std::nullopt) << bad;
  }
  // Both pass the test of 97, and no bank makes them.
  EXPECT_EQ(read_iban("NL00ABNA0417164394"), std::nullopt);
}

TEST(Iban, is_shown_by_its_ends) { EXPECT_EQ(mask_iban("NL91ABNA0417164300"), "NL91 **** 4300"); }

class BankAccounts : public ::testing::Test {
 protected:
  v1::SetBankDetailsRequest request(const std::string& iban, const Uuid& provider) {
    return text("provider_id: % iban: % account_holder: 'Stichting De Buurt Werkt'", provider, iban);
  }
  Outcome<v1::SetBankDetailsResponse> set(const std::string& iban) {
    const auto asked = request(iban, provider_);
    town_.approve(administrator_, asked);
    return town_.call(set_bank_details, administrator_, asked);
  }
  v1::BankDetails shown(const Actor& actor) {
    return town_.must(get_bank_details, actor, text("provider_id: %", provider_)).bank_details();
  }

  TestTown town_;
  const Actor administrator_ = town_.actor(ROLE_ADMINISTRATOR);
  const ProviderId provider_ = town_.setting().provider;
};

TEST_F(BankAccounts, are_changed_by_two_people_and_shown_masked) {
  const auto asked = request("NL91 ABNA 0417 1643 00", provider_);
  EXPECT_REFUSED(town_.call(set_bank_details, administrator_, asked), REFUSAL_APPROVAL_NEEDED);
  EXPECT_REFUSED(town_.call(get_bank_details, administrator_, text("provider_id: %", provider_)),
                 REFUSAL_BANK_DETAILS_NOT_FOUND);
  ASSERT_TRUE(set("NL91 ABNA 0417 1643 00"));
  EXPECT_REFUSED(town_.call(set_bank_details, administrator_, asked), REFUSAL_APPROVAL_NEEDED) << "it was used";
  const auto known = shown(administrator_);
  EXPECT_EQ(known.masked_iban(), "NL91 **** 4300");
  EXPECT_EQ(known.account_holder(), "Stichting De Buurt Werkt");
  EXPECT_EQ(known.set_on(), "2026-01-05");
  EXPECT_EQ(shown(town_.actor(ROLE_AUDITOR)).account_holder(), "") << "the holder may be a person";
  ASSERT_TRUE(set("DE89370400440532013000"));
  EXPECT_EQ(shown(administrator_).masked_iban(), "DE89 **** 3000") << "the newest holds";
  const auto first = parse_uuid(known.bank_details_id()).value();
  const auto kept = town_.read([&](Transaction& tx) { return bank_details(tx, first); });
  EXPECT_EQ(kept->iban, "NL91ABNA0417164300") << "the one before is not forgotten";
}

TEST_F(BankAccounts, are_approved_for_exactly_one_number) {
  town_.approve(administrator_, request("NL91ABNA0417164300", provider_));
  EXPECT_REFUSED(town_.call(set_bank_details, administrator_, request("DE89370400440532013000", provider_)),
                 REFUSAL_APPROVAL_NEEDED);
  EXPECT_TRUE(town_.call(set_bank_details, administrator_, request("NL91ABNA0417164300", provider_)));
}

TEST_F(BankAccounts, are_refused_by_name) {
  EXPECT_REFUSED(set("NL91ABNA0417164301"), REFUSAL_IBAN_INVALID);
  const auto unknown = request("NL91ABNA0417164300", town_.setting().programme);
  town_.approve(administrator_, unknown);
  EXPECT_REFUSED(town_.call(set_bank_details, administrator_, unknown), REFUSAL_PROVIDER_NOT_FOUND);
  for (const auto role : {ROLE_COORDINATOR, ROLE_COACH, ROLE_CASE_MANAGER, ROLE_AUDITOR}) {
    EXPECT_REFUSED(town_.call(set_bank_details, town_.actor(role), request("NL91ABNA0417164300", provider_)),
                   REFUSAL_ACTOR_NOT_ALLOWED);
  }
  EXPECT_REFUSED(town_.call(get_bank_details, town_.stranger(ROLE_ADMINISTRATOR), text("provider_id: %", provider_)),
                 REFUSAL_PROVIDER_NOT_FOUND);
}

}  // namespace
}  // namespace emplooi::organisations
