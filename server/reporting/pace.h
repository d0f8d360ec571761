#pragma once

#include <optional>

#include "base/money.h"
#include "base/time.h"

namespace emplooi::reporting {

/// What was taken of a budget between two days, both included.
struct Pace {
  Date since;
  Date until;
  Cents taken;
};

/// The day on which nothing of `left` remains if it goes on like that after `pace.until`; nothing if that day comes after
/// `ends_on`, or never. Pure.
std::optional<Date> exhausted_on(const Pace& pace, Cents left, Date ends_on);

}  // namespace emplooi::reporting
