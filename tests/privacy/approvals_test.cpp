#include "approvals/approvals.h"

#include <gtest/gtest.h>

#include "privacy/privacy.h"
#include "support/town.h"
#include "vouchers/vouchers.h"

namespace emplooi::approvals {
namespace {

using testing::TestTown;
using testing::text;

constexpr auto export_rpc = "emplooi.privacy.v1.PrivacyService.ExportPerson";

class Approvals : public ::testing::Test {
 protected:
  std::string json(const Uuid& resident) { return R"({"person": {"residentId": ")" + to_string(resident) + R"("}})"; }
  Outcome<v1::RequestApprovalResponse> ask(const Actor& actor, const std::string& request,
                                           const std::string& rpc = export_rpc) {
    return town.call(request_approval, actor, text("rpc: % request: %", rpc, request));
  }
  Outcome<v1::DecideApprovalResponse> decide(const Actor& actor, const std::string& approval, bool approve = true) {
    return town.call(decide_approval, actor, text("approval_id: % approve: %", approval, approve));
  }
  /// A session operation, through the front desk.
  Outcome<privacy::v1::ExportPersonResponse> exported(const Actor& actor, const Uuid& resident) {
    const auto& operation = *town_operations().find("emplooi.privacy.v1.PrivacyService/ExportPerson");
    Call call{&operation, actor, std::nullopt, operation.new_request()};
    const privacy::v1::ExportPersonRequest request = text("person { resident_id: % }", resident);
    call.request->CopyFrom(request);
    auto answer = town.town().answer(std::move(call));
    if (!answer) return std::move(answer).error();
    return static_cast<privacy::v1::ExportPersonResponse&>(**answer);
  }

  TestTown town;
  const Actor administrator = town.actor(ROLE_ADMINISTRATOR);
  const Actor case_manager = town.actor(ROLE_CASE_MANAGER);
  const testing::ResidentPersona ada = town.resident("Ada");
};

TEST_F(Approvals, let_a_call_be_made_once_by_whoever_asked) {
  EXPECT_REFUSED(exported(case_manager, ada.id), REFUSAL_APPROVAL_NEEDED);
  const auto approval = ask(case_manager, json(ada.id))->approval_id();
  EXPECT_REFUSED(exported(case_manager, ada.id), REFUSAL_APPROVAL_NEEDED) << "not decided yet";
  ASSERT_TRUE(decide(administrator, approval));
  EXPECT_REFUSED(exported(administrator, ada.id), REFUSAL_APPROVAL_NEEDED) << "somebody else's approval";
  EXPECT_REFUSED(exported(case_manager, town.resident("Ben").id), REFUSAL_APPROVAL_NEEDED) << "of another call";
  const auto answer = exported(case_manager, ada.id);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->resident().resident().name(), "Ada");
  EXPECT_REFUSED(exported(case_manager, ada.id), REFUSAL_APPROVAL_NEEDED) << "used up";
}

TEST_F(Approvals, are_given_by_another_person) {
  const auto approval = ask(case_manager, json(ada.id))->approval_id();
  EXPECT_REFUSED(decide(case_manager, approval), REFUSAL_SECOND_PERSON_NEEDED);
  EXPECT_REFUSED(decide(town.actor(ROLE_COORDINATOR), approval), REFUSAL_ACTOR_NOT_ALLOWED)
      << "who may not export may not approve it";
  EXPECT_REFUSED(decide(town.stranger(ROLE_ADMINISTRATOR), approval), REFUSAL_APPROVAL_NOT_FOUND);
  ASSERT_TRUE(decide(administrator, approval, false));
  EXPECT_REFUSED(exported(case_manager, ada.id), REFUSAL_APPROVAL_NEEDED) << "declined";
  EXPECT_REFUSED(decide(administrator, approval), REFUSAL_APPROVAL_NOT_OPEN);
}

TEST_F(Approvals, end_after_seven_days) {
  const auto late = ask(case_manager, json(ada.id))->approval_id();
  const auto given = ask(case_manager, json(ada.id))->approval_id();
  ASSERT_TRUE(decide(administrator, given));
  town.advance(std::chrono::hours(7 * 24));
  EXPECT_REFUSED(decide(administrator, late), REFUSAL_APPROVAL_NOT_OPEN);
  EXPECT_REFUSED(exported(case_manager, ada.id), REFUSAL_APPROVAL_NEEDED);
}

TEST_F(Approvals, are_asked_for_calls_that_need_them) {
  EXPECT_REFUSED(ask(case_manager, "{}", "emplooi.nothing.Here"), REFUSAL_RPC_NOT_FOUND);
  EXPECT_REFUSED(ask(case_manager, "{", export_rpc), REFUSAL_REQUEST_MALFORMED);
  EXPECT_REFUSED(ask(case_manager, R"({"person": {"residentId": "x"}})"), REFUSAL_ID_MALFORMED);
  EXPECT_REFUSED(ask(town.actor(ROLE_COORDINATOR), json(ada.id)), REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(ask(case_manager, R"({"residentId": ")" + to_string(ada.id) + R"("})",
                     "emplooi.residents.v1.ResidentService.GetResident"),
                 REFUSAL_FIELD_OUT_OF_BOUNDS);
}

TEST_F(Approvals, show_what_is_asked_until_it_is_decided) {
  const auto approval = ask(case_manager, json(ada.id))->approval_id();
  const auto listed = town.must(list_approvals, administrator, text(""));
  ASSERT_EQ(listed.approvals_size(), 1);
  EXPECT_EQ(listed.approvals(0).rpc(), export_rpc);
  EXPECT_EQ(listed.approvals(0).requested_by(), to_string(case_manager.id));
  EXPECT_NE(listed.approvals(0).request().find(to_string(ada.id)), std::string::npos);
  EXPECT_EQ(town.must(list_approvals, town.actor(ROLE_COORDINATOR), text("")).approvals_size(), 0);
  ASSERT_TRUE(decide(administrator, approval));
  EXPECT_EQ(town.must(list_approvals, administrator, text("")).approvals_size(), 0);
}

TEST_F(Approvals, are_needed_for_issuing_above_the_threshold) {
  const auto id = to_string(ada.id);
  const auto coordinator = town.actor(ROLE_COORDINATOR);
  const auto issue = [&](int count) {
    return town.call(vouchers::issue_free_vouchers, coordinator,
                     text("campaign_id: % household_id: % count: %", id, id, count));
  };
  EXPECT_REFUSED(issue(51), REFUSAL_APPROVAL_NEEDED);
  EXPECT_REFUSED(issue(50), REFUSAL_CAMPAIGN_NOT_FOUND) << "one person is enough";
  const auto asked = ask(coordinator, R"({"campaignId": ")" + id + R"(", "householdId": ")" + id + R"(", "count": 51})",
                         "emplooi.vouchers.v1.VoucherService.IssueFreeVouchers");
  ASSERT_TRUE(asked);
  ASSERT_TRUE(decide(administrator, asked->approval_id()));
  EXPECT_REFUSED(issue(51), REFUSAL_CAMPAIGN_NOT_FOUND) << "approved, and so it gets to the operation";
  EXPECT_REFUSED(issue(52), REFUSAL_APPROVAL_NEEDED) << "another call";
}

TEST_F(Approvals, are_not_needed_for_ones_own_data) {
  const auto own = exported(ada.actor, ada.id);
  ASSERT_TRUE(own);
  EXPECT_EQ(own->resident().resident().name(), "Ada");
  EXPECT_REFUSED(exported(ada.actor, town.resident("Ben").id), REFUSAL_ACTOR_NOT_ALLOWED);
}

}  // namespace
}  // namespace emplooi::approvals
