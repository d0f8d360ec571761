#include "support/statements.h"

#include <town.h>
#include <mutex>
#include <set>
#include <stdexcept>

namespace emplooi::testing {

namespace {

std::mutex guard;
std::set<std::string, std::less<>> executed;

}  // namespace

void note_statement(std::string_view name) {
  const std::lock_guard lock(guard);
  executed.emplace(name);
}

std::vector<std::string> statements_not_executed(std::string_view domain) {
  const std::lock_guard lock(guard);
  const auto prefix = std::string(domain) + '.';
  bool has_statements = false;
  std::vector<std::string> missing;
  for (const auto* statement : town_statements()) {
    if (statement->name.substr(0, prefix.size()) != prefix) continue;
    has_statements = true;
    if (!executed.contains(statement->name)) missing.emplace_back(statement->name);
  }
  if (!has_statements) throw std::logic_error("no statement belongs to " + std::string(domain));
  return missing;
}

}  // namespace emplooi::testing
