#include <gtest/gtest.h>

#include <set>

#include "planning/planning_story.h"

namespace emplooi::matching {
namespace {

using testing::text;

class Suggestions : public testing::PlanningTest {
 protected:
  const testing::ResidentPersona ada = town.resident("Ada");
  const testing::VoucherIds vouchers = buy(ada, 5);
};

TEST_F(Suggestions, rank_helpers_and_say_why) {
  const auto near = helper("Nabij"), far = helper("Ver", "postcode: '5011 AA'");
  const auto known = helper("Bekend", "languages: 'tr' postcode: '5011 AA'");
  helper("Te ver", "postcode: '9711 AA'");
  town.must(residents::set_preferences, ada.actor, text("resident_id: % preferences { languages: 'tr' }", ada.id));
  const auto job = request(ada, window("2026-01-13T10:00", "2026-01-13T12:00"));
  const auto found = town.must(suggest_helpers, coordinator, text("job_id: % week_starts_on: %", job, monday));
  ASSERT_EQ(found.suggestions_size(), 3);
  EXPECT_EQ(found.suggestions(0).participant_id(), to_string(known.id)) << "continuity goes before travel";
  EXPECT_EQ(found.suggestions(1).participant_id(), to_string(near.id));
  EXPECT_EQ(found.suggestions(2).participant_id(), to_string(far.id));
  EXPECT_GT(found.suggestions(2).travel_minutes(), found.suggestions(1).travel_minutes());
  EXPECT_NE(found.suggestions(0).words().nl().find("Onderweg:"), std::string::npos);
  ASSERT_EQ(found.blockings_size(), 1);
  EXPECT_EQ(found.blockings(0).rule(), v1::RULE_LEG_TOO_LONG);
  EXPECT_EQ(found.blockings(0).participants(), 1);
  // What is suggested can be planned.
  const auto& best = found.suggestions(0);
  EXPECT_TRUE(plan(job, known, local(best.starts_at())));
  EXPECT_REFUSED(town.call(suggest_helpers, coordinator, text("job_id: %", job)), REFUSAL_JOB_NOT_OPEN);
}

TEST_F(Suggestions, tell_when_one_helper_could_come) {
  const auto bram = helper("Bram");
  absent(bram, "2026-01-14", "2026-01-14");
  const auto job = request(ada);
  const auto found = town.must(suggest_times, coordinator,
                               text("job_id: % participant_id: % week_starts_on: %", job, bram.id, monday));
  std::set<std::string> days;
  for (const auto& one : found.suggestions()) days.insert(local(one.starts_at()).substr(0, 10));
  EXPECT_EQ(days, (std::set<std::string>{"2026-01-12", "2026-01-13", "2026-01-15", "2026-01-16"}));
  const auto dora = town.participant("Dora");
  const auto none = town.must(suggest_times, coordinator,
                              text("job_id: % participant_id: % week_starts_on: %", job, dora.id, monday));
  EXPECT_EQ(none.suggestions_size(), 0);
  ASSERT_EQ(none.blockings_size(), 1);
  EXPECT_EQ(none.blockings(0).rule(), v1::RULE_OUTSIDE_SHIFT);
}

TEST_F(Suggestions, say_that_vouchers_are_missing) {
  helper("Bram");
  const auto bep = town.resident("Bep");
  const auto found = town.must(suggest_helpers, coordinator, text("job_id: % week_starts_on: %", request(bep), monday));
  EXPECT_EQ(found.suggestions_size(), 0);
  ASSERT_EQ(found.blockings_size(), 1);
  EXPECT_EQ(found.blockings(0).words().nl(), "Het huishouden heeft te weinig cheques.");
}

}  // namespace
}  // namespace emplooi::matching
