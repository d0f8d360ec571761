#pragma once

#include <google/protobuf/message.h>

#include <optional>
#include <string>
#include <string_view>

namespace emplooi::testing {

// All tests together leave what any town or server logs in one folder, and beside it what may never stand there; at the end
// tests/logs/search.py searches the one for the other. The folder is named by the variable TEST_LOGS; without it nothing is kept.

/// Lets everything that this program logs, down to the last detail, go to a file named after it.
void keep_logs(std::string_view program);

/// A file of its own for a server that is started; nothing without a folder.
std::optional<std::string> log_file_for(std::string_view name);

/// What may stand in no log from here on.
void note_secret(std::string_view text);
/// The texts of all fields that are marked personal, secret or citizen service number.
void note_secrets_in(const google::protobuf::Message& message);

}  // namespace emplooi::testing
