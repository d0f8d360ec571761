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

/// `amount` × `basis_points` / 10,000, rounded down: what is left over goes to the remainder, never into thin air.
inline Cents basis_points_of(Cents amount, std::int64_t basis_points) {
  return {(amount * basis_points).value / 10'000};
}

/// "EUR 12.34", for logs, reports and refusals.
std::string to_string(Cents amount);

}  // namespace emplooi
