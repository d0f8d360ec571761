#include "identity/personal_data.h"

#include <gtest/gtest.h>

#include <sstream>

#include "emplooi/privacy/v1/privacy.pb.h"
#include "emplooi/residents/v1/residents.pb.h"
#include "identity/print_access.h"
#include "support/text.h"
#include "support/town.h"

namespace emplooi {
namespace {

using testing::text;

constexpr auto ada = "019b8b3d-7c00-7abc-8def-0123456789ab";
constexpr auto ben = "019b8b3d-7c00-7abc-8def-0123456789ac";

Actor somebody(Role role, Reach reach) { return {.role = role, .reach = reach}; }

residents::v1::SearchResidentsResponse answer() {
  return text(
      "residents { resident { resident_id: % name: 'Ada' phone: '06' } household { postcode: '5042AB' } } "
      "residents { resident { resident_id: % name: 'Ben' } } next_page_token: 'x'",
      ada, ben);
}

TEST(PersonalData, is_hidden_in_all_depths_from_roles_that_work_with_figures) {
  for (const auto role :
       {ROLE_CORPORATION_BUYER, ROLE_CORPORATION_FINANCE, ROLE_FUNDER_FINANCE, ROLE_AUDITOR, ROLE_CLIENT_COUNCIL}) {
    auto message = answer();
    hide_personal_data(message, somebody(role, REACH_MUNICIPALITY));
    EXPECT_EQ(message.ShortDebugString(), "residents { resident { resident_id: \"" + std::string(ada) +
                                              "\" } household { } } residents { resident { resident_id: \"" + ben +
                                              "\" } } next_page_token: \"x\"");
  }
}

TEST(PersonalData, is_shown_to_those_who_work_with_people_and_to_oneself) {
  for (const auto role : {ROLE_COORDINATOR, ROLE_CASE_MANAGER, ROLE_COACH, ROLE_ADMINISTRATOR, ROLE_RESIDENT}) {
    auto message = answer();
    hide_personal_data(message, somebody(role, REACH_MUNICIPALITY));
    EXPECT_EQ(message.ShortDebugString(), answer().ShortDebugString()) << role;
  }
  auto own = answer();
  hide_personal_data(own, somebody(ROLE_AUDITOR, REACH_OWN_PERSON));
  EXPECT_EQ(own.ShortDebugString(), answer().ShortDebugString());
  auto nobodys = answer();
  hide_personal_data(nobodys, Actor());
  EXPECT_EQ(nobodys.residents(0).resident().name(), "");
}

TEST(PersonalData, of_the_citizen_service_number_is_for_two_roles) {
  const auto shown_to = [](Role role, Reach reach) {
    privacy::v1::GetBsnResponse message = text("bsn: '012345672'");
    hide_personal_data(message, somebody(role, reach));
    return !message.bsn().empty();
  };
  EXPECT_TRUE(shown_to(ROLE_CASE_MANAGER, REACH_MUNICIPALITY));
  EXPECT_TRUE(shown_to(ROLE_ADMINISTRATOR, REACH_MUNICIPALITY));
  for (const auto role : {ROLE_COORDINATOR, ROLE_COACH, ROLE_RESIDENT, ROLE_AUDITOR, ROLE_SYSTEM}) {
    EXPECT_FALSE(shown_to(role, REACH_MUNICIPALITY)) << role;
    EXPECT_FALSE(shown_to(role, REACH_OWN_PERSON)) << role;
  }
}

TEST(PersonalData, says_whom_it_identifies_each_once) {
  residents::v1::SearchResidentsResponse twice = answer();
  *twice.add_residents() = twice.residents(0);
  const auto subjects = subjects_in(twice);
  ASSERT_EQ(subjects.size(), 2u);
  EXPECT_EQ(to_string(subjects[0].id), ada);
  EXPECT_EQ(subjects[0].kind, base::v1::DATA_SUBJECT_RESIDENT);
  EXPECT_TRUE(subjects_in(residents::v1::SearchResidentsResponse()).empty());
}

TEST(PrintedAccess, tells_each_role_what_it_may_do_over_whose_data) {
  std::ostringstream out;
  identity::print_access(town_operations(), out);
  const auto text = out.str();
  const auto role = [&](const std::string& name) {
    const auto begin = text.find(name + "\n");
    EXPECT_NE(begin, std::string::npos) << name;
    return text.substr(begin, text.find("\n\n", begin) - begin);
  };
  EXPECT_NE(role("resident").find("for their own household\n    list household"), std::string::npos) << text;
  EXPECT_NE(role("corporation buyer").find("for their own corporation and its complexes"), std::string::npos);
  EXPECT_EQ(role("client council").find("resident"), std::string::npos);
  EXPECT_NE(role("case manager").find("export person (with a second person)"), std::string::npos);
  EXPECT_NE(role("coordinator").find("issue free vouchers (with a second person above 50 count)"), std::string::npos);
}

}  // namespace
}  // namespace emplooi
