#include "reporting/pace.h"

#include <gtest/gtest.h>

namespace emplooi::reporting {
namespace {

Date day(std::string_view text) { return parse_date(text).value(); }

TEST(Pace, tells_when_a_budget_is_exhausted) {
  struct {
    const char* since;
    const char* until;
    Cents taken;
    Cents left;
    const char* ends_on;
    const char* exhausted_on;
  } const table[] = {
      // A euro a day for ten days, ten euros left.
      {"2026-01-01", "2026-01-10", 1000_cents, 1000_cents, "2026-12-31", "2026-01-20"},
      {"2026-01-01", "2026-01-10", 1000_cents, 999_cents, "2026-12-31", "2026-01-19"},
      {"2026-01-10", "2026-01-10", 100_cents, 500_cents, "2026-12-31", "2026-01-15"},
      // On the last day of the budget, and the day after.
      {"2026-01-01", "2026-01-10", 1000_cents, 1000_cents, "2026-01-20", "2026-01-20"},
      {"2026-01-01", "2026-01-10", 1000_cents, 1000_cents, "2026-01-19", ""},
      // Nothing is taken, or more was given back.
      {"2026-01-01", "2026-01-10", 0_cents, 1000_cents, "2026-12-31", ""},
      {"2026-01-01", "2026-01-10", Cents{-5}, 1000_cents, "2026-12-31", ""},
      {"2026-01-01", "2026-01-10", 1_cents, 100'000'000'000_cents, "2999-12-31", ""},
      // Exhausted already; over already.
      {"2026-01-01", "2026-01-10", 1000_cents, 0_cents, "2026-12-31", "2026-01-10"},
      {"2026-01-01", "2026-01-10", 1000_cents, 1000_cents, "2026-01-09", ""},
  };
  for (const auto& row : table) {
    const auto found = exhausted_on({day(row.since), day(row.until), row.taken}, row.left, day(row.ends_on));
    EXPECT_EQ(found ? to_string(*found) : "", row.exhausted_on) << row.left.value << " left, " << row.ends_on;
  }
}

}  // namespace
}  // namespace emplooi::reporting
