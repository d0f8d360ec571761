#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace emplooi::store {

/// One step of the schema, forward only.
struct Migration {
  int version;
  std::string_view name;
  /// DDL with the tokens @int64@, @bytes@ and @strict@.
  std::string_view sql;
};

/// All steps in order, compiled in from schema/migrations.
const std::vector<Migration>& migrations();

/// What an engine calls the three tokens.
struct Dialect {
  std::string_view int64;
  std::string_view bytes;
  std::string_view strict;
};

/// The step in the engine's words.
std::string in_dialect(std::string_view sql, const Dialect& dialect);

}  // namespace emplooi::store
