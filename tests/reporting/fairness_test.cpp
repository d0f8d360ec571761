#include "participants/availability.h"
#include "reporting/reporting.h"
#include "settlement/story.h"

namespace emplooi::reporting {
namespace {

using testing::text;

class FairnessReport : public testing::Story {
 protected:
  static std::string text_of(const v1::FairnessRow& row) {
    const auto figure = [](const v1::Figure& one) { return one.hidden() ? "-" : std::to_string(one.value()); };
    return figure(row.participants()) + " " + figure(row.minutes()) + " " + figure(row.wanted_minutes());
  }
  v1::GetFairnessReportResponse report(const Actor& actor) {
    return town.must(
        get_fairness_report, actor,
        text("programme_id: % period { starts_on: '2026-01-01' ends_on: '2026-03-31' }", setting.programme));
  }
  static std::string group(const v1::GetFairnessReportResponse& report, v1::FairnessGroup group) {
    for (const auto& row : report.rows()) {
      if (row.group() == group) return text_of(row);
    }
    return "no row";
  }
  void settle(const std::string& name, const char* postcode) {
    town.must(participants::set_profile, coordinator,
              text("participant_id: % profile { travel_mode: TRAVEL_MODE_FOOT longest_leg_minutes: 20 wanted_hours: 7 "
                   "guidance: GUIDANCE_ALONE postcode: % }",
                   town.participant(name).id, postcode));
  }
};

TEST_F(FairnessReport, holds_hours_against_what_each_wants) {
  settle("Piet", "5042AB");
  for (int i = 1; i < 6; ++i) settle("Nabij " + std::to_string(i), "5042AB");
  for (int i = 0; i < 7; ++i) settle("Verder " + std::to_string(i), "5011AA");
  for (const auto* name : {"Piet", "Nabij 1", "Nabij 2", "Nabij 3", "Nabij 4", "Nabij 5"}) {
    town.must(participants::start_track, case_manager,
              text("participant_id: % kind: TRACK_KIND_ACTIVATION", town.participant(name).id));
  }
  buys("Ada", 2);
  approve(is_helped("Ada"));
  town.advance(std::chrono::hours(24));
  approve(is_helped("Ada"));
  town.advance_to("2026-04-01");
  town.must(publish_figures, system_actor(town.municipality()), v1::PublishFiguresRequest());
  const auto found = report(coordinator);
  EXPECT_EQ(text_of(found.all()), "13 120 " + std::to_string(13 * 7 * 60 * 90 / 7));
  EXPECT_EQ(group(found, v1::FAIRNESS_GROUP_LIVES_NEAR), "6 120 " + std::to_string(6 * 60 * 90));
  EXPECT_EQ(group(found, v1::FAIRNESS_GROUP_LIVES_FURTHER), "7 0 " + std::to_string(7 * 60 * 90));
  EXPECT_EQ(group(found, v1::FAIRNESS_GROUP_HOME_UNKNOWN), "0 0 0");
  EXPECT_EQ(group(found, v1::FAIRNESS_GROUP_ACTIVATION), "6 120 " + std::to_string(6 * 60 * 90));
  EXPECT_EQ(group(found, v1::FAIRNESS_GROUP_NO_TRACK), "7 0 " + std::to_string(7 * 60 * 90));
  EXPECT_EQ(group(found, v1::FAIRNESS_GROUP_AGE_UNKNOWN), "13 120 " + std::to_string(13 * 60 * 90));
  const auto outside = report(town.actor(ROLE_CLIENT_COUNCIL));
  EXPECT_EQ(text_of(outside.all()), text_of(found.all()));
  EXPECT_EQ(group(outside, v1::FAIRNESS_GROUP_LIVES_NEAR), "- - -") << "six people";
  EXPECT_EQ(group(outside, v1::FAIRNESS_GROUP_LIVES_FURTHER), "- - -") << "and so the others";
}

TEST_F(FairnessReport, of_few_people_shows_nothing) {
  settle("Nabij", "5042AB");
  const auto found = report(coordinator);
  EXPECT_EQ(text_of(found.all()), "- - -");
  for (const auto& row : found.rows()) EXPECT_EQ(text_of(row), "- - -");
  EXPECT_REFUSED(
      town.call(get_fairness_report, coordinator,
                text("programme_id: % period { starts_on: '2026-01-01' ends_on: '2026-03-31' }", setting.funder)),
      REFUSAL_PROGRAMME_NOT_FOUND);
}

}  // namespace
}  // namespace emplooi::reporting
