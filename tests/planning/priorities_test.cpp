#include <gtest/gtest.h>

#include "planning/planning_story.h"

namespace emplooi::matching {
namespace {

using testing::text;

class Priorities : public testing::PlanningTest {
 protected:
  const testing::ResidentPersona ada = town.resident("Ada");
  const testing::VoucherIds of_ada = buy(ada, 20);

  static v1::PriorityTier tier(std::initializer_list<v1::Objective> objectives, int weight = 0) {
    v1::PriorityTier tier;
    for (const auto objective : objectives) {
      auto& priority = *tier.add_priorities();
      priority.set_objective(objective);
      priority.set_weight(weight);
    }
    return tier;
  }
  Outcome<v1::SetPlanPrioritiesResponse> set(const std::vector<v1::PriorityTier>& tiers) {
    v1::SetPlanPrioritiesRequest request = text("programme_id: %", setting.programme);
    for (const auto& each : tiers) *request.add_tiers() = each;
    return town.call(set_plan_priorities, administrator, request);
  }
  /// "goals | continuity wishes*3 | travel": a weight stands where it is not 1.
  std::string priorities() {
    const auto found = town.must(get_plan_priorities, coordinator, text("programme_id: %", setting.programme));
    std::string written;
    for (const auto& each : found.tiers()) {
      written += written.empty() ? "" : " |";
      for (const auto& one : each.priorities()) {
        written += " " + word_of(one.objective()) + (one.weight() == 1 ? "" : "*" + std::to_string(one.weight()));
      }
    }
    return (found.set_for_programme() ? "set:" : "town's:") + written;
  }
};

TEST_F(Priorities, are_the_towns_until_a_programme_has_its_own) {
  const std::string of_town = "town's: goals | continuity wishes buddies*4 | fairness | travel | changes";
  EXPECT_EQ(priorities(), of_town);
  ASSERT_TRUE(
      set({tier({v1::OBJECTIVE_TRAVEL}), tier({v1::OBJECTIVE_CONTINUITY, v1::OBJECTIVE_GOALS}, 3),
           tier({v1::OBJECTIVE_FAIRNESS, v1::OBJECTIVE_WISHES, v1::OBJECTIVE_CHANGES, v1::OBJECTIVE_BUDDIES})}));
  EXPECT_EQ(priorities(), "set: travel | continuity*3 goals*3 | fairness wishes changes buddies");
  ASSERT_TRUE(set({}));
  EXPECT_EQ(priorities(), of_town);
}

TEST_F(Priorities, name_every_objective_but_serving_once) {
  const auto rest = tier({v1::OBJECTIVE_CONTINUITY, v1::OBJECTIVE_WISHES, v1::OBJECTIVE_FAIRNESS, v1::OBJECTIVE_CHANGES,
                          v1::OBJECTIVE_BUDDIES});
  const auto goals = tier({v1::OBJECTIVE_GOALS}), travel = tier({v1::OBJECTIVE_TRAVEL});
  struct {
    std::vector<v1::PriorityTier> tiers;
    Refusal refusal;
    const char* field;
  } const table[] = {
      {{tier({v1::OBJECTIVE_UNSERVED}), rest, goals, travel},
       REFUSAL_FIELD_OUT_OF_BOUNDS,
       "tiers[0].priorities[0].objective"},
      {{rest, goals, travel, goals}, REFUSAL_FIELD_OUT_OF_BOUNDS, "tiers[3].priorities[0].objective"},
      {{rest, goals}, REFUSAL_FIELD_MISSING, "tiers"},
      {{rest, goals, travel, {}}, REFUSAL_FIELD_MISSING, "tiers[3].priorities"},
      {{rest, goals, tier({v1::OBJECTIVE_TRAVEL}, 1'001)},
       REFUSAL_FIELD_OUT_OF_BOUNDS,
       "tiers[2].priorities[0].weight"},
  };
  for (const auto& row : table) {
    const auto refused = set(row.tiers);
    EXPECT_REFUSED(refused, row.refusal);
    EXPECT_EQ(refused.error().field, row.field);
  }
  EXPECT_REFUSED(town.call(set_plan_priorities, administrator, text("programme_id: %", setting.funder)),
                 REFUSAL_PROGRAMME_NOT_FOUND);
  EXPECT_REFUSED(town.call(get_plan_priorities, coordinator, text("programme_id: %", setting.funder)),
                 REFUSAL_PROGRAMME_NOT_FOUND);
}

TEST_F(Priorities, decide_who_is_planned_suggested_and_planned_anew) {
  const auto near = helper("Nabij"), speaks = helper("Spreekt Turks", "languages: 'tr' postcode: '5011 AA'");
  town.must(residents::set_preferences, ada.actor, text("resident_id: % preferences { languages: 'tr' }", ada.id));
  const auto job = request(ada, window("2026-01-13T10:00", "2026-01-13T12:00"));
  const auto first_suggested = [&] {
    return town.must(suggest_helpers, coordinator, text("job_id: % week_starts_on: %", job, monday))
        .suggestions(0)
        .participant_id();
  };
  EXPECT_EQ(first_suggested(), to_string(speaks.id));
  EXPECT_EQ(line_of(propose(), job)->participant_id(), to_string(speaks.id));
  ASSERT_TRUE(set(
      {tier({v1::OBJECTIVE_TRAVEL}), tier({v1::OBJECTIVE_GOALS, v1::OBJECTIVE_CONTINUITY, v1::OBJECTIVE_WISHES,
                                           v1::OBJECTIVE_FAIRNESS, v1::OBJECTIVE_CHANGES, v1::OBJECTIVE_BUDDIES})}));
  EXPECT_EQ(first_suggested(), to_string(near.id));
  const auto plan = propose();
  EXPECT_EQ(line_of(plan, job)->participant_id(), to_string(near.id));
  EXPECT_EQ(plan.tiers(1).objectives(0), v1::OBJECTIVE_TRAVEL);
  const auto anew = replan();
  ASSERT_EQ(anew.tiers_size(), 4);
  EXPECT_EQ(anew.tiers(1).objectives(0), v1::OBJECTIVE_CHANGES) << "what people were told goes before travel";
  EXPECT_EQ(anew.tiers(2).objectives(0), v1::OBJECTIVE_TRAVEL);
}

TEST_F(Priorities, send_somebody_with_their_own_buddy) {
  const auto service = town.must(catalogue::define_service, administrator,
                                 text("name_nl: 'Grote schoonmaak' name_en: 'Spring cleaning' risk: RISK_LOW "
                                      "domain: SERVICE_DOMAIN_HOUSING performance_fields: 6 pairs_allowed: true"))
                           .service_id();
  const auto far = helper("Maatje", "postcode: '5011 AA'"), near = helper("Nabij");
  const auto lena = helper("Lena", "guidance: GUIDANCE_GROUP");
  const auto asked = town.must(
      jobs::request_job, ada.actor,
      text("programme_id: % resident_id: % service_id: % minutes: 60 helpers: 2", setting.programme, ada.id, service));
  const auto one = JobId::of(asked.job_id()), other = JobId::of(asked.more_job_ids(0));
  const auto who = [&](const v1::GetPlanResponse& plan) {
    return std::set<std::string>{line_of(plan, one)->participant_id(), line_of(plan, other)->participant_id()};
  };
  EXPECT_FALSE(who(propose()).contains(to_string(far.id))) << "somebody near will do";
  set_profile(lena, "guidance: GUIDANCE_BUDDY buddy_id: '" + to_string(far.id) + "'");
  const auto plan = propose();
  EXPECT_EQ(who(plan), (std::set<std::string>{to_string(far.id), to_string(lena.id)}));
  const auto& of_lena =
      line_of(plan, one)->participant_id() == to_string(lena.id) ? *line_of(plan, one) : *line_of(plan, other);
  EXPECT_EQ(of_lena.facts(0).kind(), v1::FACT_KIND_BUDDY);
  EXPECT_EQ(of_lena.to_participant().nl(), "Zo werken u en uw maatje samen.");
}

}  // namespace
}  // namespace emplooi::matching
