#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "base/check.h"

namespace emplooi {

/// Whole euro cents. Arithmetic that overflows is a defect: the field rules bound every amount from outside to
/// EUR 1,000 million, and a 64-bit sum holds ninety thousand of those.
struct Cents {
  std::int64_t value = 0;

  friend auto operator<=>(const Cents&, const Cents&) = default;

  friend Cents operator+(Cents a, Cents b) {
    Cents sum;
    ensure(!__builtin_add_overflow(a.value, b.value, &sum.value), "a sum of money fits in 64 bits");
    return sum;
  }
  friend Cents operator-(Cents a, Cents b) {
    Cents difference;
    ensure(!__builtin_sub_overflow(a.value, b.value, &difference.value), "a difference of money fits in 64 bits");
    return difference;
  }
  friend Cents operator*(Cents a, std::int64_t times) {
    Cents product;
    ensure(!__builtin_mul_overflow(a.value, times, &product.value), "a multiple of money fits in 64 bits");
    return product;
  }
  Cents& operator+=(Cents other) { return *this = *this + other; }
  Cents& operator-=(Cents other) { return *this = *this - other; }
};

constexpr Cents operator""_cents(unsigned long long value) { return {static_cast<std::int64_t>(value)}; }

/// What `minutes` cost at `an_hour`, rounded down to whole cents.
inline Cents for_minutes(Cents an_hour, std::int64_t minutes) { return {(an_hour * minutes).value / 60}; }

/// "EUR 12.34", for logs, reports and refusals.
std::string to_string(Cents amount);

}  // namespace emplooi
