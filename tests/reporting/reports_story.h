#pragma once

#include "reporting/reporting.h"
#include "settlement/story.h"

namespace emplooi::reporting {

using testing::text;

inline constexpr auto whole_year = "period { starts_on: '2026-01-01' ends_on: '2026-12-31' }";
inline constexpr auto first_quarter = "period { starts_on: '2026-01-01' ends_on: '2026-03-31' }";

inline std::string text_of(const v1::Figure& figure) { return figure.hidden() ? "-" : std::to_string(figure.value()); }

inline std::string text_of(const google::protobuf::RepeatedPtrField<v1::HoursRow>& rows) {
  std::string text;
  for (const auto& row : rows) text += row.name() + ' ' + text_of(row.minutes()) + '\n';
  return text;
}

class Reports : public testing::Story {
 protected:
  /// Then the quarters that are over are published.
  void advance_to(const char* day) {
    town.advance_to(day);
    town.must(publish_figures, system_actor(town.municipality()), v1::PublishFiguresRequest());
  }
  template <class Operation>
  auto report(Operation operation, const Actor& actor, const char* period) {
    return town.must(operation, actor, text("programme_id: % " + std::string(period), setting.programme));
  }
};

/// Six residents of the target group who each had a walk, and five tenants of the complex whose homes were cleaned.
class HoursReport : public Reports {
 protected:
  void SetUp() override {
    town.must(participants::assess_fitness, coordinator,
              text("participant_id: % service_id: % assessed_on: '2026-01-05' fit: true", town.participant("Piet").id,
                   setting.cleaning));
    for (const auto* name : {"Ada", "Bep", "Cor", "Dirk", "Els", "Fien"}) {
      buys(name, 1);
      approve(is_helped(name, setting.walk));
    }
    for (const auto* name : {"Gea", "Henk", "Ine", "Jan", "Kees"}) {
      is_given(name, 1);
      approve(is_helped(name, setting.cleaning));
    }
  }
};

}  // namespace emplooi::reporting
