#include "organisations/programme.h"

namespace emplooi::organisations {

bool Programme::runs_on(Date day) const { return starts_on <= day && (!ends_on || day <= *ends_on); }

Date Terms::last_valid_day(Date issued_on) const {
  const auto day = add_months(issued_on, validity_months);
  return valid_to_end_of_month ? last_day_of_month(day) : day;
}

Cents Terms::extra_for_nth(int nth) const {
  Cents extra;
  for (const auto& tier : tiers) {
    if (tier.from_nth <= nth) extra = tier.extra;
  }
  return extra;
}

}  // namespace emplooi::organisations
