#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace emplooi::identity {

/// Bits as people read them out and type them: Crockford's base 32, five bits a character, without check characters.
std::string to_code(std::span<const std::uint8_t> bytes);

/// The code as to_code() writes it, from what somebody typed: case, spaces and hyphens do not matter, O reads as 0, I
/// and L as 1. What else stands in it stays, so that it is nobody's code.
std::string read_code(std::string_view typed);

/// A card's code as it is printed for typing: two check digits after it, modulo 97, which find any one character that was
/// mistyped and any two that were swapped. A kiosk says so before anybody is asked for a PIN. Expects what to_code() writes.
std::string with_check_digits(std::string_view code);

/// A card's code from what its QR code says, or from what somebody typed with its check digits. What does not agree
/// with its check digits stays as it is, so that it is nobody's code.
std::string read_card_code(std::string_view typed);

/// In groups of four, for printing: "ABCD-EFGH".
std::string in_groups(std::string_view code);

}  // namespace emplooi::identity
