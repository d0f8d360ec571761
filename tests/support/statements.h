#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace emplooi::testing {

/// Notes that this process has executed a statement. Called from any thread.
void note_statement(std::string_view name);

/// The named statements of a domain that this process never executed. Throws for a domain that has none.
std::vector<std::string> statements_not_executed(std::string_view domain);

}  // namespace emplooi::testing
