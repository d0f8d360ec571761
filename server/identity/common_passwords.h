#pragma once

#include <string_view>

#include "base/outcome.h"

namespace emplooi::identity {

/// What is tried first, one a line: common_passwords.txt.
extern const std::string_view common_password_list;

/// Whether the password, without regard to case, stands in the list, or is what stands there with digits and signs around
/// it: "Welkom2026!!!" is "welkom".
bool is_common(std::string_view password);

/// Refuses: password_too_common, naming the field.
Outcome<void> check_not_common(std::string_view password, std::string_view field);

}  // namespace emplooi::identity
