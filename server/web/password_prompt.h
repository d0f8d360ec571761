#pragma once

#include <string>

namespace emplooi::web {

/// The password in EMPLOOI_PASSWORD, or the first line of stdin: asked for, and not shown, where that is a
/// terminal.
std::string read_password();

/// As read_password(), from EMPLOOI_ONE_TIME_CODE.
std::string read_one_time_code();

}  // namespace emplooi::web
