#include "privacy/access_log.h"

#include <gtest/gtest.h>

#include "privacy/privacy.h"
#include "residents/residents.h"
#include "support/town.h"

namespace emplooi::privacy {
namespace {

using testing::TestTown;
using testing::text;

class AccessLog : public ::testing::Test {
 protected:
  /// What the coordinator finds in a resident's log, the newest first; looking is logged as well.
  std::vector<v1::DataAccess> log_of(const Uuid& resident) {
    const auto listed = town.must(list_accesses, coordinator, text("person { resident_id: % }", resident));
    return {listed.accesses().begin(), listed.accesses().end()};
  }

  TestTown town;
  const Actor coordinator = town.actor(ROLE_COORDINATOR);
  const testing::ResidentPersona ada = town.resident("Ada");
};

TEST_F(AccessLog, says_who_read_what_when_and_why) {
  town.advance(std::chrono::minutes(5));
  town.must(residents::get_resident, coordinator, text("resident_id: %", ada.id));
  const auto line = log_of(ada.id).front();
  EXPECT_EQ(line.name(), "emplooi.residents.v1.ResidentService.GetResident");
  EXPECT_EQ(line.purpose(), base::v1::PURPOSE_HELP_AT_HOME);
  EXPECT_EQ(line.data_subject_id(), to_string(ada.id));
  EXPECT_EQ(line.data_subject_kind(), base::v1::DATA_SUBJECT_RESIDENT);
  EXPECT_EQ(line.actor_id(), to_string(coordinator.id));
  EXPECT_EQ(line.role(), ROLE_COORDINATOR);
  EXPECT_FALSE(line.written());
  EXPECT_EQ(line.started_at().seconds(), to_us(town.clock().now()) / 1'000'000);
  EXPECT_EQ(line.trace_id().size(), 32u);
  EXPECT_EQ(line.span_id().size(), 16u);
  EXPECT_EQ(line.parent_span_id(), "");
}

TEST_F(AccessLog, has_a_line_for_writing_and_for_looking_at_the_log) {
  town.must(residents::set_low_income, coordinator, text("resident_id: % low_income: false", ada.id));
  const auto first = log_of(ada.id);
  EXPECT_EQ(first.front().name(), "emplooi.residents.v1.ResidentService.SetLowIncome");
  EXPECT_TRUE(first.front().written());
  EXPECT_EQ(first.back().name(), "emplooi.residents.v1.ResidentService.RegisterResident");
  const auto second = log_of(ada.id);
  ASSERT_EQ(second.size(), first.size() + 1);
  EXPECT_EQ(second.front().name(), "emplooi.privacy.v1.PrivacyService.ListAccesses");
  EXPECT_EQ(second.front().purpose(), base::v1::PURPOSE_RIGHTS);
}

TEST_F(AccessLog, has_one_line_for_each_person_that_a_list_shows) {
  const auto ben = town.resident("Ben").id;
  const auto before = log_of(ada.id).size();
  town.must(residents::search_residents, coordinator, text("postcode: '5042AB'"));
  EXPECT_EQ(log_of(ada.id).size(), before + 2) << "the list, and looking at the log before it";
  EXPECT_EQ(log_of(ben).front().name(), "emplooi.residents.v1.ResidentService.SearchResidents");
}

TEST_F(AccessLog, stays_empty_where_nobody_was_shown) {
  const auto before = log_of(ada.id).size();
  EXPECT_REFUSED(town.call(residents::get_resident, town.resident("Ben").actor, text("resident_id: %", ada.id)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_EQ(town.must(residents::search_residents, coordinator, text("name_prefix: 'Zzz'")).residents_size(), 0);
  // Whoever looks at their own is not watched.
  town.must(residents::get_resident, ada.actor, text("resident_id: %", ada.id));
  EXPECT_EQ(log_of(ada.id).size(), before + 1);
}

TEST_F(AccessLog, is_shown_to_the_person_without_saying_which_of_the_staff_it_was) {
  town.must(residents::get_resident, coordinator, text("resident_id: %", ada.id));
  const auto own = town.must(list_accesses, ada.actor, text("person { resident_id: % }", ada.id));
  ASSERT_GT(own.accesses_size(), 0);
  EXPECT_EQ(own.accesses(0).role(), ROLE_COORDINATOR);
  EXPECT_EQ(own.accesses(0).actor_id(), "");
  EXPECT_REFUSED(town.call(list_accesses, town.resident("Ben").actor, text("person { resident_id: % }", ada.id)),
                 REFUSAL_ACTOR_NOT_ALLOWED);
  EXPECT_REFUSED(town.call(list_accesses, town.stranger(ROLE_COORDINATOR), text("person { resident_id: % }", ada.id)),
                 REFUSAL_RESIDENT_NOT_FOUND);
}

TEST_F(AccessLog, goes_back_page_by_page) {
  for (int i = 0; i < 5; ++i) town.must(residents::get_resident, coordinator, text("resident_id: %", ada.id));
  std::vector<std::string> ids;
  std::string token;
  do {
    const auto page =
        town.must(list_accesses, ada.actor, text("person { resident_id: % } page { size: 2 token: % }", ada.id, token));
    for (const auto& line : page.accesses()) ids.push_back(line.access_id());
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_GE(ids.size(), 6u);
  EXPECT_TRUE(std::is_sorted(ids.rbegin(), ids.rend()));
}

TEST_F(AccessLog, comes_before_the_answer) {
  // A database that cannot be written: nobody's file is shown, because nobody could say who saw it.
  const auto reader = town.database().open_for_reading();
  Town front(*reader);
  const auto& operation = *town_operations().find("emplooi.residents.v1.ResidentService/GetResident");
  const auto ask = [&](const Actor& actor) {
    Call call{&operation, actor, std::nullopt, operation.new_request()};
    const residents::v1::GetResidentRequest request = text("resident_id: %", ada.id);
    call.request->CopyFrom(request);
    return front.answer(std::move(call));
  };
  EXPECT_REFUSED(ask(coordinator), REFUSAL_STORE_UNAVAILABLE);
  EXPECT_TRUE(ask(ada.actor)) << "her own file is not logged, and so is shown";
}

TEST_F(AccessLog, carries_the_trace_of_the_caller) {
  const auto& operation = *town_operations().find("emplooi.residents.v1.ResidentService/GetResident");
  Call call{&operation, coordinator, std::nullopt, operation.new_request()};
  const residents::v1::GetResidentRequest request = text("resident_id: %", ada.id);
  call.request->CopyFrom(request);
  call.trace = parse_trace_parent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  ASSERT_TRUE(town.town().answer(std::move(call)));
  const auto line = log_of(ada.id).front();
  EXPECT_EQ(line.trace_id(), "0af7651916cd43dd8448eb211c80319c");
  EXPECT_EQ(line.parent_span_id(), "b7ad6b7169203331");
  EXPECT_NE(line.span_id(), line.parent_span_id());
}

TEST(TraceParent, is_read_in_its_one_form_only) {
  for (const auto* malformed : {"", "00", "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
                                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
                                "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01"}) {
    EXPECT_FALSE(parse_trace_parent(malformed)) << malformed;
  }
  EXPECT_TRUE(parse_trace_parent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"));
}

}  // namespace
}  // namespace emplooi::privacy
