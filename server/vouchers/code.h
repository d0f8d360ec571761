#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/transaction.h"

namespace emplooi::vouchers {

/// The code that is printed on a voucher: ten symbols of Crockford's base 32 (50 random bits; no I, L, O or U to misread)
/// and two check digits modulo 97, which find every mistyped symbol and every swapped pair of neighbours.
std::string new_code(Transaction&);

/// What somebody typed, brought into the stored form: case, spaces and hyphens do not matter, O reads as 0, I and L as 1.
/// Nothing if the check digits say that it was mistyped.
std::optional<std::string> read_code(std::string_view typed);

}  // namespace emplooi::vouchers
