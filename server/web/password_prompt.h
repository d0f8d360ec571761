#pragma once

#include <string>

namespace emplooi::web {

/// The password in EMPLOOI_PASSWORD, or the first line of stdin: asked for, and not shown, where that is a
/// terminal.
std::string read_password();

}  // namespace emplooi::web
